internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// `pread` and `pwrite`, and the functions that read into and write from several buffers at a time.
struct TransferFunctions {
    let system: PosixSystem
    /// `IOV_MAX`
    static let mostBuffers = 1_024

    func add(to module: borrowing NativeModule) throws(PythonError) {
        try addTransfersAt(to: module)
        try addReading(to: module)
        try addWriting(to: module)
        try addAdvice(to: module)
    }

    private func addTransfersAt(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("pread", "(fd, length, offset, /)", "Read bytes of a file at an offset.") {
            call throws(PythonError) in
            let length = try call.integer(1)
            guard length >= 0 else { throw PythonError.system(EINVAL) }
            return try system.readBytes(call.integer(0), atMost: length, at: call.integer(2), lock: call.lock)
        }
        try module.function("pwrite", "(fd, buffer, offset, /)", "Write bytes to a file at an offset.") {
            call throws(PythonError) in
            let file = try system.positionedFile(call.integer(0), isWriting: true)
            let offset = try call.integer(2)
            return try call.lock.integer(
                system.ask(call.object(1)) { bytes throws(FileError) in try file.write(at: offset, from: bytes) })
        }
    }

    private func addReading(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("readv", "(fd, buffers, /)", "Read from a descriptor into several buffers; returns how many bytes.") {
            call throws(PythonError) in
            let descriptor = try call.integer(0)
            let buffers = try Buffers(call, 1)
            let bytes = try system.readBytes(descriptor, atMost: buffers.size, lock: call.lock)
            return try call.lock.integer(buffers.fill(from: bytes))
        }
        try module.function(
            "preadv", "(fd, buffers, offset, flags=0, /)", "Read from a file at an offset into several buffers."
        ) { call throws(PythonError) in
            let buffers = try Buffers(call, 1)
            try Self.requireKnown(call.integer(3, default: 0))
            let bytes = try system.readBytes(call.integer(0), atMost: buffers.size, at: call.integer(2), lock: call.lock)
            return try call.lock.integer(buffers.fill(from: bytes))
        }
    }

    private func addWriting(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("writev", "(fd, buffers, /)", "Write several buffers to a descriptor; returns how many bytes.") {
            call throws(PythonError) in
            let bytes = try call.lock.bytes(Buffers(call, 1).joined())
            return try call.lock.integer(system.write(bytes, to: call.integer(0), lock: call.lock))
        }
        try module.function(
            "pwritev", "(fd, buffers, offset, flags=0, /)", "Write several buffers to a file at an offset."
        ) { call throws(PythonError) in
            let bytes = try Buffers(call, 1).joined()
            try Self.requireKnown(call.integer(3, default: 0))
            let file = try system.positionedFile(call.integer(0), isWriting: true)
            let offset = try call.integer(2)
            let count = try system.ask { () throws(FileError) in
                var result = Result<Int, FileError>.success(0)
                bytes.withUnsafeBytes { bytes in
                    do throws(FileError) {
                        result = .success(try file.write(at: offset, from: bytes))
                    } catch {
                        result = .failure(error)
                    }
                }
                return try result.get()
            }
            return try call.lock.integer(count)
        }
    }

    /// Hints about how soon and how safely are heard and change nothing.
    private static func requireKnown(_ flags: Int) throws(PythonError) {
        let hints = 0x1 | 0x2 | 0x4
        guard flags & ~hints == 0 else { throw PythonError.system(EOPNOTSUPP) }
    }

    private func addAdvice(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "posix_fadvise", "(fd, offset, length, advice, /)", "Announce how a file will be read; changes nothing."
        ) { call throws(PythonError) in
            _ = try system.positionedFile(call.integer(0), isWriting: false)
            let (length, advice) = try (call.integer(2), call.integer(3))
            _ = try call.integer(1)
            guard length >= 0, (0...5).contains(advice) else { throw PythonError.system(EINVAL) }
            return call.lock.none
        }
        try module.function("sync", "()", "Force write of everything to disk: there is none.") { call throws(PythonError) in
            call.lock.none
        }
    }
}

/// A sequence of objects that offer bytes.
private struct Buffers {
    private let items: KeptReference
    /// In bytes, of all.
    let size: Int
    private let count: Int

    init(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) {
        let given = call.object(index)
        guard given.isSequence else {
            throw PythonError(.typeError, "\(call.functionName)() arg 2 must be a sequence")
        }
        // A tuple of our own: nobody takes an element away while others are asked.
        let items = try given.asTuple()
        count = try items.count()
        guard count <= TransferFunctions.mostBuffers else { throw PythonError.system(EINVAL) }
        var size = 0
        for index in 0..<count {
            let (sum, overflows) = try size.addingReportingOverflow(items.tupleItem(index).withBytes { $0.count })
            guard !overflows else { throw PythonError.system(EINVAL) }
            size = sum
        }
        self.items = KeptReference(items)
        self.size = size
    }

    /// Returns how many bytes found room.
    func fill(from bytes: borrowing PythonReference) throws(PythonError) -> Int {
        let content = try bytes.bytes()
        var start = 0
        for index in 0..<count where start < content.count {
            let item = try items.reference.tupleItem(index)
            start += try item.withWritableBytes { room throws(PythonError) -> Int in
                let part = content[start...].prefix(room.count)
                room.copyBytes(from: part)
                return part.count
            }
        }
        return start
    }

    func joined() throws(PythonError) -> [UInt8] {
        try MemoryGuard.requireRoom(size)
        var result: [UInt8] = []
        result.reserveCapacity(size)
        for index in 0..<count { result += try items.reference.tupleItem(index).bytes() }
        return result
    }
}

extension PosixSystem {
    /// What has positions that one can read and write at: ESPIPE otherwise.
    func positionedFile(_ descriptor: Int, isWriting: Bool) throws(PythonError) -> OpenFile {
        if isWriting, case .source = try descriptors.file(descriptor) { throw PythonError.system(EBADF) }
        return try descriptors.treeFile(descriptor, otherwise: ESPIPE)
    }

    /// A `bytes` object of at most so many, from an offset.
    func readBytes(
        _ descriptor: Int, atMost length: Int, at offset: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        if case .source(let source) = try descriptors.file(descriptor) {
            guard offset >= 0 else { throw PythonError.system(EINVAL) }
            return try lock.bytes(atMost: min(length, source.content.count)) { room throws(PythonError) in
                source.read(at: offset, into: room)
            }
        }
        let file = try positionedFile(descriptor, isWriting: false)
        // What is asked for may be far more than there is, and room for it must not be taken.
        let size = try ask { () throws(FileError) in try file.status().size }
        return try lock.bytes(atMost: min(length, max(0, size - min(size, max(0, offset))))) { room throws(PythonError) in
            try ask { () throws(FileError) in try file.read(at: offset, into: room) }
        }
    }
}
