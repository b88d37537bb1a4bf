import LinuxShims

/// A Landlock domain without a single rule.
package enum Landlock {
    /// What a version of Landlock can forbid.
    package struct Rights: Equatable, Sendable {
        package let files: UInt64
        package let network: UInt64
        package let scopes: UInt64
        /// How much of the rule set's attribute the version knows, in bytes.
        package let attributeSize: Int
        package let flags: UInt32

        package init(version: Int) {
            // 13 rights from the start, then refer (2), truncate (3), device ioctl (5).
            let fileRights = switch version {
            case ..<2: 13
            case 2: 14
            case 3, 4: 15
            default: 16
            }
            files = (1 << fileRights) - 1
            // Bind and connect of TCP.
            network = version >= 4 ? 0b11 : 0
            // Abstract local sockets and signals.
            scopes = version >= 6 ? 0b11 : 0
            attributeSize = version >= 6 ? 24 : version >= 4 ? 16 : 8
            // No line in the host's audit log for each refusal: a script could flood it.
            flags = version >= 7 ? 1 : 0
        }
    }

    /// The version that the running kernel speaks.
    package static func version() throws(EnclosureFailure) -> Int {
        Int(
            try require(
                spl_landlock_abi(), "Landlock", advice: "the kernel needs CONFIG_SECURITY_LANDLOCK and landlock in its list of LSMs"))
    }

    /// Enters a domain, inside the present one if there is one. Needs no_new_privs and one free descriptor.
    ///
    /// `isScoped`: whether signals and abstract sockets end at the domain too. A parent-death signal counts as one
    /// of the parent's.
    @discardableResult
    package static func restrict(isScoped: Bool = true) throws(EnclosureFailure) -> Int {
        let version = try version()
        let rights = Rights(version: version)
        try require(
            spl_landlock_restrict(
                rights.files, rights.network, isScoped ? rights.scopes : 0, rights.attributeSize, rights.flags),
            "Landlock: domain without rules (version \(version))")
        return version
    }
}
