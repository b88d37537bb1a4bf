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

    @Test func deniedAndRaisedAreToldApart() {
        #expect(
            facts { $0.claim = .raised(type: "A", message: "b", isDenial: true) }.verdict == .denied(type: "A", message: "b"))
        #expect(
            facts { $0.claim = .raised(type: "A", message: "b", isDenial: false) }.verdict
                == .exception(type: "A", message: "b"))
    }
}

@Suite struct ReportTests {
    @Test func theReportIsOneLineOfASCII() {
        let report = Report(
            verdict: .exception(type: "E\"\\", message: "a\nb\u{1b}[31m\u{202e}ü😀"), exitStatus: 1, standingLayers: [.audit],
            enclosure: EnclosureReport(level: .noNamespaces, landlockVersion: 7),
            processorTime: .microseconds(1_500_000), wallTime: .seconds(2), peakMemoryBytes: 1 << 40, standardOutputBytes: 1,
            standardErrorBytes: 2,
            denials: [Denial(layer: .language, operation: "o", rule: "r", remedy: "m", file: "/app/x.py", line: 3)],
            hasMoreDenials: true)
        let expected = [
            #"{"schema":1,"version":"\#(BuildIdentity.version)","verdict":"exception","exceptionType":"E\"\\","#,
            #""message":"a\nb\u001b[31m\u202e\u00fc\ud83d\ude00","exitStatus":1,"#,
            #""layers":{"language":"absent","audit":"present","kernel":"absent"},"#,
            #""enclosure":{"level":"no-namespaces","landlockVersion":7,"hasUserNamespace":false},"#,
            #""processorMicroseconds":1500000,"wallMicroseconds":2000000,"peakMemoryBytes":1099511627776,"#,
            #""standardOutputBytes":1,"standardErrorBytes":2,"denials":[{"layer":"language","operation":"o","#,
            #""rule":"r","remedy":"m","file":"/app/x.py","line":3}],"hasMoreDenials":true}"#,
        ].joined()
        #expect(report.json == expected)
    }
}
