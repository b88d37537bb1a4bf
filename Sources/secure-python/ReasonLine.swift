import Policy
import SecurePython

extension Report {
    private static let maximumRefusals = 5

    /// What was not brought out of collected folders, and why.
    var refusalLines: [String] {
        let refused = artefacts.compactMap { record in
            record.refusal.map { "not brought out: \(record.path): \($0)." }
        }
        let rest = refused.count - Self.maximumRefusals
        if rest <= 0, !hasMoreArtefacts { return refused }
        return refused.prefix(Self.maximumRefusals) + ["not brought out: more than these, which --report lists."]
    }

    /// Why the run ended where the script's own output does not tell; `nil` for `ok` and for exceptions, whose
    /// traceback tells, and for a reader or a person who ended it on purpose.
    var reasonLine: String? {
        switch verdict {
        case .ok, .exception, .stopped: nil
        case .denied(let type, let message): "denied: \(message.isEmpty ? type : message)"
        case .cpuTime:
            "ended: the processor time limit of \(LimitText(limits.processorTime)) was reached; --cpu raises it."
        case .wallTime: "ended: the wall time limit of \(LimitText(limits.wallTime)) was reached; --wall raises it."
        case .memory: "ended: the memory limit of \(LimitText(bytes: limits.memoryBytes)) was reached; --memory raises it."
        case .output: "ended: the output limit of \(LimitText(bytes: limits.outputBytes)) was reached; --output raises it."
        case .hostCalls: "ended: the limit of calls to the host was reached."
        case .crashed(let signal): "crashed: the script's process was ended by signal \(signal)."
        case .forbiddenSystemCall(let name): "killed: forbidden system call\(name.map { ", \($0) as the script's process says" } ?? "")."
        case .hostFault(let reason): "failure: \(reason)."
        }
    }
}
