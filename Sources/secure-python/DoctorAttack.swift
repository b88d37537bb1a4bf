import CorpusRunner
import Policy
import SecurePython

/// One attack of the self-test: a script that tries a single thing, and how its run must end where that is held.
struct DoctorAttack: Sendable {
    /// What is tried, such as `opening a file of the host`.
    let name: String
    let footing: Footing
    /// Python that defines `act`, which returns true where it went through.
    let act: String
    let end: End
    let limits: RunLimits

    /// What the script starts from.
    enum Footing: String, Sendable {
        /// Python under all layers.
        case python = "script"
        /// Python without language and audit layers, and ctypes with it: as good as native code.
        case native = "native code"
        /// The same without the kernel layer: what a worker keeps from its scripts whatever is switched off.
        case bare = "no layer"

        var absentLayers: Set<Layer> {
            switch self {
            case .python: []
            case .native: [.language, .audit]
            case .bare: Set(Layer.allCases)
            }
        }
    }

    enum End: Sendable {
        /// An exception, or an error number; the script goes on.
        case refused
        /// The kernel ends the process at the forbidden system call.
        case killed
        /// The process dies of what it did to itself.
        case crashed
        /// The run is ended with the verdict of this name.
        case limit(String)
    }

    init(
        _ name: String, _ footing: Footing, _ end: End,
        limits: RunLimits = RunLimits(processorTime: .seconds(20), wallTime: .seconds(30)), act: String
    ) {
        self.name = name
        self.footing = footing
        self.act = act
        self.end = end
        self.limits = limits
    }

    /// `process`: the id of this process, at which some attacks aim.
    func script(process: Int32) -> String {
        """
        import sys
        folder, nonce, port = sys.argv[1:4]
        host = \(process)
        \(footing == .python ? "" : "import ctypes, errno, mmap, os, socket\nlibc = ctypes.CDLL(None, use_errno=True)")

        \(act)

        print("MARK", nonce, flush=True)
        \(call)
        """
    }

    /// What the C library left behind, where it was called itself.
    private var errorName: String { #" + (": " + errno.errorcode[ctypes.get_errno()] if ctypes.get_errno() else "")"# }

    private var call: String {
        // What a limit raises must reach the top.
        if case .limit = end { return "act()" }
        return """
            try:
                outcome = "ESCAPED " + nonce if act() else "refused"\(footing == .python ? "" : errorName)
            except BaseException as error:
                outcome = "refused: " + type(error).__name__
            print(outcome)
            """
    }
}

/// What became of one attack.
struct DoctorResult: Sendable {
    let attack: DoctorAttack
    let isHeld: Bool
    /// How it was held, or why it was not.
    let reason: String
}

extension DoctorAttack {
    /// `trace`: what the attack left behind outside, `nil` for nothing.
    func judged(_ completion: Completion, nonce: String, trace: String?) -> DoctorResult {
        func result(_ isHeld: Bool, _ reason: String) -> DoctorResult {
            DoctorResult(attack: self, isHeld: isHeld, reason: reason)
        }
        let verdict = completion.report.verdict
        let lines = String(decoding: completion.standardOutput.prefix(4_096), as: UTF8.self).split(separator: "\n")
        if let trace { return result(false, trace) }
        // An attack that never came to its act shows nothing.
        guard lines.first == "MARK \(nonce)" else { return result(false, "not tried: the run ended as \(verdict.name)") }
        if lines.contains("ESCAPED \(nonce)") { return result(false, "it went through") }
        let said = lines.dropFirst().first.map(String.init) ?? "nothing said"
        switch (end, verdict) {
        case (.refused, .ok) where said.hasPrefix("refused"): return result(true, said)
        case (.killed, .forbiddenSystemCall): return result(true, "killed")
        case (.crashed, .crashed(let signal)): return result(true, "died alone, of signal \(signal)")
        case (.limit(let name), _) where name == verdict.name: return result(true, "ended as \(name)")
        default: return result(false, "the run ended as \(verdict.name); \(said)")
        }
    }
}
