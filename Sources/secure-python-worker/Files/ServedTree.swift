import Glibc
import LinuxShims
import Policy
import PythonRuntime
import VirtualFileSystem
import Wire

/// A folder or file of the host's, asked for over the run's channel. What the host answers is checked like any other
/// word from outside: a wrong kind of answer is EIO.
final class ServedTree: HostTree {
    private let mount: HostMountNumber
    let connection: ChannelConnection
    private let memory: StatusMemory
    private let owner = Identity()

    init(mount: HostMountNumber, connection: ChannelConnection, memory: StatusMemory) {
        self.mount = mount
        self.connection = connection
        self.memory = memory
    }

    static let unfit = FileError(number: EIO)

    func ask(_ request: FileRequest) throws(FileError) -> ReceivedAnswer {
        let received = connection.fileRequest(request)
        if case .failed(let number) = received.answer { throw FileError(number: number > 0 ? number : EIO) }
        return received
    }

    /// Asks for a change.
    func perform(_ request: FileRequest) throws(FileError) {
        defer { memory.forget() }
        guard case .done = try ask(request).answer else { throw Self.unfit }
    }

    private func place(_ path: [FileName]) throws(FileError) -> HostPlace {
        HostPlace(mount, try checked(path))
    }

    private func checked(_ path: [FileName]) throws(FileError) -> CheckedPath {
        guard let path = CheckedPath(names: path.map(\.bytes)) else { throw FileError(number: ENAMETOOLONG) }
        return path
    }

    func status(of path: [FileName]) throws(FileError) -> FileStatus {
        try status(of: place(path))
    }

    func status(of place: HostPlace) throws(FileError) -> FileStatus {
        if let known = memory.status(of: place) { return status(known) }
        if let folder = memory.folderToLearn(for: place) {
            learn(folder)
            if let known = memory.status(of: place) { return status(known) }
        }
        guard case .status(let found) = try ask(.status(place)).answer else { throw Self.unfit }
        memory.note(found, of: place)
        return status(found)
    }

    /// Asks what is in a folder, all at once.
    private func learn(_ folder: HostPlace) {
        guard case .statuses(let entries, let isWhole)? = try? ask(.statuses(folder)).answer else {
            memory.noteUnfit(folder)
            return
        }
        for entry in entries {
            guard let path = CheckedPath(names: folder.path.names + [entry.name]) else { continue }
            memory.note(entry.status, of: HostPlace(mount, path))
        }
        if !isWhole { memory.noteUnfit(folder) }
    }

    /// For changes that are asked for otherwise than by `perform`.
    func noteChange() { memory.forget() }

    func entries(of path: [FileName]) throws(FileError) -> [DirectoryEntry] {
        let place = try place(path)
        var entries: [DirectoryEntry] = []
        var cursor: UInt32 = 0
        while true {
            guard case .names(let names, let next) = try ask(.names(place, after: cursor)).answer else { throw Self.unfit }
            let size = names.count * DirectoryEntry.nameSize + (entries.count + names.count) * DirectoryEntry.listedSize
            guard MemoryGuard.mayTake(size) else { throw .noMemory }
            entries += names.map {
                DirectoryEntry(name: FileName($0.name), kind: FileKind($0.kind), inode: Int(truncatingIfNeeded: $0.inode))
            }
            // A page leads further, or is the last one.
            guard next != 0 else { return entries }
            guard next > cursor else { throw Self.unfit }
            cursor = next
        }
    }

    func linkTarget(of path: [FileName]) throws(FileError) -> [UInt8] {
        guard case .link(let text) = try ask(.readLink(place(path))).answer else { throw Self.unfit }
        return text
    }

    func open(_ path: [FileName], for access: HostAccess) throws(FileError) -> any HostFile {
        let place = try place(path)
        switch access {
        case .reading:
            let received = try ask(.openForReading(place))
            guard case .opened(let status) = received.answer, let descriptor = received.descriptor else { throw Self.unfit }
            memory.note(status, of: place)
            return OpenedFile(descriptor: descriptor, place: place, known: FileStatus(status, owner: owner), tree: self)
        case .writing:
            defer { memory.forget() }
            guard case .handle(let handle, _) = try ask(.openForWriting(place, creating: nil)).answer else {
                throw Self.unfit
            }
            return WrittenFile(handle: handle, tree: self)
        }
    }

