/// How a script ended, as the worker claims it.
public enum ScriptOutcome: Sendable, Equatable {
    /// It ran to its end or called `sys.exit`; the status is what python3 would have exited with.
    case exited(status: Int32)
    /// An exception reached the top level; its traceback went to the script's stderr.
    case raised(type: String, message: String, isDenial: Bool)
    /// A MemoryError reached the top level after the system had refused memory; its traceback went to the script's
    /// stderr.
    case ranOutOfMemory(message: String)
}
