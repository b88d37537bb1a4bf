internal import Glibc

/// The flags of `open(2)`.
package struct OpenFlags: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let writeOnly = OpenFlags(rawValue: Int(O_WRONLY))
    package static let readWrite = OpenFlags(rawValue: Int(O_RDWR))
    package static let append = OpenFlags(rawValue: Int(O_APPEND))
    package static let create = OpenFlags(rawValue: Int(O_CREAT))
    package static let exclusive = OpenFlags(rawValue: Int(O_EXCL))
    package static let truncate = OpenFlags(rawValue: Int(O_TRUNC))
    package static let directory = OpenFlags(rawValue: Int(O_DIRECTORY))
    package static let noFollow = OpenFlags(rawValue: Int(O_NOFOLLOW))
    package static let nonBlocking = OpenFlags(rawValue: Int(O_NONBLOCK))
    package static let closeOnExec = OpenFlags(rawValue: Int(O_CLOEXEC))
    /// Glibc declares these only under _GNU_SOURCE.
    package static let noAccessTime = OpenFlags(rawValue: 0o1000000)
    package static let path = OpenFlags(rawValue: 0o10000000)
    /// `O_TMPFILE` is this and `directory`.
    static let temporary = OpenFlags(rawValue: 0o20000000)

    private static let accessMask = Int(O_ACCMODE)

    private var accessMode: Int { rawValue & Self.accessMask }
    /// The fourth mode wants both permissions and gives neither.
    var reads: Bool { accessMode == O_RDONLY || accessMode == O_RDWR }
    var writes: Bool { accessMode == O_WRONLY || accessMode == O_RDWR }

    /// What the user must be allowed.
    var access: Identity.Access {
        var access: Identity.Access = accessMode == O_RDONLY ? .read : accessMode == O_WRONLY ? .write : [.read, .write]
        if contains(.truncate) { access.insert(.write) }
        return access
    }
}
