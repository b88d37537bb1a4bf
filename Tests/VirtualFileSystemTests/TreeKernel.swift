import Glibc
import TreeProbe
@testable import VirtualFileSystem

/// Ours.
final class TreeKernel: Kernel {
    let tree: VirtualFileSystem
    private var slots: [OpenFile?] = Array(repeating: nil, count: Int(TREE_SLOTS))

    init(_ tree: VirtualFileSystem) {
        self.tree = tree
    }

    /// Laid out like the probe's.
    init(hasForeignFiles: Bool) throws {
        let owner = Identity()
        let root = Self.memory(bytes: 16 << 20, nodes: 4000, owner)
        if hasForeignFiles { try Self.layOutForeign(on: root) }
        tree = VirtualFileSystem(root: root, now: Self.now)
        for name in ["small", "fixed"] { try root.make(directory: name, owner) }
        try tree.mount(Self.memory(bytes: 32 << 10, nodes: 12, owner), at: Array("/small".utf8))
        let fixed = Self.memory(bytes: 1 << 20, nodes: 100, owner)
        let layout = VirtualFileSystem(root: fixed, now: Self.now)
        _ = layout.setCreationMask(0)
        try layout.makeDirectory("/a", mode: 0o755)
        try layout.put("/b", mode: 0o644)
        try layout.makeLink(to: Array("b".utf8), at: Array("/c".utf8))
        try layout.put("/a/b", mode: 0o600)
        try tree.mount(fixed, at: Array("/fixed".utf8), isReadOnly: true)
    }

    static func now() -> FileTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    private static func memory(bytes: Int, nodes: Int, _ owner: Identity) -> MemoryFileSystem {
        MemoryFileSystem(quota: StorageQuota(bytes: bytes, nodes: nodes), owner: owner, now: now)
    }

    private static func layOutForeign(on root: MemoryFileSystem) throws {
        let privileged = Identity(user: 0, group: 0)
        try root.root.apply(AttributeChange(user: 0, group: 0))
        let tree = VirtualFileSystem(root: root, identity: privileged, now: now)
        _ = tree.setCreationMask(0)
        try tree.makeDirectory("/foreign", mode: 0o755)
        try tree.makeDirectory("/sticky", mode: 0o1777)
        for (name, mode) in [("read", 0o644), ("write", 0o666), ("secret", 0o600), ("setid", 0o6777)] {
            try tree.put("/foreign/" + name, mode: mode)
        }
        try tree.put("/sticky/f", mode: 0o666)
        try tree.makeDirectory("/sticky/d", mode: 0o777)
        try tree.makeLink(to: Array("f".utf8), at: Array("/sticky/l".utf8))
        try tree.makeDirectory("/foreign/open", mode: 0o777)
        try tree.changeMode(of: Array("/foreign/open".utf8), to: 0o2777)
        try tree.put("/foreign/open/f", mode: 0o644)
        try root.root.apply(AttributeChange(user: 1000, group: 1000))
    }

    // MARK: Calls

    func perform(_ operation: Operation) throws -> Outcome {
        do throws(FileError) {
            return try answer(operation)
        } catch {
            return Outcome(error: error.number)
        }
    }

    private func base(_ slot: Int32) -> PathBase {
        if slot == TREE_WORKING_DIRECTORY.rawValue { return .workingDirectory }
        guard slots.indices.contains(Int(slot)), let file = slots[Int(slot)] else { return .badDescriptor }
        return .file(file)
    }

    private func file(_ slot: Int32) throws(FileError) -> OpenFile {
        guard slots.indices.contains(Int(slot)), let file = slots[Int(slot)] else { throw .badDescriptor }
        return file
    }

    private func answer(_ operation: Operation) throws(FileError) -> Outcome {
        let base = base(operation.base)
        let path = operation.path
        let follows = operation.flags & AT_SYMLINK_NOFOLLOW == 0
        var outcome = Outcome()
        switch operation.code {
        case TREE_OPEN:
            let opened = try tree.open(
                path, OpenFlags(rawValue: Int(operation.flags)), mode: Int(operation.mode), from: base)
            slots[Int(operation.slot)] = opened
        case TREE_CLOSE:
            _ = try file(operation.slot)
            slots[Int(operation.slot)] = nil
        case TREE_STAT: outcome.bytes = try tree.status(of: path, from: base, followingLastLink: follows).text
        case TREE_MKDIR: try tree.makeDirectory(path, mode: Int(operation.mode), from: base)
        case TREE_MKFIFO: try tree.makePipe(path, mode: Int(operation.mode), from: base)
        case TREE_SYMLINK: try tree.makeLink(to: operation.other, at: path, from: base)
        case TREE_LINK:
            try tree.link(
                path, to: operation.other, oldBase: base, newBase: self.base(operation.otherBase),
                followingLastLink: operation.flags & AT_SYMLINK_FOLLOW != 0)
        case TREE_UNLINK: try tree.unlink(path, from: base)
        case TREE_RMDIR: try tree.removeDirectory(path, from: base)
        case TREE_RENAME:
            let rules: [RenameRule] = [.replace, .keepExisting, .exchange]
            try tree.rename(
                path, to: operation.other, oldBase: base, newBase: self.base(operation.otherBase),
                rules[Int(operation.flags)])
        case TREE_CHMOD:
            try tree.changeMode(of: path, to: Int(operation.mode), from: base, followingLastLink: follows)
        case TREE_CHOWN:
            try tree.changeOwner(
                of: path, user: operation.user, group: operation.group, from: base, followingLastLink: follows)
        case TREE_UTIMES:
            let (accessed, modified) = operation.times
            try tree.setTimes(
                of: path, accessed: accessed, modified: modified, from: base, followingLastLink: follows)
        case TREE_TRUNCATE: try tree.truncate(path, to: operation.offset)
        case TREE_ACCESS:
            try tree.checkAccess(Int(operation.mode), to: path, from: base, followingLastLink: follows)
        case TREE_READLINK:
            outcome.bytes = try tree.linkTarget(of: path, from: base)
            outcome.value = outcome.bytes.count
        case TREE_CHDIR: try tree.changeDirectory(path)
        case TREE_GETCWD: outcome.bytes = try tree.workingDirectoryPath()
        case TREE_UMASK: outcome.value = tree.setCreationMask(Int(operation.mode))
        case TREE_STATFS: outcome.bytes = try tree.usage(of: path).text
        case TREE_SNAPSHOT:
            var snapshot = Snapshot(tree, showsHoles: operation.flags == 0)
            outcome.bytes = Array(snapshot.text().utf8)
        case TREE_PREAD where operation.offset < 0, TREE_PWRITE where operation.offset < 0,
            TREE_FTRUNCATE where operation.offset < 0:
            // Checked before the descriptor is.
            throw FileError(number: EINVAL)
        case TREE_FUTIMES where operation.times == (.omit, .omit): break
        default: return try answer(operation, on: file(operation.slot))
        }
        return outcome
    }

