internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// The state behind the functions of the virtual `posix`: the tree and the descriptors. Only touched under the
/// interpreter lock.
final class PosixSystem {
    unowned let services: any InterpreterServices
    let output: ScriptOutput
    private(set) var tree = ScriptTree.empty()
    /// Whether the run was granted files.
    private(set) var isGranted = false
    let descriptors = DescriptorTable()
    let fspath: KeptReference
    private let statResult: KeptReference
    private let fileSystemResult: KeptReference

    init(
        services: any InterpreterServices, output: ScriptOutput, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let real = try PythonModule.namespace(of: services.hiddenModule("posix", lock: lock))
        guard let statResult = try real.value(forKey: "stat_result"), let fspath = try real.value(forKey: "fspath"),
            let fileSystemResult = try real.value(forKey: "statvfs_result")
        else {
            throw PythonError(.systemError, "the real posix module lacks stat_result, statvfs_result or fspath")
        }
        self.services = services
        self.output = output
        self.statResult = KeptReference(statResult)
        self.fileSystemResult = KeptReference(fileSystemResult)
        self.fspath = KeptReference(fspath)
    }

    /// Shows the script what it was granted, before it runs.
    func show(_ granted: VirtualFileSystem, openFiles: Int) {
        tree = granted
        isGranted = true
        descriptors.limit = openFiles
    }

    // MARK: Paths

    /// What a relative path starts from: the directory of `dir_fd`, where one is given.
    func base(
        _ path: borrowing PathArgument, _ call: borrowing NativeCall, directoryDescriptor index: Int?
    ) throws(PythonError) -> PathBase {
        guard let index, call.hasValue(index) else { return .workingDirectory }
        guard call.object(index).isIndex else {
            throw PythonError(.typeError, "argument should be integer or None, not \(call.object(index).typeName())")
        }
        let descriptor = try PathArgument.descriptor(call.object(index))
        guard !path.isAbsolute else { return .workingDirectory }
        switch descriptors.find(descriptor) {
        case .file(let file): return .file(file)
        case nil: return .badDescriptor
        default: throw path.failure(ENOTDIR, call.lock)
        }
    }

    /// Asks the tree about a path; what it refuses becomes the `OSError` that names the path.
    func ask<Answer>(
        _ path: borrowing PathArgument, _ call: borrowing NativeCall, _ question: () throws(FileError) -> Answer
    ) throws(PythonError) -> Answer {
        do throws(FileError) {
            return try question()
        } catch {
            throw path.failure(error.number, call.lock)
        }
    }

    /// The same for a function of two paths.
    func ask<Answer>(
        _ path: borrowing PathArgument, and other: borrowing PathArgument, _ call: borrowing NativeCall,
        _ question: () throws(FileError) -> Answer
    ) throws(PythonError) -> Answer {
        do throws(FileError) {
            return try question()
        } catch {
            throw path.failure(error.number, and: other, call.lock)
        }
    }

    /// The same for what is asked about a descriptor.
    func ask<Answer>(_ question: () throws(FileError) -> Answer) throws(PythonError) -> Answer {
        do throws(FileError) {
            return try question()
        } catch {
            throw refusal(error.number)
        }
    }

    func refusal(_ number: Int32) -> PythonError {
        number == EROFS ? PythonError.system(EROFS, note: readOnlyText("changing a file")) : PythonError.system(number)
    }

    /// Looks at a path. A source that the run loaded is there although no folder lists it, so that tracebacks and
    /// `inspect` find its lines.
    func status(
        of path: borrowing PathArgument, _ call: borrowing NativeCall, directoryDescriptor: Int?, followingLink: Bool
    ) throws(PythonError) -> FileStatus {
        let base = try base(path, call, directoryDescriptor: directoryDescriptor)
        do throws(FileError) {
            return try tree.status(of: path.bytes, from: base, followingLastLink: followingLink)
        } catch {
            if let source = loadedSource(path.bytes, after: error) { return source.status }
            throw path.failure(error.number, call.lock)
        }
    }

    /// The source that a path leads to where the tree has nothing.
    func loadedSource(_ path: [UInt8], after error: FileError) -> LoadedSource? {
        guard error.number == ENOENT || error.number == ENOTDIR else { return nil }
        let folder = (try? tree.workingDirectoryPath()) ?? ScriptTree.startFolder
        return LoadedSource(path, from: folder, source: services.loadedSource)
    }

    /// Records that the script was refused a change, and returns the text for it.
    func readOnlyText(_ operation: String) -> String {
        if isGranted {
            return services.deny(
                operation: operation, rule: "a read-only mount",
                remedy: "--mount HOST:VIRTUAL:rw lets a script change it, :overlay in memory")
        }
        return services.deny(
            operation: operation, rule: "the read-only tree",
            remedy: "this run was granted no files; --mount and --scratch grant some")
    }

    // MARK: Results

    /// An `os.stat_result` with all fields: without the last ones, `st_mtime_ns` would be `None`.
    func result(
        of status: FileStatus, mode: Int? = nil, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        var fields = try StructSequence(ofType: statResult.reference)
        try fields.append(lock.integer(mode ?? status.mode))
        try fields.append(lock.integer(status.inode))
        try fields.append(lock.integer(status.device))
        try fields.append(lock.integer(status.links))
        try fields.append(lock.integer(Int(status.ownership.user)))
        try fields.append(lock.integer(Int(status.ownership.group)))
        try fields.append(lock.integer(status.size))
        try fields.append(lock.integer(status.accessed.seconds))
        try fields.append(lock.integer(status.modified.seconds))
        try fields.append(lock.integer(status.changed.seconds))
        try fields.append(Self.seconds(status.accessed, lock))
        try fields.append(Self.seconds(status.modified, lock))
        try fields.append(Self.seconds(status.changed, lock))
        try fields.append(Self.nanoseconds(status.accessed, lock))
        try fields.append(Self.nanoseconds(status.modified, lock))
        try fields.append(Self.nanoseconds(status.changed, lock))
        try fields.append(lock.integer(FileStatus.transferSize))
        try fields.append(lock.integer(status.blocks))
        try fields.append(lock.integer(status.deviceNumber))
        return fields.finish()
    }

    private static func seconds(
        _ time: FileTime, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        try lock.float(Double(time.seconds) + 1e-9 * Double(time.nanoseconds))
    }

    private static func nanoseconds(
        _ time: FileTime, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let billion = 1_000_000_000
        let (whole, overflows) = time.seconds.multipliedReportingOverflow(by: billion)
        if !overflows { return try lock.integer(whole.addingReportingOverflow(time.nanoseconds).partialValue) }
        let product = try lock.integer(time.seconds).callMethod("__mul__", lock.integer(billion))
        return try product.callMethod("__add__", lock.integer(time.nanoseconds))
    }

    /// An `os.statvfs_result`.
    func result(of usage: FileSystemUsage, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let (size, longestName) = (FileStatus.blockSize, 255)
        return try fileSystemResult.reference.call(
            lock.tuple(ofIntegers: [
                size, size, usage.blocks, usage.freeBlocks, usage.freeBlocks, usage.nodes, usage.freeNodes, usage.freeNodes,
                usage.isReadOnly ? 1 : 0, longestName, 1,
            ]))
    }
}
