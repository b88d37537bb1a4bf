import Testing

@testable import SecurePython

@Suite struct RunLimitsTests {
    @Test func theDefaultsCanBeKept() throws {
        let limits = RunLimits()
        #expect(limits.processorTime == .seconds(10) && limits.wallTime == .seconds(60))
        #expect(limits.memoryBytes == .mebibytes(512) && limits.outputBytes == .mebibytes(64) && limits.threads == 8)
        try limits.check()
        let none = RunLimits(
            processorTime: .unlimited, wallTime: .unlimited, memoryBytes: .unlimited, outputBytes: .unlimited, threads: .unlimited)
        try none.check()
    }

    @Test(arguments: [
        (RunLimits(processorTime: .seconds(0)), "processor time cannot be 0 s: give 10 ms to 8760 h"),
        (RunLimits(processorTime: .seconds(-1)), "processor time cannot be -1 s"),
        (RunLimits(processorTime: .milliseconds(9)), "processor time cannot be 9 ms"),
        (RunLimits(processorTime: .atMost(Duration(secondsComponent: .max, attosecondsComponent: 0))), "processor time cannot be"),
        (RunLimits(processorTime: .atMost(Duration(secondsComponent: .min, attosecondsComponent: 0))), "processor time cannot be"),
        (RunLimits(wallTime: .seconds(0)), "wall time cannot be 0 s"),
        (RunLimits(wallTime: .seconds(366 * 86_400)), "wall time cannot be 8784 h"),
        (RunLimits(memoryBytes: 0), "memory cannot be 0 bytes: give 8 MiB to 64 TiB"),
        (RunLimits(memoryBytes: -1), "memory cannot be -1 bytes"),
        (RunLimits(memoryBytes: .mebibytes(7)), "memory cannot be 7 MiB"),
        (RunLimits(memoryBytes: .gibibytes(.max)), "memory cannot be 9223372036854775807 bytes"),
        (RunLimits(memoryBytes: .gibibytes(.min)), "memory cannot be -8388608 TiB"),
        (RunLimits(outputBytes: 0), "output cannot be 0 bytes: give 1 byte to 64 TiB"),
        (RunLimits(outputBytes: .atMost(.min)), "output cannot be"),
        (RunLimits(threads: -1), "threads cannot be -1: give 0 to 1000"),
        (RunLimits(threads: 1001), "threads cannot be 1001"),
    ])
    func boundsThatCannotBeKeptAreRefused(limits: RunLimits, words: String) {
        let error = #expect(throws: SandboxError.self) { try limits.check() }
        #expect(error?.code == .request)
        #expect(error?.explanation.contains(words) == true, "\(error?.explanation ?? "")")
        #expect(error?.explanation.hasSuffix("or say unlimited.") == true)
    }

    @Test func noWorkerIsStartedForARunThatCannotBeKeptInBounds() throws {
        let worker = try FakeWorker("")
        var sandbox = worker.sandbox()
        sandbox.limits.threads = -1
        let error = #expect(throws: SandboxError.self) { try sandbox.runBlocking(ScriptRequest(origin: .command, source: [])) }
        #expect(error?.code == .request)
        #expect(worker.startedProcesses == 0)
    }

    @Test func theKernelsBackstopNeverForestallsTheHost() {
        func seconds(_ time: Bound<Duration>) -> UInt64? { RunLimits(processorTime: time).workerBudget.processorSeconds }
        #expect(seconds(.milliseconds(10)) == 2)
        #expect(seconds(.seconds(1)) == 2)
        #expect(seconds(.milliseconds(1001)) == 3)
        #expect(seconds(.unlimited) == nil)
        #expect(RunLimits(memoryBytes: .unlimited).workerBudget.memoryBytes == nil)
        #expect(RunLimits(memoryBytes: .mebibytes(8)).workerBudget.memoryBytes == 8 << 20)
        #expect(RunLimits(threads: 0).workerBudget.threads == 0)
        #expect(RunLimits(threads: .unlimited).workerBudget.threads == Int(UInt32.max))
    }

    @Test(arguments: [
        (.seconds(0), "0 s"), (.seconds(2), "2 s"), (.milliseconds(1500), "1500 ms"), (.seconds(60), "60 s"),
        (.seconds(90), "90 s"), (.seconds(120), "2 min"), (.seconds(7200), "2 h"), (.microseconds(1500), "0.0015 seconds"),
    ] as [(Duration, String)])
    func timesReadWell(time: Duration, text: String) { #expect(LimitText(time: time).description == text) }

    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (1000, "1000 bytes"), (1024, "1 KiB"), (1536, "1536 bytes"), (64 << 20, "64 MiB"),
        (3 << 30, "3 GiB"), (2048 << 40, "2048 TiB"),
    ])
    func sizesReadWell(bytes: Int, text: String) { #expect(LimitText(size: bytes).description == text) }

    @Test func noneReadsAsNone() { #expect(LimitText(bytes: .unlimited).description == "unlimited") }
}

@Suite struct LimitArgumentTests {
    @Test(arguments: [
        ("2s", .seconds(2)), ("2", .seconds(2)), ("500ms", .milliseconds(500)), ("1.5s", .milliseconds(1500)),
        ("0.25", .milliseconds(250)), ("1.5min", .seconds(90)), ("1h", .seconds(3600)), ("0", .seconds(0)),
        ("0.5ms", .atMost(.microseconds(500))), ("007s", .seconds(7)), ("unlimited", .unlimited),
    ] as [(String, Bound<Duration>)])
    func timesAreRead(text: String, time: Bound<Duration>) throws { #expect(try LimitArgument.time(text) == time) }

    @Test(arguments: [
        ("1000", 1000), ("1B", 1), ("64KiB", .kibibytes(64)), ("256MiB", .mebibytes(256)), ("1.5GiB", .mebibytes(1536)),
        ("10kB", 10_000), ("10MB", 10_000_000), ("1GB", 1_000_000_000), ("0.5KiB", 512), ("unlimited", .unlimited),
    ] as [(String, Bound<Int>)])
    func sizesAreRead(text: String, size: Bound<Int>) throws { #expect(try LimitArgument.size(text) == size) }

    @Test func countsAreRead() throws {
        #expect(try LimitArgument.count("0") == 0)
        #expect(try LimitArgument.count("8") == 8)
        #expect(try LimitArgument.count("unlimited") == .unlimited)
    }

    static let nonsense = [
        "", " ", "s", "MiB", "-1", "+1", "1 s", "1s ", "2 seconds", "2S", "1e3", "0x10", "1_000", ".5", "1.", "1.2.3", "1,5",
        "٣", "２", "1²", "nan", "inf", "infinity", "Unlimited", "none", "999999999999999999999", "9223372036854775807h",
        "9223372036854775807GiB", "0.0000001s", "1.5B", "1s2s", "\u{0}", "1\u{301}", "1s\u{200b}",
    ]

    @Test(arguments: nonsense) func nonsenseIsRefused(text: String) {
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.time(text) }
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.size(text) }
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.count(text) }
    }

    @Test func aUnitOfTheOtherKindIsNonsense() {
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.time("1MiB") }
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.size("1s") }
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.size("1kb") }
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.count("1.5") }
        #expect(throws: LimitArgument.Unreadable.self) { try LimitArgument.count("8B") }
    }
}
