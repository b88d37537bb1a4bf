internal import Policy
internal import ShippedPolicies

/// What is known of a run when it is over.
struct RunFacts {
    /// The worker broke its protocol, or was lost.
    var fault: String?
    /// A bound that the host saw exceeded.
    var exceeded: Limit?
    var stopped: Verdict.StopCause?
    /// The status of wait(2), from the zygote.
    var waitStatus: Int32?
    /// Whether nobody waits for the end of the child after what it said: a session's lives on, and one of a pool is killed.
    var goesOn = false
    /// What the child said of its script.
    var claim: ScriptOutcome?
    /// The number of the forbidden system call that a trapping filter told the child of.
    var trappedCall: UInt32?

    /// User and system time of the child, from the zygote, and the limit on it.
    var processorTime = Duration.zero
    var processorLimit: Duration?

    /// Whether the kernel ended the child at the memory limit of its control group.
    var wasKilledForMemory = false

    enum Limit { case processorTime, wallTime, output, hostCalls }
}

extension RunFacts {
    private static let systemCallSignal: Int32 = 31
    private static let pipeSignal: Int32 = 13
    /// What the kernel sends at its own limits on processor time, the first and the last.
    private static let processorSignals: Set<Int32> = [24, killSignal]
    private static let killSignal: Int32 = 9

    /// The signal that ended the child, `nil` where none did.
    private var signal: Int32? {
        guard let waitStatus, waitStatus & 0x7f != 0 else { return nil }
        return waitStatus & 0x7f
    }

    private var childStatus: Int32? {
        guard let waitStatus, waitStatus & 0x7f == 0 else { return nil }
        return (waitStatus >> 8) & 0xff
    }

    var verdict: Verdict {
        if let fault { return .hostFault(reason: fault) }
        switch exceeded {
        case .processorTime: return .cpuTime
        case .wallTime: return .wallTime
        case .output: return .output
        case .hostCalls: return .hostCalls
        case nil: break
        }
        if wasKilledForMemory, signal == Self.killSignal { return .memory }
        if let stopped { return .stopped(stopped) }
        if goesOn, waitStatus == nil, let claim { return Self.verdict(of: claim) }
        guard waitStatus != nil else { return .hostFault(reason: "how the script's process ended is not known") }
        if let signal {
            if let processorLimit, processorTime >= processorLimit, Self.processorSignals.contains(signal) { return .cpuTime }
            return signal == Self.systemCallSignal ? .forbiddenSystemCall(name: nil) : .crashed(signal: signal)
        }
        if let trappedCall { return .forbiddenSystemCall(name: ShippedPolicies.systemCallName(trappedCall)) }
        let ended = "the script's process exited with status \(childStatus ?? -1)"
        guard let claim else { return .hostFault(reason: ended + " and without a result") }
        guard childStatus == 0 else { return .hostFault(reason: ended + " after its result") }
        if goesOn { return .hostFault(reason: ended + ", though its session was to go on") }
        return Self.verdict(of: claim)
    }

    private static func verdict(of claim: ScriptOutcome) -> Verdict {
        switch claim {
        case .exited: .ok
        case .raised(let type, let message, isDenial: true): .denied(type: type, message: message)
        case .raised(let type, let message, isDenial: false): .exception(type: type, message: message)
        case .ranOutOfMemory: .memory
        }
    }

    /// What `secure-python run` exits with.
    var exitStatus: Int32 {
        switch verdict {
        case .ok:
            if case .exited(let status) = claim { status & 0xff } else { 125 }
        case .exception, .denied: 1
        case .cpuTime: 121
        case .memory: 122
        case .output, .hostCalls: 123
        case .wallTime: 124
        case .hostFault: 125
        case .forbiddenSystemCall: 126
        case .crashed(let signal): 128 + signal
        case .stopped(.outputClosed): 128 + Self.pipeSignal
        case .stopped(.cancelled), .stopped(.interrupted): 130
        }
    }
}
