import Foundation
import PythonValues
import SecurePython
import Synchronization
import Testing

/// Scripts that try to have more of the host than they may.
extension Engine.HostAttackTests {
    @Test func aFloodOfCallsEndsTheRun() async throws {
        let calls = Calls()
        let flood = try await run("from host import echo\nwhile True: echo(1)", [echo(calls)]) { $0.limits.hostCalls = 500 }
        #expect(flood.report.verdict == .hostCalls && flood.report.exitStatus == 123)
        #expect(calls.all.count == 500 && flood.report.hostCalls == 501)
        // A caught refusal does not help.
        let caught = try await run(
            "from host import echo\nwhile True:\n  try: echo(object())\n  except TypeError: echo(1)", [echo()]) { $0.limits.hostCalls = 0 }
        #expect(caught.report.verdict == .hostCalls)
        let control = try await run("from host import echo\nfor n in range(500): echo(n)", [echo()]) { $0.limits.hostCalls = 500 }
        #expect(control.report.verdict == .ok && control.report.hostCalls == 500)
    }

    private static let nap = HostFunction("nap", isAwaitable: false, budget: .init(concurrency: 64)) { _ in
        try await Task.sleep(for: .milliseconds(300))
        return nil
    }

    @Test func noTimeIsFreeWhileTheHostWorks() async throws {
        // One call after the other, each within its budget.
        let began = ContinuousClock.now
        let many = try await run("import host\nwhile True: host.nap()", [Self.nap]) {
            $0.limits.wallTime = .seconds(10)
            $0.limits.hostTime = .seconds(1)
        }
        #expect(many.report.verdict == .hostCalls && many.report.hostTime >= .seconds(1) && many.report.hostTime < .seconds(2))
        #expect(ContinuousClock.now - began < .seconds(8))
        // One thread keeps a call pending, another computes.
        let computing = try await run(
            """
            import host, threading
            def keep():
                while True: host.nap()
            for _ in range(4): threading.Thread(target=keep, daemon=True).start()
            while True: pass
            """, [Self.nap]) {
                $0.limits.processorTime = .seconds(1)
                $0.limits.wallTime = .seconds(20)
            }
        #expect(computing.report.verdict == .cpuTime)
        // Another sleeps: both times together are the bound.
        let sleeping = try await run(
            """
            import host, threading, time
            def keep():
                for _ in range(4): host.nap()
            threading.Thread(target=keep, daemon=True).start()
            time.sleep(30)
            """, [Self.nap]) {
                $0.limits.wallTime = .seconds(1)
                $0.limits.hostTime = .seconds(3)
            }
        #expect(sleeping.report.verdict == .wallTime && sleeping.report.wallTime < .seconds(6))
    }

    @Test func aClosureThatNeverReturnsEndsNothingElse() async throws {
        let started = Calls()
        let stuck = HostFunction("stuck", budget: .init(concurrency: 2, time: .milliseconds(200))) { _ in
            started.add(1)
            // Until the test process ends, whatever is asked of the task.
            await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            return nil
        }
        let completion = try await run(
            """
            import host, threading
            texts = []
            def call():
                try:
                    host.stuck()
                except TimeoutError as error:
                    texts.append(str(error))
            threads = [threading.Thread(target=call) for _ in range(6)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            sorted(texts)
            """, [stuck, echo()])
        let long = PythonValue.string("the host function 'stuck' took longer than 0.2 seconds")
        let busy = PythonValue.string("the host function 'stuck' is busy with calls that took too long")
        #expect(completion.returnedValue == [busy, busy, busy, busy, long, long], "\(completion.value) \(text(completion.standardError))")
        #expect(started.all.count == 2)
        // Where the run ends first, and where it is cancelled.
        let slow = HostFunction("stuck") { _ in
            await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
            return nil
        }
        let ended = try await run(
            "import host, threading, time\nthreading.Thread(target=host.stuck, daemon=True).start()\ntime.sleep(0.2)\n7", [slow])
        #expect(ended.returnedValue == 7)
        let task = Task { try await run("import host\nhost.stuck()", [slow]) }
        try await Task.sleep(for: .seconds(1))
        task.cancel()
        #expect(try await task.value.report.verdict == .stopped(.cancelled))
        let bounded = try await run("import host\nhost.stuck()", [slow]) { $0.limits.hostTime = .milliseconds(300) }
        #expect(bounded.report.verdict == .hostCalls)
    }

    @Test func cancellingARunCancelsItsClosures() async throws {
        let cancelled = Calls()
        let waiting = HostFunction("wait") { _ in
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                cancelled.add(1)
            }
            return nil
        }
        let completion = try await run("import host, threading, time\nthreading.Thread(target=host.wait, daemon=True).start()\ntime.sleep(0.3)", [waiting])
        #expect(completion.report.verdict == .ok)
        for _ in 0..<200 where cancelled.all.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(cancelled.all.count == 1)
    }

    @Test func aPoolEndsThoughAClosureDoesNot() async throws {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        sandbox.hostModules = [HostModule("host", functions: [
            HostFunction("stuck") { _ in
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                return nil
            }
        ])]
        let pool = try WorkerPool(sandbox)
        let waiting = Task { try await pool.run("import host\nhost.stuck()") }
        try await Task.sleep(for: .seconds(1))
        let began = ContinuousClock.now
        await pool.shutDown()
        #expect(ContinuousClock.now - began < .seconds(10))
        #expect(try await waiting.value.report.verdict == .stopped(.cancelled))
    }

    @Test func callsAtTheEndOfAScriptRunOrAreForgotten() async throws {
        let calls = Calls()
        let completion = try await run(
            """
            import atexit, threading
            from host import echo
            class Late:
                def __del__(self): echo('deleted')
            kept = Late()
            atexit.register(echo, 'atexit')
            def spin():
                while True: echo('thread')
            threading.Thread(target=spin, daemon=True).start()
            echo('main')
            """, [echo(calls)])
        #expect(completion.report.verdict == .ok, "\(text(completion.standardError))")
        #expect(calls.all.contains("main") && calls.all.contains("atexit"))
        let count = calls.all.count
        try await Task.sleep(for: .milliseconds(300))
        #expect(calls.all.count == count)
    }

    @Test func resultsThatNobodyTakesDoNotPileUp() async throws {
        let calls = Calls()
        let large = HostFunction("large", budget: .init(concurrency: 4, valueBytes: 9 << 20)) { _ in
            calls.add(1)
            return .bytes([UInt8](repeating: 1, count: 8 << 20))
        }
        let completion = try await run(
            """
            import host, threading
            sizes = []
            threads = [threading.Thread(target=lambda: sizes.append(len(host.large()))) for _ in range(8)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            sizes == [8 << 20] * 8
            """, [large])
        #expect(completion.returnedValue == true, "\(completion.report.verdict) \(text(completion.standardError))")
        #expect(calls.all.count == 8)
    }
}
