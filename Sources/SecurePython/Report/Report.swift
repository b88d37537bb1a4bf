public import Policy
public import PythonValues

/// What became of one run.
public struct Report: Sendable, Equatable {
    /// Raised with every change of the JSON form that is not an addition.
    public static let schemaVersion = 1

    /// How the run ended.
    public let verdict: Verdict
    /// What `secure-python run` exits with: the script's own status, or one that stands for the verdict. A
    /// script can exit with any of these itself, so that only the verdict is sure.
    public let exitStatus: Int32
    /// The layers that stood, as the worker said before it had seen the script.
    public let standingLayers: Set<Layer>
    /// How the kernel layer stood, as the worker said before it had seen the script.
    public let enclosure: EnclosureReport
    /// Whether a control group bounded the memory of the script's process, besides its address space; of a session that
    /// can be copied, that of all copies together.
    public let isInControlGroup: Bool
    /// The bounds that the run had.
    public let limits: RunLimits
    /// User and system time of the script's process, from the kernel; it includes the little that the process used
    /// before it was given the script, which does not count for the limit.
    public let processorTime: Duration
    /// From handing over the script to the end of its process.
    public let wallTime: Duration
    /// The largest resident set of the script's process, from the kernel.
    public let peakMemoryBytes: UInt64
    /// Calls of host functions, those that were refused included.
    public let hostCalls: Int
    /// How long host functions worked for the script, which does not count for the limit on wall time.
    public let hostTime: Duration
    /// What the script wrote to `sys.stdout`, up to the limit.
    public let standardOutputBytes: Int
    /// What the script wrote to `sys.stderr`, up to the limit, tracebacks included.
    public let standardErrorBytes: Int
    /// What was refused, in order, as the worker claims it; at most 256.
    public let denials: [Denial]
    /// Whether there were more denials than that.
    public let hasMoreDenials: Bool
    /// What collected folders held at the end of the script, as the worker claims it, and what became of it.
    public let artefacts: [ArtefactRecord]
    /// Whether there was more than the limit lets be listed.
    public let hasMoreArtefacts: Bool
}

/// A report, with what the script wrote where the caller asked for it to be collected.
public struct Completion: Sendable, Equatable {
    /// What became of the run.
    public let report: Report
    /// Of `sys.stdout`, where that was collected.
    public let standardOutput: [UInt8]
    /// Of `sys.stderr`, where that was collected: tracebacks included.
    public let standardError: [UInt8]
    /// Where the value of the script was asked for.
    public let value: ReturnedValue

    /// What became of the value that was asked for, as the worker claims it.
    public enum ReturnedValue: Sendable, Equatable {
        /// None was asked for, or the script did not come to its end.
        case absent
        case value(PythonValue)
        /// It is nothing that can pass, for this reason.
        case unfit(reason: String)
    }

    /// What was collected of `sys.stdout`; what is no UTF-8 is replaced.
    public var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
    /// What was collected of `sys.stderr`, tracebacks included.
    public var errorText: String { String(decoding: standardError, as: UTF8.self) }

    /// The value where there is one.
    public var returnedValue: PythonValue? { if case .value(let value) = value { value } else { nil } }
}
