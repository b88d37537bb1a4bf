import Glibc
import Policy
import Testing

@testable import SecurePython

@Suite struct VerdictTests {
    private func facts(_ change: (inout RunFacts) -> Void) -> RunFacts {
        var facts = RunFacts(waitStatus: 0, claim: .exited(status: 0))
        change(&facts)
        return facts
    }

    @Test func faultThenLimitThenStopThenSignalThenClaim() {
        let all = facts {
            $0.fault = "broken"
            $0.exceeded = .output
            $0.stopped = .cancelled
            $0.waitStatus = 11
        }
        #expect(all.verdict == .hostFault(reason: "broken"))
        var fewer = all
        fewer.fault = nil
        #expect(fewer.verdict == .output)
        fewer.exceeded = nil
        #expect(fewer.verdict == .stopped(.cancelled))
        fewer.stopped = nil
        #expect(fewer.verdict == .crashed(signal: 11))
        fewer.waitStatus = 0
        #expect(fewer.verdict == .ok)
    }

    @Test func exitStatusesStandForVerdicts() {
        let cases: [(Int32, (inout RunFacts) -> Void)] = [
            (0, { _ in }),
            (7, { $0.claim = .exited(status: 7) }),
            (255, { $0.claim = .exited(status: -1) }),
            (1, { $0.claim = .raised(type: "ValueError", message: "", isDenial: false) }),
            (1, { $0.claim = .raised(type: "ImportError", message: "", isDenial: true) }),
            (121, { $0.exceeded = .processorTime }),
            (122, { $0.claim = .ranOutOfMemory(message: "") }),
            (123, { $0.exceeded = .output }),
            (124, { $0.exceeded = .wallTime }),
            (125, { $0.fault = "x" }),
            (125, { $0.claim = nil }),
            (125, { $0.waitStatus = nil }),
            (125, { $0.waitStatus = 0x100 }),
            (126, { $0.waitStatus = 31 }),
            (137, { $0.waitStatus = 9 }),
            (139, { $0.waitStatus = 11 | 0x80 }),
            (130, { $0.stopped = .cancelled }),
            (141, { $0.stopped = .outputClosed }),
        ]
        for (status, change) in cases { #expect(facts(change).exitStatus == status) }
    }

    @Test func aSessionsProcessThatEndedWithItsAnswerIsAFault() {
        let alive = facts {
            $0.goesOn = true
            $0.waitStatus = nil
        }
        #expect(alive.verdict == .ok)
        for claim: ScriptOutcome in [.exited(status: 0), .raised(type: "ValueError", message: "", isDenial: false)] {
            var ended = alive
            ended.claim = claim
            ended.waitStatus = 0
            #expect(ended.verdict == .hostFault(reason: "the script's process exited with status 0, though its session was to go on"))
            ended.waitStatus = 11
            #expect(ended.verdict == .crashed(signal: 11))
        }
    }

    @Test func deniedAndRaisedAreToldApart() {
        #expect(
            facts { $0.claim = .raised(type: "A", message: "b", isDenial: true) }.verdict == .denied(type: "A", message: "b"))
        #expect(
            facts { $0.claim = .raised(type: "A", message: "b", isDenial: false) }.verdict
                == .exception(type: "A", message: "b"))
    }

    @Test func theKernelsOwnLimitOnProcessorTimeIsNamed() {
        func verdict(signal: Int32, used: Duration, limit: Duration?) -> Verdict {
            facts {
                $0.waitStatus = signal
                $0.processorTime = used
                $0.processorLimit = limit
            }.verdict
        }
        for signal in [SIGXCPU, SIGKILL] {
            #expect(verdict(signal: signal, used: .seconds(2), limit: .seconds(1)) == .cpuTime)
            #expect(verdict(signal: signal, used: .seconds(1), limit: .seconds(1)) == .cpuTime)
            // A script can send itself any signal; the time that it used, it cannot lie about.
            #expect(verdict(signal: signal, used: .milliseconds(999), limit: .seconds(1)) == .crashed(signal: signal))
            #expect(verdict(signal: signal, used: .seconds(2), limit: nil) == .crashed(signal: signal))
        }
        #expect(verdict(signal: SIGSEGV, used: .seconds(2), limit: .seconds(1)) == .crashed(signal: SIGSEGV))
        // What ended in time by itself has not ended by its limit.
        #expect(verdict(signal: 0, used: .seconds(2), limit: .seconds(1)) == .ok)
    }

    @Test func aWordOfTheChildNeverOutranksTheHosts() {
        let claims: [ScriptOutcome?] = [
            nil, .exited(status: 0), .ranOutOfMemory(message: ""), .raised(type: "A", message: "", isDenial: true),
        ]
        for claim in claims {
            for (limit, verdict) in [(.processorTime, .cpuTime), (.wallTime, .wallTime), (.output, .output)] as [(RunFacts.Limit, Verdict)] {
                for status: Int32 in [0, SIGKILL, SIGSYS, 0x100] {
                    let facts = facts {
                        $0.exceeded = limit
                        $0.waitStatus = status
                        $0.claim = claim
                        $0.trappedCall = 41
                        $0.stopped = .outputClosed
                    }
                    #expect(facts.verdict == verdict)
                }
            }
        }
    }

    @Test func aForbiddenCallHasANameOnlyAsAClaim() {
        #expect(facts { $0.waitStatus = SIGSYS; $0.trappedCall = 41 }.verdict == .forbiddenSystemCall(name: nil))
        let trapped = facts { $0.waitStatus = 125 << 8; $0.trappedCall = 0 }
        guard case .forbiddenSystemCall(let name?) = trapped.verdict else {
            Issue.record("\(trapped.verdict)")
            return
        }
        #expect(!name.isEmpty)
    }

    @Test func aKillForMemoryIsALimit() {
        #expect(facts { $0.waitStatus = SIGKILL; $0.wasKilledForMemory = true }.verdict == .memory)
        #expect(facts { $0.waitStatus = SIGKILL; $0.wasKilledForMemory = true; $0.stopped = .cancelled }.verdict == .memory)
        #expect(facts { $0.waitStatus = SIGKILL; $0.wasKilledForMemory = true; $0.exceeded = .wallTime }.verdict == .wallTime)
        // Another process of the group was the one that the kernel chose.
        #expect(facts { $0.wasKilledForMemory = true }.verdict == .ok)
        #expect(facts { $0.waitStatus = SIGSEGV; $0.wasKilledForMemory = true }.verdict == .crashed(signal: SIGSEGV))
    }
}
