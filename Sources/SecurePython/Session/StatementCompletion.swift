public import PythonValues

/// What became of one statement or call of a session.
public struct StatementCompletion: Sendable, Equatable {
    /// Of this statement alone, but for the peak of memory, which is the session's so far.
    public let report: Report
    /// What the statement wrote, where the caller asked for it to be collected.
    public let standardOutput: [UInt8]
    /// Of `sys.stderr`, where that was collected: tracebacks included.
    public let standardError: [UInt8]
    /// Where the value of the statement was asked for.
    public let value: Completion.ReturnedValue
    /// The text is the beginning of a statement that needs more lines; nothing was run.
    public let isIncomplete: Bool
    /// What the statement wants the session to exit with: it called `sys.exit`. The session goes on until it is closed.
    public let exitRequest: Int32?
    /// The statement ended the session's process, by a limit or otherwise, and all that statements had made is gone. The
    /// next one runs in a fresh process.
    public let hasLostState: Bool

    /// What was collected of `sys.stdout`; what is no UTF-8 is replaced.
    public var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
    /// What was collected of `sys.stderr`, tracebacks included.
    public var errorText: String { String(decoding: standardError, as: UTF8.self) }

    /// The value where there is one.
    public var returnedValue: PythonValue? { if case .value(let value) = value { value } else { nil } }
}
