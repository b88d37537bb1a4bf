import Foundation
import SecurePython
import Synchronization
import Testing

/// What a statement may try on the session that it is in, and interrupts at bad moments.
@Suite(.timeLimit(.minutes(5))) struct SessionAttackTests {
    private func session(_ change: (inout Sandbox) -> Void = { _ in }) throws -> Session {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        change(&sandbox)
        return try Session(blocking: sandbox)
    }

    private func output(_ completion: StatementCompletion) -> String {
        String(decoding: completion.standardOutput, as: UTF8.self)
    }

    /// Runs a statement that is interrupted `milliseconds` after it has written something, and returns when nothing can
    /// interrupt the next one.
    private func run(_ code: String, in session: Session, interruptedAfter milliseconds: Double) throws -> StatementCompletion {
        let isInterrupted = Mutex(false)
        let interrupter = DispatchGroup()
        // The statement may have ended first.
        defer { interrupter.wait() }
        return try session.runBlocking(
            "print('begun', flush=True)\n" + code,
            standardOutput: .handler { _ in
                let isFirst = isInterrupted.withLock { isInterrupted in
                    defer { isInterrupted = true }
                    return !isInterrupted
                }
                guard isFirst else { return }
                interrupter.enter()
                Thread {
                    usleep(UInt32(milliseconds * 1000))
                    session.interrupt()
                    interrupter.leave()
                }.start()
            })
    }

    @Test func aModuleWhoseLoadingWasInterruptedLoadsAnew() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "session-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("import builtins, time\nprint('loading', flush=True)\nif not hasattr(builtins, 'again'): time.sleep(100)\nx = 1\n".utf8)
            .write(to: folder.appending(path: "slow.py"))
        let session = try session { $0.sourceRoot = folder.path }
        let first = try run("import slow", in: session, interruptedAfter: 300)
        #expect(first.report.verdict == .exception(type: "KeyboardInterrupt", message: ""))
        #expect(output(try session.runBlocking("import builtins; builtins.again = True; import slow; print(slow.x)")) == "loading\n1\n")
    }

    @Test(arguments: 0..<24) func importsThatWereInterruptedWorkAfterwards(_ step: Int) throws {
        let session = try session()
        // Without asyncio, whose package CPython cannot import anew when its submodules are there.
        let modules = "unittest.case, email.message, http.client, xml.dom.minidom, decimal, sqlite3, dataclasses, statistics"
        _ = try run("import \(modules)", in: session, interruptedAfter: Double(step * step) / 3)
        let again = try session.runBlocking("import \(modules)\nprint(decimal.Decimal(1), statistics.mean([3]))")
        // In one line, so that summaries show all of it.
        #expect(output(again) == "1 3\n", "\(again.errorText.replacing("\n", with: " / "))")
        #expect(!again.hasLostState)
    }

    @Test func aRainOfInterruptsLosesAStatementAndNothingElse() throws {
        let session = try session()
        try session.runBlocking("x = 'kept'")
        for _ in 0..<20 {
            // Traceback included: whatever the interrupt hits.
            let completion = try run(
                "import traceback, json\nwhile True:\n    try: json.loads('[' * 50)\n    except ValueError: traceback.format_exc()",
                in: session, interruptedAfter: Double.random(in: 0...8))
            #expect(completion.report.verdict == .exception(type: "KeyboardInterrupt", message: ""))
            #expect(output(try session.runBlocking("print(x)")) == "kept\n")
        }
    }

    @Test func nativeCodeCannotKeepInterruptsOrStopsOut() throws {
        // With ctypes at hand: block and ignore every signal that can be.
        let deaf = """
            import ctypes, time
            libc = ctypes.CDLL(None)
            all = (ctypes.c_ulong * 16)(*[2 ** 64 - 1] * 16)
            libc.pthread_sigmask(0, ctypes.byref(all), None)
            for number in (2, 18, 15): libc.signal(number, ctypes.c_void_p(1))
            print('deaf', flush=True)
            while True: pass
            """
        let session = try session { $0.unsafelyWithout = [.language, .audit] }
        let completion = try session.runBlocking(
            deaf,
            standardOutput: .handler { _ in
                Thread {
                    session.interrupt()
                    usleep(100_000)
                    session.interrupt()
                }.start()
            })
        #expect(completion.report.verdict == .stopped(.interrupted) && completion.hasLostState)
        #expect(try session.runBlocking("1").report.verdict == .ok)
    }

    @Test func nativeCodeStandsStillBetweenStatements() throws {
        let session = try session { $0.unsafelyWithout = [.language, .audit] }
        // A thread that needs no interpreter lock, counts, and answers in the session's place.
        let start = """
            import threading, ctypes, struct, time
            libc = ctypes.CDLL(None)
            count = 0
            def spin():
                global count
                while True:
                    libc.usleep(1000)
                    count += 1
            threading.Thread(target=spin, daemon=True).start()
            def forge(number):
                frame = struct.pack('<IBxxxIB', 5, 11, number, 1)
                for _ in range(200):
                    libc.send(3, frame, len(frame), 0x4000)
                    libc.usleep(1000)
            """
        #expect(try session.runBlocking(start).report.verdict == .ok)
        let before = try session.runBlocking("print(count)")
        usleep(500_000)
        let after = try session.runBlocking("print(count)")
        let passed = (Int(output(after).dropLast()) ?? .max) - (Int(output(before).dropLast()) ?? 0)
        #expect(passed < 300, "\\(passed)")
        // Answers that nobody asked for end the session, not the host.
        let forged = try session.runBlocking("threading.Thread(target=forge, args=(99,), daemon=True).start(); time.sleep(5)")
        #expect(forged.report.verdict.name == "hostFault" && forged.hasLostState)
        #expect(try session.runBlocking("1").report.verdict == .ok)
        // One in the statement's own place is a claim like any other.
        try session.runBlocking(start)
        #expect(try session.runBlocking("forge(3)").report.wallTime < .seconds(5))
    }

    @Test func whatThreadsAskBetweenStatementsWaits() throws {
        let session = try Session(blocking: Sandbox(whitelist: .resolving("standard")), input: .bytes(Array("one\ntwo\n".utf8)))
        let start = """
            import threading, time
            lines = []
            def ask():
                time.sleep(0.2)
                import fractions, email.message
                for _ in range(2): lines.append(input())
            threading.Thread(target=ask).start()
            """
        #expect(try session.runBlocking(start).report.verdict == .ok)
        usleep(500_000)
        #expect(output(try session.runBlocking("time.sleep(1); print(lines)")) == "['one', 'two']\n")
    }

    @Test func aSessionThatIsIdleUsesNothing() throws {
        let session = try session { $0.limits.processorTime = .seconds(2) }
        try session.runBlocking("import threading, hashlib\ndef spin():\n    while True: hashlib.sha256(bytes(1 << 22)).digest()\nthreading.Thread(target=spin, daemon=True).start()")
        usleep(300_000)
        func used() throws -> Double {
            let completion = try session.runBlocking("import time; print(time.process_time())")
            return Double(output(completion).dropLast()) ?? .nan
        }
        let before = try used()
        usleep(1_500_000)
        #expect(try used() - before < 0.5)
    }

    @Test func whatAStatementDoesToBuiltinsStaysInItsSession() throws {
        let one = try session()
        let other = try session()
        try one.runBlocking("import builtins; builtins.print = lambda *a: None; import sys; sys.displayhook = None")
        #expect(output(try other.runBlocking("print(1)")) == "1\n")
        // And a broken prompt is the session's own affair.
        #expect(try one.runBlocking("1 + 1", as: .interactive).report.verdict.name == "exception")
        try one.resetBlocking()
        #expect(output(try one.runBlocking("1 + 1", as: .interactive)) == "2\n")
    }

    @Test func streamsThatStatementsReplaceAreTheirOwnAffair() throws {
        let session = try session()
        for code in ["import sys; sys.stdout = None", "sys.stderr = 5; 1/0", "class S:\n  def write(s, t): raise KeyboardInterrupt\n  def flush(s): raise SystemExit(9)\nsys.stdout = sys.stderr = S()\n1/0"] {
            #expect(try !session.runBlocking(code).hasLostState)
        }
        try session.runBlocking("sys.stdout = sys.__stdout__; sys.stderr = sys.__stderr__")
        #expect(output(try session.runBlocking("print(1)")) == "1\n")
    }
}
