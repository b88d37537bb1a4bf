internal import Policy

/// Bounds of one call of a session, each at most that of the session's sandbox; `nil`: as there. Memory and threads are
/// bounded for the session as a whole, by its sandbox.
public struct CallLimits: Sendable, Equatable {
    /// User and system time of all the session's threads together during the call: 10 ms or more.
    public var processorTime: Duration?
    /// From handing over the call to its answer, but for the time that host functions take: 10 ms or more.
    public var wallTime: Duration?
    /// Bytes of both output streams together: 1 or more.
    public var outputBytes: Int?

    /// Each as the property of its name.
    public init(processorTime: Duration? = nil, wallTime: Duration? = nil, outputBytes: Int? = nil) {
        self.processorTime = processorTime
        self.wallTime = wallTime
        self.outputBytes = outputBytes
    }
}

extension CallLimits {
    /// What holds for the call.
    ///
    /// - Throws: `SandboxError.Code.request` for a bound over the session's, or one that cannot be kept.
    func lowering(_ limits: RunLimits) throws(SandboxError) -> RunLimits {
        var lowered = limits
        if let processorTime {
            lowered.processorTime = try Self.lower(processorTime, limits.processorTime, "processor time", LimitText.init(time:))
        }
        if let wallTime { lowered.wallTime = try Self.lower(wallTime, limits.wallTime, "wall time", LimitText.init(time:)) }
        if let outputBytes { lowered.outputBytes = try Self.lower(outputBytes, limits.outputBytes, "output", LimitText.init(size:)) }
        try lowered.check()
        return lowered
    }

    private static func lower<Value: Comparable>(
        _ value: Value, _ bound: Bound<Value>, _ what: String, _ text: (Value) -> LimitText
    ) throws(SandboxError) -> Bound<Value> {
        if let most = bound.value, value > most {
            throw SandboxError(
                .request, "A call's limit on \(what) cannot be \(text(value)): the session's is \(text(most)), and a call can lower it only.")
        }
        return .atMost(value)
    }
}
