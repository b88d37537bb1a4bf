import Foundation
import SecurePython
import Testing

/// Each limit ends a run with the verdict that names it, in time. One at a time: what is measured is the machine's
/// time as well.
@Suite(.serialized, .timeLimit(.minutes(5))) struct LimitTests {
    private func report(_ code: String, _ limits: RunLimits) throws -> Report {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        sandbox.limits = limits
        return try sandbox.runBlocking(ScriptRequest(origin: .command, source: Array(code.utf8))).report
    }

    /// The interpreter alone; all threads of the interpreter; native code that leaves it alone; the kernel's work;
    /// and a script that clings to its life.
    @Test(arguments: [
        "while True: pass",
        """
        import threading
        def spin():
            while True: pass
        for _ in range(4): threading.Thread(target=spin).start()
        spin()
        """,
        """
        import hashlib, threading
        data = bytes(1 << 24)
        def spin():
            while True: hashlib.sha256(data)
        for _ in range(4): threading.Thread(target=spin).start()
        spin()
        """,
        "import time\nwhile True: time.sleep(0)",
        "try:\n    while True: pass\nfinally:\n    while True: pass",
        "class C:\n    def __del__(self):\n        while True: pass\nc = C()",
        "import atexit\n@atexit.register\ndef spin():\n    while True: pass",
    ])
    func processorTimeIsKeptToFiftyMilliseconds(code: String) throws {
        let report = try report(code, RunLimits(processorTime: .milliseconds(400), wallTime: .seconds(20)))
        #expect(report.verdict == .cpuTime)
        #expect(report.exitStatus == 121)
        #expect(report.processorTime >= .milliseconds(400) && report.processorTime <= .milliseconds(450), "\(report.processorTime)")
    }

    @Test func sleepCostsNoProcessorTime() throws {
        let report = try report(
            "import time; time.sleep(0.5)", RunLimits(processorTime: .milliseconds(100), wallTime: .seconds(20)))
        #expect(report.verdict == .ok)
        #expect(report.wallTime > .milliseconds(500))
    }

    @Test(arguments: [
        "import time; time.sleep(100)",
        "import threading; threading.Event().wait()",
        "import time, threading\nthreading.Thread(target=time.sleep, args=(100,)).start()",
        "while True: pass",
    ])
    func wallTimeIsKeptToFiftyMilliseconds(code: String) throws {
        let report = try report(code, RunLimits(wallTime: .milliseconds(500)))
        #expect(report.verdict == .wallTime)
        #expect(report.exitStatus == 124)
        #expect(report.wallTime >= .milliseconds(500) && report.wallTime <= .milliseconds(550), "\(report.wallTime)")
    }

    @Test func bothStreamsShareTheOutputLimit() throws {
        let code = "import sys\nwhile True:\n    sys.stdout.write('o' * 100)\n    sys.stdout.flush()\n    sys.stderr.write('e' * 49 + '\\n')"
        let report = try report(code, RunLimits(outputBytes: 10_000))
        #expect(report.verdict == .output)
        #expect(report.exitStatus == 123)
        #expect(report.standardOutputBytes + report.standardErrorBytes == 10_000)
        #expect(report.standardErrorBytes > 1_000 && report.standardOutputBytes > 2_000)
    }

    @Test func outputUpToTheLimitIsWithinIt() throws {
        #expect(try report("print('x' * 999)", RunLimits(outputBytes: 1000)).verdict == .ok)
        #expect(try report("print('x' * 1000)", RunLimits(outputBytes: 1000)).verdict == .output)
    }

    @Test func withoutThreadsNoneIsMade() throws {
        let report = try report("import threading\nthreading.Thread(target=print).start()", RunLimits(threads: 0))
        #expect(report.verdict == .exception(type: "RuntimeError", message: "can't start new thread: this run may have none (limit on threads)"))
    }

    @Test func unlimitedIsUnlimited() throws {
        let none = RunLimits(
            processorTime: .unlimited, wallTime: .unlimited, memoryBytes: .unlimited, outputBytes: .unlimited, threads: .unlimited)
        let code = "import threading\nx = bytearray(1 << 30)\nts = [threading.Thread(target=print, args=('y',)) for _ in range(20)]\n"
            + "for t in ts: t.start()\nfor t in ts: t.join()\nprint('z' * (65 << 20))"
        let report = try report(code, none)
        #expect(report.verdict == .ok)
        #expect(report.standardOutputBytes == 40 + (65 << 20) + 1)
    }

    @Test func theSmallestLimitsStillRunAScript() throws {
        let report = try report("print(6 * 7)", RunLimits(memoryBytes: .mebibytes(8), threads: 0))
        #expect(report.verdict == .ok)
        #expect(report.limits.memoryBytes == .mebibytes(8))
    }

    @Test func aNonsensicalBudgetRunsNothing() throws {
        let error = #expect(throws: SandboxError.self) { try report("pass", RunLimits(processorTime: .seconds(0))) }
        #expect(error?.code == .request)
    }
}

/// The same by the options of `run`.
@Suite(.timeLimit(.minutes(5))) struct LimitOptionTests {
    @Test(arguments: [
        (["--cpu", "300ms"], "while True: pass", 121, "the processor time limit of 300 ms was reached; --cpu raises it."),
        (["--wall", "0.4"], "import time; time.sleep(100)", 124, "the wall time limit of 400 ms was reached; --wall raises it."),
        (["--output=1kB"], "while True: print('y' * 70)", 123, "the output limit of 1000 bytes was reached; --output raises it."),
    ] as [([String], String, Int32, String)])
    func eachLimitNamesItsOption(options: [String], code: String, status: Int32, reason: String) throws {
        let result = try Command(["run"] + options + ["-c", code]).finish()
        #expect(result.status == status)
        #expect(result.errors == "secure-python: ended: \(reason)\n")
    }

    @Test(arguments: [
        ["--cpu", "2parsecs"], ["--cpu", ""], ["--cpu=0"], ["--cpu", "9ms"], ["--wall", "9999999h"], ["--memory", "1MiB"],
        ["--memory", "64mb"], ["--output", "0"], ["--output", "1e6"], ["--threads=-1"], ["--threads", "1.5"], ["--threads", "1001"],
    ])
    func nonsenseIsAUsageError(options: [String]) throws {
        let result = try Command(["run"] + options + ["-c", "print(1)"]).finish()
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("Error: ") && result.errors.contains("unlimited"), "\(result.errors)")
    }

    @Test func limitsAreOptionsAndNotTheScripts() throws {
        let folder = try Folder()
        let result = try Command.run(
            "run", "--cpu", "1s", "--wall", "unlimited", "--memory", "64MiB", "--output", "1MiB", "--threads", "0", "--report", "r.json",
            "-c", "import sys; print(sys.argv)", "--cpu", "9", folder: folder.url)
        #expect(result.output == "['-c', '--cpu', '9']\n")
        let data = try Data(contentsOf: folder.url.appending(path: "r.json"))
        let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let limits = try #require(report["limits"] as? [String: Any])
        #expect(limits["processorMicroseconds"] as? Int == 1_000_000)
        #expect(limits["wallMicroseconds"] is NSNull)
        #expect(limits["memoryBytes"] as? Int == 64 << 20)
        #expect(limits["outputBytes"] as? Int == 1 << 20)
        #expect(limits["threads"] as? Int == 0)
    }

    @Test func helpTellsTheDefaults() throws {
        let help = try Command.run("run", "--help").output
        for text in ["10 s", "60 s", "512 MiB", "64 MiB", "(default: 8)", "121 processor", "unlimited"] {
            #expect(help.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(text), "\(text)")
        }
    }
}