    func usage() -> FileSystemUsage {
        // What the host's disk holds is not told; programs that look for room before they write find plenty.
        FileSystemUsage(blocks: 1 << 28, freeBlocks: 1 << 27, nodes: 1 << 28, freeNodes: 1 << 27)
    }

    // MARK: Changes

    func make(_ new: NewFile, at path: [FileName], permissions: Int) throws(FileError) {
        let place = try place(path)
        switch new {
        case .directory: try perform(.makeFolder(place, permissions: UInt16(permissions & 0o777)))
        case .regular:
            let creation = FileRequest.Creation(permissions: UInt16(permissions & 0o777), isExclusive: true)
            guard case .handle(let handle, _) = try ask(.openForWriting(place, creating: creation)).answer else {
                throw Self.unfit
            }
            try perform(.close(handle))
        case .link, .pipe, .nullDevice: throw FileError(number: EPERM)
        }
    }

    func remove(_ path: [FileName], isDirectory: Bool) throws(FileError) {
        try perform(isDirectory ? .removeFolder(place(path)) : .unlink(place(path)))
    }

    func rename(_ old: [FileName], to new: [FileName]) throws(FileError) {
        try perform(.rename(place(old), to: checked(new), replacing: true))
    }

    func apply(_ change: AttributeChange, to path: [FileName]) throws(FileError) {
        try apply(change, to: place(path))
    }

    func apply(_ change: AttributeChange, to place: HostPlace) throws(FileError) {
        try apply(
            change, permissions: { .setPermissions(place, $0) },
            times: { .setTimes(place, accessed: $0, modified: $1) })
    }

    /// Asks for what a change is made of, each in the way that names the file.
    func apply(
        _ change: AttributeChange, permissions: (UInt16) -> FileRequest,
        times: (_ accessed: HostFileTime?, _ modified: HostFileTime?) -> FileRequest
    ) throws(FileError) {
        // All files are the script's, as far as it can see.
        guard change.user ?? owner.user == owner.user, change.group ?? owner.group == owner.group else {
            throw FileError(number: EPERM)
        }
        if let bits = change.permissions {
            guard bits & ~0o777 == 0 else { throw FileError(number: EPERM) }
            try perform(permissions(UInt16(bits)))
        }
        if change.accessed != nil || change.modified != nil {
            try perform(times(HostFileTime(change.accessed), HostFileTime(change.modified)))
        }
    }

    func resize(_ path: [FileName], to size: Int) throws(FileError) {
        try perform(.resize(place(path), size: UInt64(clamping: size)))
    }

    func status(_ status: HostFileStatus) -> FileStatus { FileStatus(status, owner: owner) }
}

extension FileKind {
    init(_ kind: HostFileKind) {
        self = switch kind {
        case .folder: .directory
        case .regular: .regular
        case .link: .link
        }
    }
}

extension FileTime {
    init(_ time: HostFileTime) {
        self.init(seconds: Int(time.seconds), nanoseconds: Int(time.nanoseconds))
    }
}

extension HostFileTime {
    init?(_ time: FileTime?) {
        guard let time else { return nil }
        self.init(seconds: Int64(time.seconds), nanoseconds: UInt32(time.nanoseconds))
    }
}

extension FileStatus {
    init(_ status: HostFileStatus, owner: Identity) {
        self.init(
            kind: FileKind(status.kind),
            ownership: Ownership(permissions: Int(status.permissions), user: owner.user, group: owner.group),
            inode: Int(truncatingIfNeeded: status.inode), links: Int(status.links), size: Int(clamping: status.size),
            blocks: Int(clamping: status.blocks), accessed: FileTime(status.accessed),
            modified: FileTime(status.modified), changed: FileTime(status.changed))
    }
}
