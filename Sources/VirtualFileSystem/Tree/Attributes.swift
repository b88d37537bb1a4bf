internal import Glibc

/// What `utimensat(2)` sets a time to.
package enum TimeChange: Hashable, Sendable {
    case now, omit
    case to(FileTime)
}

extension VirtualFileSystem {
    /// `newfstatat(2)`.
    package func status(
        of path: [UInt8], from base: PathBase = .workingDirectory, followingLastLink: Bool = true
    ) throws(FileError) -> FileStatus {
        try locate(path, from: base, followingLastLink: followingLastLink).status()
    }

    /// `readlinkat(2)`. An empty path means the link that the base was opened as, by `path` and `noFollow`.
    package func linkTarget(
        of path: [UInt8], from base: PathBase = .workingDirectory
    ) throws(FileError) -> [UInt8] {
        let place: Location
        switch (path.isEmpty, base) {
        case (true, .badDescriptor): throw .badDescriptor
        case (true, .file(let file)):
            guard file.kind == .link else { throw .missing }
            place = file.location
        default: place = try locate(path, from: base, followingLastLink: false)
        }
        guard place.node.kind == .link else { throw .invalid }
        if !place.mount.isReadOnly { place.node.noteAccess() }
        return try place.node.linkTarget()
    }

    /// `faccessat2(2)`; the mode is of `R_OK`, `W_OK` and `X_OK`. Real and effective user are the same.
    package func checkAccess(
        _ mode: Int, to path: [UInt8], from base: PathBase = .workingDirectory, followingLastLink: Bool = true
    ) throws(FileError) {
        guard mode & ~7 == 0 else { throw .invalid }
        let place = try locate(path, from: base, followingLastLink: followingLastLink)
        try require(Identity.Access(rawValue: mode), on: place)
    }

    /// `fchmodat2(2)`.
    package func changeMode(
        of path: [UInt8], to mode: Int, from base: PathBase = .workingDirectory, followingLastLink: Bool = true
    ) throws(FileError) {
        try changeMode(of: locate(path, from: base, followingLastLink: followingLastLink), to: mode)
    }

    func changeMode(of place: Location, to mode: Int) throws(FileError) {
        try place.requireWritableMount()
        if place.node.kind == .link { throw .unsupported }
        let ownership = try place.node.ownership()
        guard identity.owns(ownership) else { throw .notPermitted }
        var permissions = mode & 0o7777
        if ownership.group != identity.group { permissions &= ~ModeBit.setGroup }
        try place.node.apply(AttributeChange(permissions: permissions))
    }

    /// `fchownat(2)`; `nil` leaves an owner as it is.
    package func changeOwner(
        of path: [UInt8], user: UInt32?, group: UInt32?, from base: PathBase = .workingDirectory,
        followingLastLink: Bool = true
    ) throws(FileError) {
        try changeOwner(
            of: locate(path, from: base, followingLastLink: followingLastLink), user: user, group: group)
    }

    func changeOwner(of place: Location, user: UInt32?, group: UInt32?) throws(FileError) {
        try place.requireWritableMount()
        let ownership = try place.node.ownership()
        let isOwner = identity.owns(ownership)
        if let user, !isOwner || user != ownership.user { throw .notPermitted }
        if let group, !isOwner || (group != identity.group && group != ownership.group) { throw .notPermitted }
        var change = AttributeChange(user: user, group: group)
        if place.node.kind != .directory {
            let permissions = identity.permissionsWithoutSetID(ownership)
            if permissions != ownership.permissions {
                guard isOwner else { throw .notPermitted }
                change.permissions = permissions
            }
        }
        try place.node.apply(change)
    }

    /// `utimensat(2)`.
    package func setTimes(
        of path: [UInt8], accessed: TimeChange, modified: TimeChange, from base: PathBase = .workingDirectory,
        followingLastLink: Bool = true
    ) throws(FileError) {
        if accessed == .omit, modified == .omit { return }
        try setTimes(
            of: locate(path, from: base, followingLastLink: followingLastLink), accessed: accessed,
            modified: modified)
    }

    func setTimes(of place: Location, accessed: TimeChange, modified: TimeChange) throws(FileError) {
        if accessed == .omit, modified == .omit { return }
        try place.requireWritableMount()
        if try !identity.owns(place.node.ownership()) {
            guard accessed == .now, modified == .now else { throw .notPermitted }
            try require(.write, on: place)
        }
        let now = currentTime()
        func time(_ change: TimeChange) -> FileTime? {
            switch change {
            case .now: now
            case .omit: nil
            case .to(let time): time
            }
        }
        try place.node.apply(AttributeChange(accessed: time(accessed), modified: time(modified)))
    }

    /// `truncate(2)`.
    package func truncate(
        _ path: [UInt8], to size: Int, from base: PathBase = .workingDirectory
    ) throws(FileError) {
        guard size >= 0 else { throw .invalid }
        let place = try locate(path, from: base, followingLastLink: true)
        if place.node.kind == .directory { throw .isDirectory }
        guard place.node.kind == .regular else { throw .invalid }
        try place.requireWritableMount()
        try require(.write, on: place)
        try resize(place.node, to: size)
    }

    /// `statvfs(3)`.
    package func usage(
        of path: [UInt8], from base: PathBase = .workingDirectory
    ) throws(FileError) -> FileSystemUsage {
        try locate(path, from: base, followingLastLink: true).mount.usage
    }

    /// Lists a directory at once.
    package func entries(
        of path: [UInt8], from base: PathBase = .workingDirectory
    ) throws(FileError) -> [DirectoryEntry] {
        try open(path, .directory, from: base).remainingEntries()
    }
}

extension Mount {
    var usage: FileSystemUsage {
        var usage = fileSystem.usage()
        usage.isReadOnly = isReadOnly
        return usage
    }
}
