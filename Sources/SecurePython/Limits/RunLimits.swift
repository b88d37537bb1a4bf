internal import Policy

/// Bounds of one run. Exceeding one ends the run with the verdict that names it, except for `threads`, beyond which
/// a script is refused another thread.
///
///     var limits = RunLimits(processorTime: .seconds(2), memoryBytes: .mebibytes(256))
///     limits.outputBytes = .unlimited
public struct RunLimits: Sendable, Equatable {
    /// User and system time of all the script's threads together, from handing over the script. Kept by the host
    /// to 50 ms: 10 ms to a year.
    public var processorTime: Bound<Duration>
    /// From handing over the script to the end of its process. Kept to 50 ms: 10 ms to a year.
    public var wallTime: Bound<Duration>
    /// Bytes of memory that the script's process may map beyond what the ready interpreter takes: 8 MiB to 64 TiB.
    public var memoryBytes: Bound<Int>
    /// Bytes of both output streams together: 1 to 64 TiB.
    public var outputBytes: Bound<Int>
    /// Threads that a script may have at a time, its first not counted: 0 to 1,000. With none, the kernel refuses
    /// to make any.
    public var threads: Bound<Int>
    /// Calls of host functions in all, those that are refused included: 0 to 1,000,000,000. Each function has a budget
    /// of its own besides, beyond which calls only raise.
    public var hostCalls: Bound<Int>
    /// How long host functions may work for the script in all, 10 ms to a year. Wall time does not count meanwhile, so
    /// that a run is over, at the latest, after both times together.
    public var hostTime: Bound<Duration>

    /// Each as the property of its name. A bound that cannot be kept is refused when a run is asked for.
    public init(
        processorTime: Bound<Duration> = .seconds(10),
        wallTime: Bound<Duration> = .seconds(60),
        memoryBytes: Bound<Int> = .mebibytes(512),
        outputBytes: Bound<Int> = .mebibytes(64),
        threads: Bound<Int> = 8,
        hostCalls: Bound<Int> = 100_000,
        hostTime: Bound<Duration> = .seconds(300)
    ) {
        self.processorTime = processorTime
        self.wallTime = wallTime
        self.memoryBytes = memoryBytes
        self.outputBytes = outputBytes
        self.threads = threads
        self.hostCalls = hostCalls
        self.hostTime = hostTime
    }
}

extension RunLimits {
    private static let times = Duration.milliseconds(10)...Duration.seconds(365 * 24 * 3600)
    // Less than this does not start the simplest script.
    private static let memorySizes = 8 << 20...64 << 40
    private static let outputSizes = 1...64 << 40
    private static let threadCounts = 0...1_000
    private static let callCounts = 0...1_000_000_000

    /// - Throws: `SandboxError.Code.request` for a bound that cannot be kept or would be none.
    package func check() throws(SandboxError) {
        try Self.check(processorTime, "processor time", in: Self.times, LimitText.init(time:))
        try Self.check(wallTime, "wall time", in: Self.times, LimitText.init(time:))
        try Self.check(memoryBytes, "memory", in: Self.memorySizes, LimitText.init(size:))
        try Self.check(outputBytes, "output", in: Self.outputSizes, LimitText.init(size:))
        try Self.check(threads, "threads", in: Self.threadCounts, LimitText.init(count:))
        try Self.check(hostCalls, "calls of host functions", in: Self.callCounts, LimitText.init(count:))
        try Self.check(hostTime, "the time of host functions", in: Self.times, LimitText.init(time:))
    }

    private static func check<Value>(
        _ bound: Bound<Value>, _ what: String, in range: ClosedRange<Value>, _ text: (Value) -> LimitText
    ) throws(SandboxError) {
        guard let value = bound.value, !range.contains(value) else { return }
        throw SandboxError(
            .request, "The limit on \(what) cannot be \(text(value)): give \(text(range.lowerBound)) to "
                + "\(text(range.upperBound)), or say unlimited.")
    }

    /// The part that the script's own process keeps.
    var workerBudget: WorkerBudget {
        WorkerBudget(
            memoryBytes: memoryBytes.value.map { UInt64(clamping: $0) },
            // A second more than the host allows: the kernel counts whole ones, and should not forestall it.
            processorSeconds: processorTime.value.map { time in
                let (seconds, fraction) = time.components
                return UInt64(clamping: seconds) + (fraction > 0 ? 1 : 0) + 1
            },
            threads: threads.value ?? WorkerBudget.unlimited.threads)
    }
}
