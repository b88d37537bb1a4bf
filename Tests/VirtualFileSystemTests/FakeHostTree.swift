import Glibc
@testable import VirtualFileSystem

/// A folder of a host that is no host: it is kept in memory, may be changed behind the tree's back, and
/// counts what it is asked.
final class FakeHostTree: HostTree {
    let files: VirtualFileSystem
    private(set) var questions = 0
    private(set) var openFiles = 0
    /// What a server with rights of its own tells of modes; for itself everything is open.
    private var permissions: [Int: Int] = [:]
    /// Answered to everything while it is set.
    var failure: FileError?

    init(_ files: VirtualFileSystem) {
        self.files = files
    }

    private func ask(_ path: [FileName]) throws(FileError) -> [UInt8] {
        questions += 1
        if let failure { throw failure }
        precondition(path.allSatisfy { !$0.bytes.isEmpty && !$0.bytes.contains(UInt8(ascii: "/")) })
        return path.flatMap { [UInt8(ascii: "/")] + $0.bytes } + (path.isEmpty ? [UInt8(ascii: "/")] : [])
    }

    func status(of path: [FileName]) throws(FileError) -> FileStatus {
        try told(files.status(of: ask(path), followingLastLink: false))
    }

    private func told(_ status: FileStatus) -> FileStatus {
        var status = status
        status.ownership.permissions = permissions[status.inode] ?? status.ownership.permissions
        return status
    }

    func entries(of path: [FileName]) throws(FileError) -> [DirectoryEntry] { try files.entries(of: ask(path)) }

    func linkTarget(of path: [FileName]) throws(FileError) -> [UInt8] { try files.linkTarget(of: ask(path)) }

    func open(_ path: [FileName], for access: HostAccess) throws(FileError) -> any HostFile {
        try FakeHostFile(files.open(ask(path), access == .reading ? .noFollow : [.noFollow, .writeOnly]), self)
    }

    func usage() -> FileSystemUsage { FileSystemUsage(blocks: 10, freeBlocks: 5, nodes: 10, freeNodes: 5) }

    func make(_ new: NewFile, at path: [FileName], permissions: Int) throws(FileError) {
        let text = try ask(path)
        _ = files.setCreationMask(0)
        switch new {
        case .directory: try files.makeDirectory(text, mode: 0o777)
        case .regular: _ = try files.open(text, [.create, .exclusive, .writeOnly], mode: 0o666)
        case .link(let target): try files.makeLink(to: target, at: text)
        case .pipe, .nullDevice: throw FileError(number: EPERM)
        }
        try self.permissions[files.status(of: text, followingLastLink: false).inode] = permissions
    }

    func remove(_ path: [FileName], isDirectory: Bool) throws(FileError) {
        if isDirectory { try files.removeDirectory(ask(path)) } else { try files.unlink(ask(path)) }
    }

    func rename(_ old: [FileName], to new: [FileName]) throws(FileError) {
        try files.rename(ask(old), to: ask(new))
    }

    func apply(_ change: AttributeChange, to path: [FileName]) throws(FileError) {
        let text = try ask(path)
        if let mode = change.permissions { try permissions[files.status(of: text).inode] = mode }
        try files.setTimes(
            of: text, accessed: change.accessed.map { .to($0) } ?? .omit,
            modified: change.modified.map { .to($0) } ?? .omit, followingLastLink: false)
    }

    func resize(_ path: [FileName], to size: Int) throws(FileError) { try files.truncate(ask(path), to: size) }

    final class FakeHostFile: HostFile {
        private let file: OpenFile
        private let tree: FakeHostTree

        init(_ file: OpenFile, _ tree: FakeHostTree) {
            self.file = file
            self.tree = tree
            tree.openFiles += 1
        }

        deinit {
            tree.openFiles -= 1
        }

        private func ask() throws(FileError) {
            tree.questions += 1
            if let failure = tree.failure { throw failure }
        }

        func status() throws(FileError) -> FileStatus { try tree.told(file.status()) }

        func apply(_ change: AttributeChange) throws(FileError) {
            try ask()
            if let mode = change.permissions { try tree.permissions[file.status().inode] = mode }
            try file.setTimes(
                accessed: change.accessed.map { .to($0) } ?? .omit, modified: change.modified.map { .to($0) } ?? .omit)
        }

        func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
            try ask()
            return try file.read(at: offset, into: buffer)
        }

        func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
            try ask()
            return try file.write(at: offset, from: buffer)
        }

        func resize(to size: Int) throws(FileError) { try file.truncate(to: size) }
    }
}