    private func answer(_ operation: Operation, on file: OpenFile) throws(FileError) -> Outcome {
        var outcome = Outcome()
        switch operation.code {
        case TREE_READ, TREE_PREAD:
            var room = [UInt8](repeating: 0xee, count: operation.length)
            outcome.value = try room.withRoom { room throws(FileError) in
                operation.code == TREE_READ
                    ? try file.read(into: room) : try file.read(at: operation.offset, into: room)
            }
            outcome.bytes = Array(room.prefix(outcome.value))
        case TREE_WRITE, TREE_PWRITE:
            outcome.value = try operation.other.withRawBytes { bytes throws(FileError) in
                operation.code == TREE_WRITE
                    ? try file.write(from: bytes) : try file.write(at: operation.offset, from: bytes)
            }
        case TREE_SEEK:
            guard let origin = OpenFile.Origin(rawValue: Int(operation.flags)) else {
                try file.requireContents()
                throw .invalid
            }
            outcome.value = try file.seek(by: operation.offset, from: origin)
        case TREE_FTRUNCATE: try file.truncate(to: operation.offset)
        case TREE_ALLOCATE: try file.allocate(at: operation.offset, count: operation.length)
        case TREE_FSTAT: outcome.bytes = try file.status().text
        case TREE_FCHMOD: try file.changeMode(to: Int(operation.mode))
        case TREE_FCHOWN: try file.changeOwner(user: operation.user, group: operation.group)
        case TREE_FUTIMES:
            let (accessed, modified) = operation.times
            try file.setTimes(accessed: accessed, modified: modified)
        case TREE_FSYNC: try file.synchronise()
        case TREE_FCHDIR: try tree.changeDirectory(file)
        case TREE_SET_FLAGS: try file.setStatusFlags(OpenFlags(rawValue: Int(operation.flags)))
        case TREE_FSTATFS: outcome.bytes = file.usage().text
        case TREE_LIST:
            _ = try file.seek(by: 0, from: .start)
            let entries = try file.remainingEntries().sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
            _ = try file.seek(by: 0, from: .start)
            outcome.value = entries.count
            for entry in entries {
                outcome.bytes += Array("\(entry.kind.directoryEntryType) ".utf8) + entry.name.bytes + [10]
            }
        default: throw FileError(number: ENOSYS)
        }
        return outcome
    }
}

extension Operation {
    /// -1 leaves an owner.
    var user: UInt32? { offset == -1 ? nil : UInt32(truncatingIfNeeded: offset) }
    var group: UInt32? { length == -1 ? nil : UInt32(truncatingIfNeeded: length) }

    var times: (TimeChange, TimeChange) {
        let pick = { (code: UInt32, seconds: Int) -> TimeChange in
            code == 0 ? .to(FileTime(seconds: seconds)) : code == 1 ? .now : .omit
        }
        return (pick(mode % 3, offset), pick(mode / 3 % 3, length))
    }
}

extension FileStatus {
    var text: [UInt8] {
        Array(
            ("mode=\(String(mode, radix: 8)) links=\(links) user=\(ownership.user) group=\(ownership.group)"
                + " size=\(size) blocks=\(blocks)").utf8)
    }
}

extension FileSystemUsage {
    var text: [UInt8] {
        Array("blocks=\(blocks) free=\(freeBlocks) nodes=\(nodes) freeNodes=\(freeNodes)".utf8)
    }
}

extension MemoryFileSystem {
    /// A directory that is there before any tree is.
    func make(directory name: String, _ owner: Identity) throws {
        _ = try root.make(
            .directory, named: FileName(name),
            ownership: Ownership(permissions: 0o755, user: owner.user, group: owner.group))
    }
}
