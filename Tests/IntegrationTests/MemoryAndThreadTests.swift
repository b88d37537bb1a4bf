import SecurePython
import Testing

/// What a worker makes of its memory budget and of its threads.
@Suite(.serialized, .timeLimit(.minutes(5))) struct MemoryAndThreadTests {
    private func report(_ code: String, _ limits: RunLimits) throws -> Report {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        sandbox.limits = limits
        return try sandbox.runBlocking(ScriptRequest(origin: .command, source: Array(code.utf8))).report
    }

    @Test(arguments: [
        "bytes(1 << 40)",
        "x = []\nwhile True: x.append(bytearray(1 << 20))",
        "x = []\nwhile True: x.append(str(len(x)))",
        "x = {}\nwhile True: x[len(x)] = print('y' * 100), bytearray(1000)",
        "class C: pass\nx = None\nwhile True:\n    y = C(); y.x = x; x = y",
        "import re\nre.compile('a' * (1 << 26))",
    ])
    func usedUpMemoryHasItsVerdict(code: String) throws {
        let report = try report(code, RunLimits(memoryBytes: .mebibytes(48)))
        #expect(report.verdict == .memory)
        #expect(report.exitStatus == 122)
        #expect(report.standardErrorBytes > "Traceback (most recent call last):".utf8.count, "no traceback was shown")
    }

    @Test func aMemoryErrorOfTheScriptsOwnIsAnException() throws {
        let report = try report("raise MemoryError('mine')", RunLimits(memoryBytes: .mebibytes(48)))
        #expect(report.verdict == .exception(type: "MemoryError", message: "mine"))
    }

    @Test(arguments: ["bytearray(1 << 40)", "list(range(1 << 40))", "[bytearray(1 << 10) for _ in range(1 << 30)]"])
    func aCaughtMemoryErrorLeavesTheBudgetWhole(code: String) throws {
        let again = "for _ in range(5):\n    try: \(code)\n    except MemoryError: pass\n    bytearray(16 << 20)\nimport json, dataclasses"
        #expect(try report(again, RunLimits(memoryBytes: .mebibytes(48))).verdict == .ok)
    }

    /// Neither the reserve nor the stacks of threads are the script's, and neither is taken from it.
    @Test(arguments: [0, 8]) func theBudgetIsTheScripts(threads: Int) throws {
        let limits = RunLimits(memoryBytes: .mebibytes(64), threads: .atMost(threads))
        let prelude = """
            import threading
            stop = threading.Event()
            for _ in range(\(threads)): threading.Thread(target=stop.wait).start()
            def take(size):
                try: return bytearray(size << 20)
                except MemoryError: stop.set(); raise

            """
        #expect(try report(prelude + "take(60); stop.set()", limits).verdict == .ok)
        #expect(try report(prelude + "take(65); stop.set()", limits).verdict == .memory)
    }

    @Test func hugeTextsOfExceptionsAreCutForTheHost() throws {
        let report = try report("raise ValueError('x' * (20 << 20))", RunLimits(memoryBytes: .mebibytes(48)))
        #expect(report.verdict == .exception(type: "ValueError", message: String(repeating: "x", count: 2_000)))
    }

    @Test(arguments: [1, 3, 8]) func oneThreadTooManyIsRefused(threads: Int) throws {
        let code = """
            import threading
            stop = threading.Event()
            started = 0
            try:
                while True: threading.Thread(target=stop.wait).start(); started += 1
            except RuntimeError as error:
                stop.set()
                raise KeyError(f"{started}: {error}")
            """
        let report = try report(code, RunLimits(threads: .atMost(threads)))
        let text = "\(threads): can't start new thread: \(threads) are running, and this run may have no more (limit on threads)"
        #expect(report.verdict == .exception(type: "KeyError", message: "\"\(text)\""))
    }

    @Test func threadsThatEndedDoNotCount() throws {
        let code = """
            import _thread, time
            done = _thread.allocate_lock()
            done.acquire()
            for _ in range(100):
                while True:
                    # A thread that has released the lock may still be on its way out.
                    try: _thread.start_new_thread(done.release, ()); break
                    except RuntimeError: time.sleep(0.001)
                done.acquire()
            """
        #expect(try report(code, RunLimits(threads: 1)).verdict == .ok)
    }
}
