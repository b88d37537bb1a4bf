package enum FileKind: Hashable, Sendable {
    case directory, regular, link, pipe
    /// `/dev/null`
    case nullDevice

    /// The file type bits of `st_mode`.
    package var mode: Int {
        switch self {
        case .directory: 0o040000
        case .regular: 0o100000
        case .link: 0o120000
        case .pipe: 0o010000
        case .nullDevice: 0o020000
        }
    }

    /// `d_type` of a directory entry.
    package var directoryEntryType: Int { mode >> 12 }
}

/// Whose a file is and who may do what with it.
package struct Ownership: Hashable, Sendable {
    /// The mode without the file type: 0o0 to 0o7777.
    package var permissions: Int
    package var user: UInt32
    package var group: UInt32

    package init(permissions: Int, user: UInt32, group: UInt32) {
        self.permissions = permissions & 0o7777
        self.user = user
        self.group = group
    }
}

/// What `stat` tells about one file.
package struct FileStatus: Hashable, Sendable {
    package static let blockSize = 4096
    /// `st_blksize`: how many bytes buffers read and write at a time. Less than what programs commonly ask for in one
    /// call, which then goes past the buffer.
    package static let transferSize = 32 << 10

    package var kind: FileKind
    package var ownership: Ownership
    package var inode: Int
    /// The file system's number; set by the tree.
    package var device = 0
    package var links = 1
    /// In bytes.
    package var size = 0
    /// What is really held, in units of 512 bytes.
    package var blocks = 0
    package var accessed: FileTime
    package var modified: FileTime
    package var changed: FileTime

    package init(
        kind: FileKind, ownership: Ownership, inode: Int, links: Int = 1, size: Int = 0, blocks: Int = 0,
        accessed: FileTime, modified: FileTime, changed: FileTime
    ) {
        self.kind = kind
        self.ownership = ownership
        self.inode = inode
        self.links = links
        self.size = size
        self.blocks = blocks
        self.accessed = accessed
        self.modified = modified
        self.changed = changed
    }

    /// `st_rdev`: what Linux numbers the null device.
    package var deviceNumber: Int { kind == .nullDevice ? 1 << 8 | 3 : 0 }

    /// `st_mode`.
    package var mode: Int { kind.mode | ownership.permissions }
}

/// What is to be changed of a file; `nil` stays.
package struct AttributeChange: Hashable, Sendable {
    package var permissions: Int?
    package var user: UInt32?
    package var group: UInt32?
    package var accessed: FileTime?
    package var modified: FileTime?

    package init(
        permissions: Int? = nil, user: UInt32? = nil, group: UInt32? = nil, accessed: FileTime? = nil,
        modified: FileTime? = nil
    ) {
        self.permissions = permissions
        self.user = user
        self.group = group
        self.accessed = accessed
        self.modified = modified
    }
}

/// A name in a listing, without `.` and `..`.
package struct DirectoryEntry: Hashable, Sendable {
    package let name: FileName
    package let kind: FileKind
    package let inode: Int

    /// About what an entry takes of memory while a listing is made and copied from layer to layer, in bytes. Swift
    /// cannot go on where it gets none, so that there must be room beforehand.
    package static let listedSize = 6 * MemoryLayout<DirectoryEntry>.stride
    /// About what the bytes of a name take.
    package static let nameSize = 64

    package init(name: FileName, kind: FileKind, inode: Int) {
        self.name = name
        self.kind = kind
        self.inode = inode
    }
}
