import LinuxShims

/// The privileges of root in pieces: none stays.
package enum Capabilities {
    /// From linux/capability.h.
    static let setpcap: Int32 = 8

    package static func drop() throws(EnclosureFailure) {
        // Only a process with CAP_SETPCAP can empty the bounding set; for one that holds nothing and has
        // no_new_privs it bounds nothing.
        if spl_holds_capability(setpcap) == 1 { try require(spl_drop_bounding_set(), "capabilities: bounding set") }
        try require(spl_drop_capabilities(), "capabilities: all sets")
    }
}
