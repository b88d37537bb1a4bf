import LinuxShims

/// A filter of system calls, compiled elsewhere.
package enum Seccomp {
    /// Loads raw `struct sock_filter` records. Needs no_new_privs. A filter cannot be taken off again.
    package static func load(_ filter: [UInt8]) throws(EnclosureFailure) {
        let result = filter.withUnsafeBytes { bytes in
            bytes.baseAddress.map { spl_seccomp_load($0, bytes.count) } ?? -22
        }
        try require(result, "seccomp: filter of \(filter.count) bytes")
    }
}
