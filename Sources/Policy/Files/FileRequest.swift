/// A place in one of a run's mounts. The host follows no symbolic link on the way to it, and none at its end: links
/// are told as what they are, and resolved in the script's own tree.
public struct HostPlace: Hashable, Sendable {
    public var mount: HostMountNumber
    public var path: CheckedPath

    public init(_ mount: HostMountNumber, _ path: CheckedPath) {
        self.mount = mount
        self.path = path
    }
}

/// A file that the host holds open for a script to write to.
public struct HostHandle: Hashable, Sendable {
    public var mount: HostMountNumber
    public var number: UInt32

    public init(_ mount: HostMountNumber, _ number: UInt32) {
        self.mount = mount
        self.number = number
    }
}

/// What a worker asks of the host about host files, one request at a time. Everything from `openForWriting` on is for
/// mounts with `readWrite` alone.
public enum FileRequest: Hashable, Sendable {
    /// Answered by `status`.
    case status(HostPlace)
    /// Answered by `names`; `after` is 0 for the first page, then what the page before said.
    case names(HostPlace, after: UInt32)
    /// Answered by `statuses`: of what is in a folder, as far as one page goes.
    case statuses(HostPlace)
    /// Answered by `link`.
    case readLink(HostPlace)
    /// Answered by `opened`, with a read-only descriptor of a regular file.
    case openForReading(HostPlace)

    /// Answered by `handle`. Without `creating` the file must exist.
    case openForWriting(HostPlace, creating: Creation?)
    /// Answered by `status`, also where the file has no name any more.
    case statusOfOpen(HostHandle)
    /// Answered by `bytes`, none at the end of the file.
    case read(HostHandle, offset: UInt64, count: Int)
    /// Answered by `written`.
    case write(HostHandle, offset: UInt64, [UInt8])
    case resizeOpen(HostHandle, size: UInt64)
    /// As `setPermissions`, also where the file has no name any more.
    case setPermissionsOfOpen(HostHandle, UInt16)
    /// As `setTimes`.
    case setTimesOfOpen(HostHandle, accessed: HostFileTime?, modified: HostFileTime?)
    case synchronise(HostHandle)
    case close(HostHandle)

    case resize(HostPlace, size: UInt64)
    case makeFolder(HostPlace, permissions: UInt16)
    case removeFolder(HostPlace)
    /// Takes away the name of a file or link.
    case unlink(HostPlace)
    /// Within one mount.
    case rename(HostPlace, to: CheckedPath, replacing: Bool)
    /// Of a file or folder; no more than the nine permission bits can be given.
    case setPermissions(HostPlace, UInt16)
    /// A time of `nil` stays.
    case setTimes(HostPlace, accessed: HostFileTime?, modified: HostFileTime?)

    public struct Creation: Hashable, Sendable {
        /// Of a file that is made; the host's umask takes its part away.
        public var permissions: UInt16
        /// The file must not exist.
        public var isExclusive: Bool

        public init(permissions: UInt16, isExclusive: Bool) {
            self.permissions = permissions
            self.isExclusive = isExclusive
        }
    }

    public var mount: HostMountNumber {
        switch self {
        case .status(let place), .names(let place, _), .statuses(let place), .readLink(let place),
            .openForReading(let place), .openForWriting(let place, _), .resize(let place, _), .makeFolder(let place, _), .removeFolder(let place),
            .unlink(let place), .rename(let place, _, _), .setPermissions(let place, _), .setTimes(let place, _, _):
            place.mount
        case .statusOfOpen(let handle), .read(let handle, _, _), .write(let handle, _, _), .resizeOpen(let handle, _),
            .setPermissionsOfOpen(let handle, _), .setTimesOfOpen(let handle, _, _), .synchronise(let handle),
            .close(let handle):
            handle.mount
        }
    }
}

public enum FileAnswer: Hashable, Sendable {
    /// The number of an error of Linux.
    case failed(Int32)
    case done
    case status(HostFileStatus)
    /// A page of a listing; `next` is 0 where it is the last one.
    case names([HostFileName], next: UInt32)
    /// What is in a folder; all of it only where `isWhole`.
    case statuses([HostFileEntry], isWhole: Bool)
    /// The text of a symbolic link.
    case link([UInt8])
    /// The descriptor comes with the frame.
    case opened(HostFileStatus)
    case handle(HostHandle, HostFileStatus)
    case bytes([UInt8])
    case written(Int)
}

/// FIFOs, devices and sockets are told as absent.
public enum HostFileKind: UInt8, Sendable, CaseIterable {
    case folder = 1
    case regular = 2
    case link = 3
}

/// One name of a listing.
public struct HostFileName: Hashable, Sendable {
    public var name: [UInt8]
    public var kind: HostFileKind
    public var inode: UInt64

    public init(name: [UInt8], kind: HostFileKind, inode: UInt64) {
        self.name = name
        self.kind = kind
        self.inode = inode
    }
}

/// A file of a folder, and what it is.
public struct HostFileEntry: Hashable, Sendable {
    public var name: [UInt8]
    public var status: HostFileStatus

    public init(name: [UInt8], status: HostFileStatus) {
        self.name = name
        self.status = status
    }
}

/// What the host tells of one of its files. Whose it is stays with the host.
public struct HostFileStatus: Hashable, Sendable {
    public var kind: HostFileKind
    /// The nine permission bits.
    public var permissions: UInt16
    public var inode: UInt64
    public var links: UInt32
    /// In bytes.
    public var size: UInt64
    /// What is really held, in units of 512 bytes.
    public var blocks: UInt64
    public var accessed: HostFileTime
    public var modified: HostFileTime
    public var changed: HostFileTime

    public init(
        kind: HostFileKind, permissions: UInt16, inode: UInt64, links: UInt32, size: UInt64, blocks: UInt64,
        accessed: HostFileTime, modified: HostFileTime, changed: HostFileTime
    ) {
        self.kind = kind
        self.permissions = permissions
        self.inode = inode
        self.links = links
        self.size = size
        self.blocks = blocks
        self.accessed = accessed
        self.modified = modified
        self.changed = changed
    }
}

/// Since 1970.
public struct HostFileTime: Hashable, Sendable {
    public var seconds: Int64
    /// 0 to 999,999,999.
    public var nanoseconds: UInt32

    public init(seconds: Int64, nanoseconds: UInt32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}
