internal import Glibc
internal import Policy
internal import PythonRuntime

/// `open`, `read`, `write` and what else works on descriptors.
struct DescriptorFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "open", "(path, flags, mode=511, *, dir_fd=None)", "Open a file of the virtual tree; returns a descriptor."
        ) { call throws(PythonError) in try Self.open(system, call) }
        try module.function("close", "(fd)", "Close a file descriptor.") { call throws(PythonError) in
            try system.descriptors.close(call.integer(0))
            return call.lock.none
        }
        try module.function(
            "closerange", "(fd_low, fd_high, /)", "Closes all descriptors in [fd_low, fd_high), ignoring errors."
        ) { call throws(PythonError) in
            let first = try max(call.integer(0), 0)
            let end = try min(call.integer(1), DescriptorTable.limit)
            for descriptor in first..<max(first, end) { try? system.descriptors.close(descriptor) }
            return call.lock.none
        }
        try module.function("read", "(fd, length, /)", "Read at most length bytes from a descriptor.") {
            call throws(PythonError) in try Self.read(system, call)
        }
        try module.function("write", "(fd, data, /)", "Write bytes to a descriptor; returns how many.") {
            call throws(PythonError) in try Self.write(system, call)
        }
        try module.function("lseek", "(fd, position, whence, /)", "Set the position of a descriptor; returns it.") {
            call throws(PythonError) in try Self.seek(system, call)
        }
        try module.function("fstat", "(fd)", "Perform a stat system call on the given file descriptor.") {
            call throws(PythonError) in try system.result(of: system.status(ofDescriptor: call.integer(0)), lock: call.lock)
        }
        try module.function("isatty", "(fd, /)", "Return True if the fd is connected to a terminal: never.") {
            call throws(PythonError) in
            _ = try call.integer(0)
            return call.lock.bool(false)
        }
        try module.function("device_encoding", "(fd)", "The encoding of a terminal's descriptor: always None.") {
            call throws(PythonError) in
            _ = try call.integer(0)
            return call.lock.none
        }
        for name in ["fsync", "fdatasync"] {
            try module.function(name, "(fd)", "Force write of fd to disk.") { call throws(PythonError) in
                _ = try system.descriptors.file(system.descriptor(call, 0))
                return call.lock.none
            }
        }
        try module.function("get_inheritable", "(fd, /)", "Get the close-on-exec flag of a descriptor.") {
            call throws(PythonError) in
            _ = try system.descriptors.file(call.integer(0))
            return call.lock.bool(false)
        }
        try module.function("set_inheritable", "(fd, inheritable, /)", "Set the inheritable flag; no process inherits.") {
            call throws(PythonError) in
            _ = try system.descriptors.file(call.integer(0))
            return call.lock.none
        }
        try module.function("get_blocking", "(fd, /)", "Get the blocking mode of a descriptor.") {
            call throws(PythonError) in
            _ = try system.descriptors.file(call.integer(0))
            return call.lock.bool(true)
        }
        try module.function("ftruncate", "(fd, length, /)", "Truncate a file: refused.") { call throws(PythonError) in
            _ = try system.descriptors.file(call.integer(0))
            throw PythonError.system(EROFS, note: PathArgument.readOnlyNote)
        }
    }

    private static func open(
        _ system: PosixSystem, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let path = try system.path(call, 0)
        let flags = try call.integer(1)
        let has = { (flag: Int32) in flags & Int(flag) != 0 }
        let found = try system.locate(path, call, directoryDescriptor: 3, followingLink: !has(O_NOFOLLOW))
        guard let status = found.status else { throw path.failure(has(O_CREAT) ? EROFS : ENOENT, call.lock) }
        if has(O_CREAT), has(O_EXCL) { throw path.failure(EEXIST, call.lock) }
        let temporaryFile = 0o20000000
        let isWriting = flags & Int(O_ACCMODE) != 0 || has(O_TRUNC)
        if flags & temporaryFile != 0 { throw path.failure(EROFS, call.lock) }
        if status.kind == .directory {
            guard !isWriting, !has(O_CREAT) else { throw path.failure(EISDIR, call.lock) }
            return try call.lock.integer(system.descriptors.add(.directory(found.path)))
        }
        if has(O_DIRECTORY) { throw path.failure(ENOTDIR, call.lock) }
        if status.kind == .link { throw path.failure(ELOOP, call.lock) }
        if isWriting { throw path.failure(EROFS, call.lock) }
        let contents: [UInt8]
        do {
            contents = try system.tree.contents(of: found.path)
        } catch {
            throw path.failure(error.number, call.lock)
        }
        return try call.lock.integer(system.descriptors.add(.bytes(contents, found.path)))
    }

    private static func read(
        _ system: PosixSystem, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let descriptor = try call.integer(0)
        let length = try call.integer(1)
        guard length >= 0 else { throw PythonError.system(EINVAL) }
        let file = try system.descriptors.file(descriptor)
        switch file.content {
        case .stream:
            guard descriptor == 0 else { throw PythonError.system(EBADF) }
            guard system.services.policy.grantsStandardInput, let host = system.services.host, length > 0 else {
                return try call.lock.bytes([])
            }
            let bytes = call.lock.released { host.readStandardInput(atMost: length) }
            return try call.lock.bytes(bytes)
        case .directory:
            throw PythonError.system(EISDIR)
        case .bytes(let contents, _):
            let start = min(file.position, contents.count)
            let end = start + min(length, contents.count - start)
            file.position = max(file.position, end)
            return try call.lock.bytes(Array(contents[start..<end]))
        }
    }

    private static func write(
        _ system: PosixSystem, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let descriptor = try call.integer(0)
        let data = call.object(1)
        guard case .stream = try system.descriptors.file(descriptor).content, descriptor != 0 else {
            throw PythonError.system(EBADF)
        }
        let stream: OutputStream = descriptor == 1 ? .standardOutput : .standardError
        let host = system.services.host
        // The buffer stays locked: another thread may change its bytes meanwhile, but not its size.
        let count = try data.withBytes { bytes in
            call.lock.released { host?.write(bytes, to: stream) }
            return bytes.count
        }
        return try call.lock.integer(count)
    }

    private static func seek(
        _ system: PosixSystem, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let offset = try call.integer(1)
        let whence = try call.integer(2)
        let file = try system.descriptors.file(call.integer(0))
        let origin: Int
        switch (file.content, whence) {
        case (.stream, _): throw PythonError.system(ESPIPE)
        case (_, Int(SEEK_SET)): origin = 0
        case (_, Int(SEEK_CUR)): origin = file.position
        case (.bytes(let contents, _), Int(SEEK_END)): origin = contents.count
        default: throw PythonError.system(EINVAL)
        }
        let (position, overflows) = origin.addingReportingOverflow(offset)
        guard !overflows, position >= 0 else { throw PythonError.system(EINVAL) }
        file.position = position
        return try call.lock.integer(position)
    }
}

extension PosixSystem {
    /// A descriptor, or what has a `fileno()`.
    func descriptor(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> Int {
        let given = call.object(index)
        return given.isInteger ? try given.integer() : try given.callMethod("fileno").integer()
    }

    func status(ofDescriptor descriptor: Int) throws(PythonError) -> FileStatus {
        let path: TreePath
        switch try descriptors.file(descriptor).content {
        case .stream: return FileStatus(kind: .pipe, permissions: 0o600, inode: descriptor + 8)
        case .directory(let folder): path = folder
        case .bytes(_, let file): path = file
        }
        do {
            return try tree.status(of: path)
        } catch {
            throw PythonError.system(error.number)
        }
    }
}
