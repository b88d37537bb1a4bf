import LinuxShims

/// What the processor may guess ahead in this process.
package struct Speculation: Sendable, Equatable {
    package enum Control: Int32, Sendable, CaseIterable {
        case storeBypass = 0
        case indirectBranch = 1

        package var name: String {
            switch self {
            case .storeBypass: "speculative store bypass"
            case .indirectBranch: "indirect branch speculation"
            }
        }
    }

    package enum State: Sendable, Equatable {
        /// The processor does not have the weakness.
        case notAffected
        /// Off, and nothing in this process can turn it on.
        case off
        /// On, and this process could turn it off.
        case switchable
        /// On, and the kernel lets no process turn it off.
        case on
        /// The kernel has no such control, for the reason given.
        case unknown(String)

        init(answer: Int32) {
            // PR_SPEC_*: 1 by prctl, 2 enabled, 4 disabled, 8 disabled for good, 16 disabled until exec; 0 not affected.
            switch answer {
            case ..<0: self = .unknown(errorText(-answer))
            case 0: self = .notAffected
            case _ where answer & 8 != 0: self = .off
            case _ where answer & 1 != 0: self = .switchable
            case _ where answer & 4 != 0: self = .off
            default: self = .on
            }
        }
    }

    package let storeBypass: State
    package let indirectBranch: State

    /// As it is now.
    static func current() -> Speculation {
        Speculation(
            storeBypass: State(answer: spl_speculation_state(Control.storeBypass.rawValue)),
            indirectBranch: State(answer: spl_speculation_state(Control.indirectBranch.rawValue)))
    }

    /// Turned off where it can be; what the processor or the kernel has not cannot fail the enclosure.
    static func restrict() {
        for control in Control.allCases { _ = spl_restrict_speculation(control.rawValue) }
    }
}
