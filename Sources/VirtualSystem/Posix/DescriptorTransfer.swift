internal import Glibc
internal import Policy
internal import PythonRuntime
internal import VirtualFileSystem

extension PosixSystem {
    /// Reads into a buffer; 0 at the end. Waits where nothing has arrived yet.
    func read(
        _ descriptor: Int, into room: UnsafeMutableRawBufferPointer, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        switch try descriptors.file(descriptor) {
        case .input:
            guard services.policy.grantsStandardInput, let host = services.host, !room.isEmpty else { return 0 }
            output.flush()
            try lock.checkInterrupts()
            let bytes = lock.released { host.readStandardInput(atMost: room.count) }.prefix(room.count)
            try lock.checkInterrupts()
            room.copyBytes(from: bytes)
            return bytes.count
        case .output: throw PythonError.system(EBADF)
        case .file(let file):
            do throws(FileError) { return try file.read(into: room) } catch { throw PythonError.system(error.number) }
        case .source(let source):
            let count = source.read(at: source.offset, into: room)
            source.offset += count
            return count
        case .end(let end): return try read(end, into: room, lock)
        }
    }

    private func read(
        _ end: SocketEnd, into room: UnsafeMutableRawBufferPointer, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        guard end.kind != .pipeWriter else { throw PythonError.system(EBADF) }
        while true {
            try wait(end, lock) { end.isReadable }
            // Another thread may have been faster.
            let bytes: [UInt8]? = SocketPairs.shared.monitor.change {
                end.isReadable ? end.incoming.read(atMost: room.count, keeping: false) : nil
            }
            if let bytes {
                room.copyBytes(from: bytes.prefix(room.count))
                return min(bytes.count, room.count)
            }
        }
    }

    /// A `bytes` object of at most so many.
    func readBytes(
        _ descriptor: Int, atMost count: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        // What is asked for may be far more than there is, and room for it must not be taken.
        let size = min(count, try sizeHint(descriptor, for: count))
        return try lock.bytes(atMost: size) { room throws(PythonError) in
            try read(descriptor, into: room, lock: lock)
        }
    }

    private func sizeHint(_ descriptor: Int, for count: Int) throws(PythonError) -> Int {
        guard count > 1 << 16 else { return count }
        switch try descriptors.file(descriptor) {
        case .file(let file) where file.kind == .regular:
            guard let size = try? file.status().size else { return count }
            // A file may have grown meanwhile: what is beyond is left for the next call.
            return max(1, size - min(size, file.offset))
        case .input: return 1 << 20
        case .end: return ByteQueue.capacity
        default: return count
        }
    }

    /// All bytes up to the end.
    func readAll(_ descriptor: Int, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        var expected = 1 << 16
        if case .file(let file) = try descriptors.file(descriptor), file.kind == .regular,
            let size = try? file.status().size, size > file.offset
        {
            // One more, so that a file of that size is known to be at its end without growing the room.
            expected = min(size - file.offset, .max - 1) + 1
        }
        var total = 0
        return try lock.bytes(growingFrom: expected) { room throws(PythonError) in
            do throws(PythonError) {
                let count = try read(descriptor, into: room, lock: lock)
                total += count
                return count
            } catch {
                // What arrived already is not lost where nothing more can be waited for.
                guard error.systemNumber == EAGAIN, total > 0 else { throw error }
                return 0
            }
        }
    }

