import Foundation
import SecurePython
import Synchronization
import Testing

/// Sessions of the library, on the real worker.
@Suite(.timeLimit(.minutes(5))) struct SessionTests {
    private func session(
        input: ScriptInput = .none, isInterruptible: Bool = true, _ change: (inout Sandbox) -> Void = { _ in }
    ) throws -> Session {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        change(&sandbox)
        return try Session(blocking: sandbox, input: input, isInterruptible: isInterruptible)
    }

    private func output(_ completion: StatementCompletion) -> String {
        String(decoding: completion.standardOutput, as: UTF8.self)
    }

    private func errors(_ completion: StatementCompletion) -> String {
        String(decoding: completion.standardError, as: UTF8.self)
    }

    /// Runs a statement that is interrupted a moment after each line that it writes.
    private func runInterrupted(_ code: String, in session: Session) throws -> (StatementCompletion, output: String) {
        let written = Mutex("")
        let completion = try session.runBlocking(
            code,
            standardOutput: .handler { bytes in
                written.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                Thread {
                    usleep(100_000)
                    session.interrupt()
                }.start()
            })
        return (completion, written.withLock { $0 })
    }

    @Test func stateIsKept() throws {
        let session = try session()
        #expect(try session.runBlocking("import math\nx = 6\ndef double(n):\n    return 2 * n").report.verdict == .ok)
        let second = try session.runBlocking("print(double(x), math.pi > 3)")
        #expect(output(second) == "12 True\n")
        #expect(!second.hasLostState && second.exitRequest == nil && !second.isIncomplete)
        #expect(second.report.standingLayers == [.language, .audit, .kernel])
        #expect(second.report.peakMemoryBytes > 1 << 20)
    }

    @Test func valuesAreShownAtAPrompt() throws {
        let session = try session()
        #expect(output(try session.runBlocking("6 * 7", as: .interactive)) == "42\n")
        #expect(output(try session.runBlocking("_ + 1", as: .interactive)) == "43\n")
        #expect(output(try session.runBlocking("None", as: .interactive)) == "")
        #expect(output(try session.runBlocking("6 * 7")) == "")
        #expect(output(try session.runBlocking("# a comment", as: .interactive)) == "")
        #expect(output(try session.runBlocking("", as: .interactive)) == "")
    }

    @Test func aTextMayNeedMoreLines() throws {
        let session = try session()
        for text in ["def f():", "def f():\n    return 1", "if True: pass", "x = (1,", "'''a", "@staticmethod", "1 +\\", "try:\n  1"] {
            let completion = try session.runBlocking(text, as: .interactive)
            #expect(completion.isIncomplete, "\(text)")
            #expect(completion.report.verdict == .ok && completion.standardError.isEmpty)
        }
        #expect(try !session.runBlocking("def f():\n    return 1\n", as: .interactive).isIncomplete)
        #expect(output(try session.runBlocking("f()", as: .interactive)) == "1\n")
        for text in ["1 +", "x = )", "if True", "return 1", "'abc", "x = 1\ny = 2"] {
            let completion = try session.runBlocking(text, as: .interactive)
            #expect(!completion.isIncomplete)
            #expect(errors(completion).contains("SyntaxError"), "\(text): \(errors(completion))")
        }
    }

    @Test func theFutureLasts() throws {
        let session = try session()
        try session.runBlocking("from __future__ import annotations", as: .interactive)
        try session.runBlocking("def f(a: no.such.name): pass\n", as: .interactive)
        #expect(output(try session.runBlocking("f.__annotations__", as: .interactive)) == "{'a': 'no.such.name'}\n")
    }

    @Test func tracebacksShowLinesOfEarlierStatements() throws {
        let session = try session()
        try session.runBlocking("def broken(n):\n    return 1 / n  # here\n", as: .interactive)
        let completion = try session.runBlocking("broken(0)", as: .interactive)
        guard case .exception("ZeroDivisionError", _) = completion.report.verdict else {
            Issue.record("\(completion.report.verdict)")
            return
        }
        #expect(
            errors(completion) == """
                Traceback (most recent call last):
                  File "<python-input-2>", line 1, in <module>
                    broken(0)
                  File "<python-input-1>", line 2, in broken
                    return 1 / n  # here
                           ~~^~~
                ZeroDivisionError: division by zero

                """)
        // The script's own module shows them, too.
        let own = try session.runBlocking("import traceback\ntry: broken(0)\nexcept ZeroDivisionError: print(traceback.format_exc())")
        #expect(output(own).contains("return 1 / n  # here"))
        #expect(try session.runBlocking("1 + 1").report.verdict == .ok)
    }

    @Test func eachStatementHasABudgetOfItsOwn() throws {
        let session = try session { $0.limits = RunLimits(processorTime: .milliseconds(600), wallTime: .seconds(5), outputBytes: 100) }
        for _ in 0..<4 {
            // Together more than the limit of each.
            let completion = try session.runBlocking(
                "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\nprint('x' * 80)")
            #expect(completion.report.verdict == .ok)
            #expect(completion.report.processorTime > .milliseconds(250) && completion.report.processorTime < .milliseconds(600))
            #expect(completion.report.standardOutputBytes == 81)
        }
        let flood = try session.runBlocking("while True: print('y' * 70)")
        #expect(flood.report.verdict == .output && flood.hasLostState && flood.standardOutput.count == 100)
        let busy = try session.runBlocking("x = 1\nwhile True: pass")
        #expect(busy.report.verdict == .cpuTime && busy.hasLostState)
        let fresh = try session.runBlocking("print('x' in globals())")
        #expect(output(fresh) == "False\n" && !fresh.hasLostState)
    }

    @Test func wallTimeAndMemoryEndAStatement() throws {
        let session = try session { $0.limits = RunLimits(wallTime: .milliseconds(500), memoryBytes: .mebibytes(64)) }
        let late = try session.runBlocking("import time; time.sleep(100)")
        #expect(late.report.verdict == .wallTime && late.hasLostState)
        let large = try session.runBlocking("x = 'kept'\ny = bytearray(1 << 30)")
        #expect(large.report.verdict == .memory && !large.hasLostState)
        // What is refused in one statement says nothing of the next.
        let next = try session.runBlocking("print(x)\nraise MemoryError('mine')")
        #expect(output(next) == "kept\n")
        #expect(next.report.verdict == .exception(type: "MemoryError", message: "mine"))
    }

    @Test func exitIsARequest() throws {
        let session = try session()
        let completion = try session.runBlocking("import atexit; atexit.register(print, 'bye'); x = 1; exit(7)")
        #expect(completion.exitRequest == 7 && completion.report.verdict == .ok && !completion.hasLostState)
        #expect(output(try session.runBlocking("print(x)")) == "1\n")
        let end = try session.closeBlocking()
        #expect(end?.report.verdict == .ok)
        #expect(String(decoding: end?.standardOutput ?? [], as: UTF8.self) == "bye\n")
        #expect(throws: SandboxError.self) { try session.runBlocking("1") }
        #expect(try session.closeBlocking() == nil)
    }

    @Test func aSessionCanBeReset() throws {
        let session = try session()
        try session.runBlocking("x = 1")
        try session.resetBlocking()
        #expect(output(try session.runBlocking("print('x' in globals())")) == "False\n")
    }

    @Test(arguments: [
        "while True: pass", "import time; time.sleep(100)", "input()", "import threading; l = threading.Lock(); l.acquire(); l.acquire()",
        "import socket; a, b = socket.socketpair(); a.recv(1)", "import os; r, w = os.pipe(); os.read(r, 1)",
        "import asyncio; asyncio.run(asyncio.sleep(100))", "import select, socket; a, b = socket.socketpair(); select.select([a], [], [])",
        "import threading; threading.Event().wait()", "import queue; queue.Queue().get()",
        "import concurrent.futures, threading; concurrent.futures.ThreadPoolExecutor(1).submit(threading.Event().wait, 3).result()",
    ])
    func anInterruptEndsAStatementAndNotTheSession(_ code: String) throws {
        let pipe = Pipe()
        let session = try session(input: .descriptor(pipe.fileHandleForReading.fileDescriptor))
        try session.runBlocking("x = 'kept'")
        let (completion, _) = try runInterrupted("print('begun', flush=True)\n" + code, in: session)
        #expect(completion.report.verdict == .exception(type: "KeyboardInterrupt", message: ""))
        #expect(completion.report.wallTime < .seconds(10))
        #expect(!completion.hasLostState)
        #expect(errors(completion).contains("KeyboardInterrupt"))
        #expect(output(try session.runBlocking("print(x)")) == "kept\n")
    }

    @Test func anInterruptCanBeCaughtOnceButNotForGood() throws {
        let session = try session()
        let (caught, _) = try runInterrupted(
            "try:\n    print('begun')\n    while True: pass\nexcept KeyboardInterrupt: x = 'caught'", in: session)
        #expect(caught.report.verdict == .ok)
        #expect(output(try session.runBlocking("print(x)")) == "caught\n")
        let (swallowed, written) = try runInterrupted(
            "while True:\n    try:\n        print('begun')\n        while True: pass\n    except BaseException: pass", in: session)
        #expect(swallowed.report.verdict == .stopped(.interrupted) && swallowed.hasLostState)
        #expect(written == "begun\nbegun\n")
        #expect(try session.runBlocking("1").report.verdict == Verdict.ok)
    }

    @Test func afterACaughtInterruptInputIsThereAsBefore() throws {
        let pipe = Pipe()
        let session = try session(input: .descriptor(pipe.fileHandleForReading.fileDescriptor))
        for wait in ["time.sleep(100)", "input()", "[x for x in iter(int, 1)]"] {
            let code = """
                import sys, time
                try:
                    print('begun', flush=True)
                    \(wait)
                except KeyboardInterrupt: line = input()
                """
            // The host must not answer for a pipe that holds nothing yet.
            Thread {
                usleep(600_000)
                try? pipe.fileHandleForWriting.write(contentsOf: Data("late\n".utf8))
            }.start()
            #expect(try runInterrupted(code, in: session).0.report.verdict == .ok, "\(wait)")
            #expect(output(try session.runBlocking("print(line)")) == "late\n")
        }
    }

    @Test func anInterruptWhileNothingRunsIsForNothing() throws {
        let session = try session()
        session.interrupt()
        session.interrupt()
        #expect(try session.runBlocking("import time; time.sleep(0.2)").report.verdict == .ok)
    }

    @Test func whatIsNotInterruptibleIsEnded() throws {
        let session = try session(isInterruptible: false)
        let (completion, _) = try runInterrupted("print('begun')\nwhile True: pass", in: session)
        #expect(completion.report.verdict == .stopped(.interrupted) && completion.hasLostState)
    }

    @Test func theProcessStandsStillBetweenStatements() throws {
        let session = try session { $0.limits.outputBytes = .mebibytes(1) }
        let start = """
            import threading, time
            ticks = 0
            def tick():
                global ticks
                while True:
                    ticks += 1
                    print('tick', flush=True)
                    time.sleep(0.01)
            threading.Thread(target=tick, daemon=True).start()
            time.sleep(0.1)
            now = ticks
            """
        #expect(try session.runBlocking(start).report.verdict == Verdict.ok)
        usleep(1_000_000)
        let completion = try session.runBlocking("print('ticks', ticks - now)")
        let passed = output(completion).split(separator: "\n").first { $0.hasPrefix("ticks") }?.dropFirst(6)
        #expect(passed.flatMap { Int($0) } ?? 100 < 20)
        // What runs beside a statement is counted with it.
        #expect(try session.runBlocking("import time; time.sleep(0.3)").standardOutput.count > 20)
    }

    @Test func idleTimeOfBusyThreadsIsFree() throws {
        let session = try session { $0.limits.processorTime = .seconds(1) }
        try session.runBlocking("import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin, daemon=True).start()")
        usleep(2_500_000)
        #expect(try session.runBlocking("1").report.verdict == Verdict.ok)
        #expect(try session.runBlocking("import time; time.sleep(30)").report.verdict == .cpuTime)
    }

    @Test func inputGoesToWhoAsks() throws {
        let session = try session(input: .bytes(Array("one\ntwo\n".utf8)))
        #expect(output(try session.runBlocking("print(input())")) == "one\n")
        #expect(output(try session.runBlocking("print(input())")) == "two\n")
        guard case .exception("EOFError", _) = try session.runBlocking("input()").report.verdict else {
            Issue.record("no end of the input")
            return
        }
    }

    @Test func cancellingAStatementEndsItsProcess() throws {
        let session = try session()
        let cancellation = try Cancellation()
        let completion = try session.runBlocking(
            "print(1)\nwhile True: pass", standardOutput: .handler { _ in cancellation.cancel() }, cancellation: cancellation)
        #expect(completion.report.verdict == .stopped(.cancelled) && completion.hasLostState)
        #expect(try session.runBlocking("1").report.verdict == Verdict.ok)
    }

    @Test func aCrashLosesTheStateAlone() throws {
        let session = try session()
        let completion = try session.runBlocking("def f(n): return f(n + 1)\nimport itertools\nx = 1\nf(0)")
        #expect(completion.report.verdict.name == "exception" && !completion.hasLostState)
        #expect(output(try session.runBlocking("print(x)")) == "1\n")
    }

    @Test func aSessionThatNobodyHoldsEndsWithItsProcess() throws {
        weak var gone: Session?
        func use() throws {
            let session = try session()
            gone = session
            try session.runBlocking("print(1)", standardOutput: .handler { _ in session.interrupt() })
        }
        try use()
        #expect(gone == nil)
    }

    @Test func weakerEnclosuresHaveSessionsToo() throws {
        let session = try session { $0.enclosure = .noNamespaces }
        let (completion, _) = try runInterrupted("print('begun')\nwhile True: pass", in: session)
        #expect(completion.report.verdict == .exception(type: "KeyboardInterrupt", message: ""))
        #expect(output(try session.runBlocking("6 * 7", as: .interactive)) == "42\n")
    }

    @Test func sessionsWithoutTheLanguageLayerRunToo() throws {
        let session = try session { $0.unsafelyWithout = [.language] }
        #expect(output(try session.runBlocking("6 * 7", as: .interactive)) == "42\n")
        try session.runBlocking("def f(): return 1 / 0\n", as: .interactive)
        #expect(errors(try session.runBlocking("f()", as: .interactive)).contains("ZeroDivisionError"))
        let (completion, _) = try runInterrupted("print('begun')\nwhile True: pass", in: session)
        #expect(completion.report.verdict == .exception(type: "KeyboardInterrupt", message: ""))
        #expect(try session.closeBlocking()?.report.verdict == .ok)
    }
}
