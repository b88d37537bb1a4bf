import Foundation
import SecurePython
import Testing

/// The library, on the real worker.
@Suite(.timeLimit(.minutes(5))) struct SandboxTests {
    private func sandbox(_ change: (inout Sandbox) throws -> Void = { _ in }) throws -> Sandbox {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        try change(&sandbox)
        return sandbox
    }

    private func script(_ code: String) -> ScriptRequest { ScriptRequest(origin: .command, source: Array(code.utf8)) }

    @Test func aRunIsReported() throws {
        let completion = try sandbox().runBlocking(script("print('x' * 10)\nsum(range(10 ** 6))"))
        #expect(completion.report.verdict == .ok)
        #expect(completion.report.standingLayers == [.language, .audit, .kernel])
        #expect(completion.standardOutput == Array("xxxxxxxxxx\n".utf8))
        #expect(completion.report.standardOutputBytes == 11)
        #expect(completion.report.processorTime > .milliseconds(1) && completion.report.processorTime < .seconds(10))
        #expect(completion.report.wallTime > .milliseconds(1))
        #expect(completion.report.peakMemoryBytes > 1 << 20)
    }

    @Test func withoutInputThereIsNone() throws {
        let completion = try sandbox().runBlocking(script("input()"))
        guard case .denied(let type, _) = completion.report.verdict else {
            Issue.record("\(completion.report.verdict)")
            return
        }
        #expect(type == "NameError")
    }

    /// What shows exceptions imports more than this whitelist lists, and makes classes as it loads.
    @Test func aWhitelistHoldsWhileExceptionsAreShown() throws {
        let script = script(
            """
            import abc, codecs, sys
            library = codecs.builtins
            make, got = abc.ABCMeta.__new__, set()

            def attempt():
                for name in ("os", "posix", "_socket", "contextlib", "stat"):
                    for load in (library.__import__, __import__):
                        try:
                            got.add(load(name).__name__)
                        except ImportError:
                            pass

            def new(*arguments, **keywords):
                attempt()
                return make(*arguments, **keywords)

            abc.ABCMeta.__new__ = staticmethod(new)
            try:
                1 / 0
            except ZeroDivisionError as error:
                sys.excepthook(type(error), error, error.__traceback__)
            attempt()
            print(got)
            """)
        let completion = try sandbox { $0.whitelist = try .resolving("minimal") }.runBlocking(script)
        #expect(completion.standardOutput == Array("set()\n".utf8))
        #expect(String(decoding: completion.standardError, as: UTF8.self).contains("ZeroDivisionError: division by zero"))
    }

    @Test func inputMayBeBytes() throws {
        let completion = try sandbox().runBlocking(
            script("import sys; print(len(sys.stdin.read()), input.__name__)"), input: .bytes([UInt8](repeating: 97, count: 200_000)))
        #expect(completion.standardOutput == Array("200000 input\n".utf8))
    }

    @Test func limitsEndARun() throws {
        let hang = try sandbox { $0.limits.wallTime = .milliseconds(500) }.runBlocking(script("while True: pass"))
        #expect(hang.report.verdict == .wallTime)
        #expect(hang.report.processorTime > .milliseconds(100))
        let flood = try sandbox { $0.limits.outputBytes = 1000 }.runBlocking(script("while True: print('y' * 70)"))
        #expect(flood.report.verdict == .output)
        #expect(flood.standardOutput.count == 1000)
    }

    @Test func cancellationEndsARun() throws {
        let cancellation = try Cancellation()
        let thread = Thread {
            usleep(300_000)
            cancellation.cancel()
        }
        thread.start()
        let start = Date()
        let sandbox = try sandbox()
        do throws(SandboxError) {
            let report = try sandbox.runBlocking(script("while True: pass"), cancellation: cancellation).report
            #expect(report.verdict == .stopped(.cancelled))
        } catch {
            #expect(error.code == .cancelled)
        }
        #expect(Date().timeIntervalSince(start) < 10)
    }

    @Test func runsGoOnSideBySide() async throws {
        let sandbox = try sandbox()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let request = ScriptRequest(origin: .command, source: Array("print(\(number) ** 2)".utf8))
                    let completion = try await sandbox.run(request)
                    #expect(completion.report.verdict == .ok)
                    #expect(completion.standardOutput == Array("\(number * number)\n".utf8))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func cancellingATaskEndsItsRun() async throws {
        let sandbox = try sandbox()
        let task = Task { try await sandbox.run(ScriptRequest(origin: .command, source: Array("while True: pass".utf8))) }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        switch await task.result {
        case .success(let completion): #expect(completion.report.verdict == .stopped(.cancelled))
        case .failure(let error): #expect((error as? SandboxError)?.code == .cancelled)
        }
    }

    @Test func runsLeaveNoDescriptorAndNoProcess() throws {
        func descriptors() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0 }
        let sandbox = try sandbox { $0.limits.wallTime = .seconds(10) }
        _ = try sandbox.runBlocking(script("pass"))
        // Other tests run at the same time, so that only a trend means something.
        let before = descriptors()
        for index in 0..<60 {
            _ = try sandbox.runBlocking(script(index % 3 == 0 ? "1 / 0" : "pass"))
        }
        #expect(descriptors() < before + 40)
        let workers = ProcessTree.descendants(of: getpid()).filter {
            $0.status["Name"]?.hasPrefix("secure-python-w") == true && $0.status["State"]?.hasPrefix("Z") == true
        }
        #expect(workers.count < 20)
    }
}
