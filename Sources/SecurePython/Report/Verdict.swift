/// How a run ended. Set once; where several things happened, a fault of the machinery outranks a limit, a
/// limit outranks a stop by the caller, that a signal, and a signal what the script claims.
public enum Verdict: Sendable, Equatable {
    /// The script ran to its end, with whatever exit status.
    case ok
    /// An exception of this type reached the top level.
    case exception(type: String, message: String)
    /// A denial reached the top level uncaught.
    case denied(type: String, message: String)
    /// The limit on processor time was reached.
    case cpuTime
    /// The limit on wall time was reached.
    case wallTime
    /// A MemoryError reached the top level after the system had refused the script more memory, or the kernel
    /// ended its control group for it.
    case memory
    /// The limit on output was reached.
    case output
    /// The limit on calls of host functions, or on the time that the host worked for the script, was reached.
    case hostCalls
    /// The kernel ended the script with this signal.
    case crashed(signal: Int32)
    /// Seccomp ended the script. The name only where forbidden calls trap, and then as the worker claims it.
    case forbiddenSystemCall(name: String?)
    /// The caller ended the run, or nobody reads its output any more.
    case stopped(StopCause)
    /// The worker broke its protocol, or host or worker failed in the middle of the run.
    case hostFault(reason: String)

    /// Who ended a run that no limit ended.
    public enum StopCause: String, Sendable {
        case cancelled
        case outputClosed
        /// A session's statement was interrupted twice within a second, or cannot be interrupted otherwise.
        case interrupted
    }

    /// The name that reports and tests use.
    public var name: String {
        switch self {
        case .ok: "ok"
        case .exception: "exception"
        case .denied: "denied"
        case .cpuTime: "cpuTime"
        case .wallTime: "wallTime"
        case .memory: "memory"
        case .output: "output"
        case .hostCalls: "hostCalls"
        case .crashed: "crashed"
        case .forbiddenSystemCall: "forbiddenSystemCall"
        case .stopped: "stopped"
        case .hostFault: "hostFault"
        }
    }
}
