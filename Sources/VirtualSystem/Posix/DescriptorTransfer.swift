internal import Glibc
internal import Policy
internal import PythonRuntime

extension PosixSystem {
    /// Empty at the end; waits where nothing has arrived yet.
    func read(
        _ descriptor: Int, atMost count: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> [UInt8] {
        let file = try descriptors.file(descriptor)
        switch file.content {
        case .input:
            guard services.policy.grantsStandardInput, let host = services.host, count > 0 else { return [] }
            output.flush()
            return lock.released { host.readStandardInput(atMost: count) }
        case .output: throw PythonError.system(EBADF)
        case .directory: throw PythonError.system(EISDIR)
        case .bytes(let contents, _):
            let start = min(file.position, contents.count)
            let end = start + min(count, contents.count - start)
            file.position = max(file.position, end)
            return Array(contents[start..<end])
        case .end(let end):
            guard end.kind != .pipeWriter else { throw PythonError.system(EBADF) }
            while true {
                try wait(end, lock) { end.isReadable }
                // Another thread may have been faster.
                let bytes: [UInt8]? = SocketPairs.shared.monitor.change {
                    end.isReadable ? end.incoming.read(atMost: count, keeping: false) : nil
                }
                if let bytes { return bytes }
            }
        }
    }

    /// Returns how many bytes were taken.
    func write(
        _ object: borrowing PythonReference, to descriptor: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        switch try descriptors.file(descriptor).content {
        case .output(let stream):
            let count = try output.write(object, to: stream, lock: lock)
            output.flush()
            return count
        case .input, .directory, .bytes: throw PythonError.system(EBADF)
        case .end(let end):
            guard end.kind != .pipeReader else { throw PythonError.system(EBADF) }
            let bytes = try object.withBytes { Array($0.prefix(ByteQueue.capacity)) }
            while true {
                try wait(end, lock) { end.isWritable }
                let accepted: Int? = SocketPairs.shared.monitor.change {
                    let queue = end.outgoing
                    return queue.isReaderClosed || queue.isWriterClosed ? nil : queue.append(bytes[...])
                }
                guard let accepted else { throw PythonError.system(EPIPE) }
                if accepted > 0 || bytes.isEmpty { return accepted }
            }
        }
    }

    private func wait(
        _ end: SocketEnd, _ lock: borrowing InterpreterLock, _ isReady: () -> Bool
    ) throws(PythonError) {
        let monitor = SocketPairs.shared.monitor
        if monitor.withLock(isReady) { return }
        guard end.isBlocking else { throw PythonError.system(EAGAIN) }
        output.flush()
        _ = lock.released { monitor.wait(until: .never, isReady) }
    }

    /// Returns the new position.
    func seek(_ descriptor: Int, by offset: Int, from whence: Int) throws(PythonError) -> Int {
        let file = try descriptors.file(descriptor)
        let origin: Int
        switch (file.content, whence) {
        case (.input, _), (.output, _), (.end, _): throw PythonError.system(ESPIPE)
        case (_, Int(SEEK_SET)): origin = 0
        case (_, Int(SEEK_CUR)): origin = file.position
        case (.bytes(let contents, _), Int(SEEK_END)): origin = contents.count
        default: throw PythonError.system(EINVAL)
        }
        let (position, overflows) = origin.addingReportingOverflow(offset)
        guard !overflows, position >= 0 else { throw PythonError.system(EINVAL) }
        file.position = position
        return position
    }

    func status(ofDescriptor descriptor: Int) throws(PythonError) -> FileStatus {
        let path: TreePath
        switch try descriptors.file(descriptor).content {
        case .input, .output: return FileStatus(kind: .pipe, permissions: 0o600, inode: descriptor + 8)
        case .end(let end):
            let kind: FileStatus.Kind = end.kind == .socket ? .socket : .pipe
            return FileStatus(kind: kind, permissions: end.kind == .socket ? 0o777 : 0o600, inode: descriptor)
        case .directory(let folder): path = folder
        case .bytes(_, let file): path = file
        }
        do {
            return try tree.status(of: path)
        } catch {
            throw PythonError.system(error.number)
        }
    }

    /// Opens what is in the tree; `flags` are those of `open(2)`.
    func open(
        _ path: borrowing PathArgument, flags: Int, _ call: borrowing NativeCall, directoryDescriptor: Int? = nil
    ) throws(PythonError) -> Int {
        let has = { (flag: Int32) in flags & Int(flag) != 0 }
        let base = try path.isAbsolute ? TreePath.root : base(call, directoryDescriptor: directoryDescriptor)
        let found: (path: TreePath, status: FileStatus?)
        do throws(FileError) {
            found = try tree.locate(path.bytes, from: base, followingLastLink: !has(O_NOFOLLOW))
        } catch {
            // A script that writes where it always does shall learn of the grant, not of a missing folder.
            throw path.failure(has(O_CREAT) && error.number == ENOENT ? EROFS : error.number, call.lock)
        }
        guard let status = found.status else { throw path.failure(has(O_CREAT) ? EROFS : ENOENT, call.lock) }
        if has(O_CREAT), has(O_EXCL) { throw path.failure(EEXIST, call.lock) }
        let temporaryFile = 0o20000000
        let isWriting = flags & Int(O_ACCMODE) != 0 || has(O_TRUNC)
        if flags & temporaryFile != 0 { throw path.failure(EROFS, call.lock) }
        if status.kind == .directory {
            guard !isWriting, !has(O_CREAT) else { throw path.failure(EISDIR, call.lock) }
            return try descriptors.add(.directory(found.path))
        }
        if has(O_DIRECTORY) { throw path.failure(ENOTDIR, call.lock) }
        if status.kind == .link { throw path.failure(ELOOP, call.lock) }
        if isWriting { throw path.failure(EROFS, call.lock) }
        let contents: [UInt8]
        do {
            contents = try tree.contents(of: found.path)
        } catch {
            throw path.failure(error.number, call.lock)
        }
        return try descriptors.add(.bytes(contents, found.path))
    }
}