    /// Returns how many bytes were taken. What is not for `atOnce` may be seen a little later.
    func write(
        _ object: borrowing PythonReference, to descriptor: Int, atOnce: Bool = true, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        switch try descriptors.file(descriptor) {
        case .output(let stream):
            let count = try output.write(object, to: stream, lock: lock)
            if atOnce { output.flush() }
            return count
        case .input, .source: throw PythonError.system(EBADF)
        case .file(let file):
            return try ask(object) { bytes throws(FileError) in try file.write(from: bytes) }
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

    /// Lends the bytes of an object to the tree.
    func ask<Answer>(
        _ object: borrowing PythonReference, _ question: (UnsafeRawBufferPointer) throws(FileError) -> Answer
    ) throws(PythonError) -> Answer {
        let result = try object.withBytes { bytes -> Result<Answer, FileError> in
            do throws(FileError) { return .success(try question(bytes)) } catch { return .failure(error) }
        }
        return try ask { () throws(FileError) in try result.get() }
    }

    private func wait(
        _ end: SocketEnd, _ lock: borrowing InterpreterLock, _ isReady: () -> Bool
    ) throws(PythonError) {
        let monitor = SocketPairs.shared.monitor
        if monitor.withLock(isReady) { return }
        guard end.isBlocking else { throw PythonError.system(EAGAIN) }
        output.flush()
        while !lock.released({ monitor.wait(until: .never, isReady) }) { try lock.checkInterrupts() }
    }

    /// Returns the new position.
    func seek(_ descriptor: Int, by offset: Int, from whence: Int) throws(PythonError) -> Int {
        switch try descriptors.file(descriptor) {
        case .input, .output, .end: throw PythonError.system(ESPIPE)
        case .file(let file):
            guard let origin = OpenFile.Origin(rawValue: whence) else { throw PythonError.system(EINVAL) }
            return try ask { () throws(FileError) in try file.seek(by: offset, from: origin) }
        case .source(let source):
            let origin: Int
            switch whence {
            case Int(SEEK_SET): origin = 0
            case Int(SEEK_CUR): origin = source.offset
            case Int(SEEK_END): origin = source.content.count
            default: throw PythonError.system(EINVAL)
            }
            let (position, overflows) = origin.addingReportingOverflow(offset)
            guard !overflows, position >= 0 else { throw PythonError.system(EINVAL) }
            source.offset = position
            return position
        }
    }

    func result(ofDescriptor descriptor: Int, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let status: FileStatus
        switch try descriptors.file(descriptor) {
        case .file(let file): status = try ask { () throws(FileError) in try file.status() }
        case .source(let source): status = source.status
        case .input, .output: return try result(of: Self.streamStatus(inode: descriptor + 8), lock: lock)
        case .end(let end):
            let socketMode = 0o140777
            return try result(
                of: Self.streamStatus(inode: descriptor), mode: end.kind == .socket ? socketMode : nil, lock: lock)
        }
        return try result(of: status, lock: lock)
    }

    private static func streamStatus(inode: Int) -> FileStatus {
        let past = FileTime(seconds: 0)
        return FileStatus(
            kind: .pipe, ownership: Ownership(permissions: 0o600, user: 1000, group: 1000), inode: inode, accessed: past,
            modified: past, changed: past)
    }

    /// Opens what is in the tree; `flags` are those of `open(2)`.
    func open(
        _ path: borrowing PathArgument, flags: Int, mode: Int = 0o666, _ call: borrowing NativeCall,
        directoryDescriptor: Int? = nil
    ) throws(PythonError) -> Int {
        guard descriptors.hasRoom else { throw path.failure(EMFILE, call.lock) }
        let flags = OpenFlags(rawValue: flags)
        let base = try base(path, call, directoryDescriptor: directoryDescriptor)
        let file: OpenFile
        do throws(FileError) {
            file = try tree.open(path.bytes, flags, mode: mode, from: base)
        } catch {
            let isReading = flags.isDisjoint(with: [.writeOnly, .readWrite, .create, .truncate])
            if isReading, let source = loadedSource(path.bytes, after: error) { return try descriptors.add(.source(source)) }
            // A script that writes where it always does shall learn of the grant, not of a missing folder.
            let hidesGrant = !isGranted && flags.contains(.create) && error.number == ENOENT
            throw path.failure(hidesGrant ? EROFS : error.number, call.lock)
        }
        return try descriptors.add(.file(file))
    }
}
