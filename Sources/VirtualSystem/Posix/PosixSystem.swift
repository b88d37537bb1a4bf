internal import Glibc
internal import PythonRuntime

/// The state behind the functions of the virtual `posix`: the tree, the current folder, the descriptors.
/// Only touched under the interpreter lock.
final class PosixSystem {
    unowned let services: any InterpreterServices
    let output: ScriptOutput
    let tree: any FileTree
    let descriptors = DescriptorTable()
    var folder: TreePath
    let fspath: KeptReference
    private let statResult: KeptReference
    private let fileSystemResult: KeptReference

    init(
        services: any InterpreterServices, output: ScriptOutput, tree: any FileTree, folder: TreePath,
        lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let real = try PythonModule.namespace(of: services.hiddenModule("posix", lock: lock))
        guard let statResult = try real.value(forKey: "stat_result"), let fspath = try real.value(forKey: "fspath"),
            let fileSystemResult = try real.value(forKey: "statvfs_result")
        else {
            throw PythonError(.systemError, "the real posix module lacks stat_result, statvfs_result or fspath")
        }
        self.services = services
        self.output = output
        self.tree = tree
        self.folder = folder
        self.statResult = KeptReference(statResult)
        self.fileSystemResult = KeptReference(fileSystemResult)
        self.fspath = KeptReference(fspath)
    }

    /// The folder that a relative path starts from: that of `dir_fd`, where one is given.
    func base(_ call: borrowing NativeCall, directoryDescriptor index: Int?) throws(PythonError) -> TreePath {
        guard let index, call.hasValue(index) else { return folder }
        guard let path = try descriptors.file(call.integer(index)).directory else { throw PythonError.system(ENOTDIR) }
        return path
    }

    /// Resolves a path argument; the status is `nil` where only the last name does not exist.
    func locate(
        _ argument: borrowing PathArgument, _ call: borrowing NativeCall, directoryDescriptor: Int? = nil,
        followingLink: Bool = true
    ) throws(PythonError) -> (path: TreePath, status: FileStatus?) {
        let base = try argument.isAbsolute ? TreePath.root : base(call, directoryDescriptor: directoryDescriptor)
        do {
            return try tree.locate(argument.bytes, from: base, followingLastLink: followingLink)
        } catch {
            throw argument.failure(error.number, call.lock)
        }
    }

    /// The same for a path that must exist.
    func existing(
        _ argument: borrowing PathArgument, _ call: borrowing NativeCall, directoryDescriptor: Int? = nil,
        followingLink: Bool = true
    ) throws(PythonError) -> (path: TreePath, status: FileStatus) {
        let found = try locate(
            argument, call, directoryDescriptor: directoryDescriptor, followingLink: followingLink)
        guard let status = found.status else { throw argument.failure(ENOENT, call.lock) }
        return (found.path, status)
    }

    /// Records that the script was refused a change, and returns the error for it.
    func refuseChange(_ operation: String) -> PythonError {
        PythonError.system(EROFS, note: readOnlyText(operation))
    }

    func readOnlyText(_ operation: String) -> String {
        services.deny(
            operation: operation, rule: "the read-only tree",
            remedy: "this run was granted no files; the caller of the run grants them")
    }

    /// The directory that a path or a descriptor names.
    func directory(
        _ argument: borrowing PathArgument, _ call: borrowing NativeCall
    ) throws(PythonError) -> TreePath {
        if let descriptor = argument.descriptor {
            guard let path = try descriptors.file(descriptor).directory else {
                throw argument.failure(ENOTDIR, call.lock)
            }
            return path
        }
        let found = try existing(argument, call)
        guard found.status.kind == .directory else { throw argument.failure(ENOTDIR, call.lock) }
        return found.path
    }

    /// An `os.stat_result` with all fields: without the last ones, `st_mtime_ns` would be `None`.
    func result(of status: FileStatus, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let fields = try lock.list()
        let links = status.kind == .directory ? 2 : 1
        for value in [status.kind.mode | status.permissions, status.inode, 1, links, 1000, 1000, status.size] {
            try fields.append(lock.integer(value))
        }
        for _ in 0..<3 { try fields.append(lock.integer(status.modified)) }
        for _ in 0..<3 { try fields.append(lock.float(Double(status.modified))) }
        for _ in 0..<3 { try fields.append(lock.integer(status.modified * 1_000_000_000)) }
        for value in [4096, (status.size + 511) / 512, 0] { try fields.append(lock.integer(value)) }
        return try statResult.reference.call(fields.asTuple())
    }

    /// An `os.statvfs_result` of a read-only file system without blocks or inodes to spare.
    func fileSystemStatus(lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let (blockSize, readOnly, longestName) = (4096, 1, 255)
        return try fileSystemResult.reference.call(
            lock.tuple(ofIntegers: [blockSize, blockSize, 0, 0, 0, 0, 0, 0, readOnly, longestName, 1]))
    }
}
