import LinuxShims

/// The privileges of root in pieces: none stays.
package enum Capabilities {
    /// From linux/capability.h.
    private static let setpcap: Int32 = 8

    package static func drop() throws(EnclosureFailure) {
        try emptyBoundingSet()
        try require(spl_drop_capabilities(), "capabilities: all sets")
    }

    /// What bounds the gain by executing a program. Only CAP_SETPCAP can empty it; where that is not held and
    /// no_new_privs stands, there is nothing to bound.
    static func emptyBoundingSet() throws(EnclosureFailure) {
        if spl_holds_capability(setpcap) == 1 { try require(spl_drop_bounding_set(), "capabilities: bounding set") }
    }
}
