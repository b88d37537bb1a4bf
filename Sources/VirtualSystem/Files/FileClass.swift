internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// What one `FileIO` of ours holds.
final class FileState {
    var mode: FileMode?
    /// `nil` when closed.
    var descriptor: Int?
    var closesDescriptor = true
}

/// `_io.FileIO`, over the descriptors of the script. The real one opens files of the machine.
struct FileClass {
    let type: NativeType<FileState>
    private let system: PosixSystem
    private let base: KeptReference
    private let unsupported: KeptReference

    init(
        functions: NativeFunctions, system: PosixSystem, realIO: borrowing PythonReference
    ) throws(PythonError) {
        type = try NativeType<FileState>(
            "_io.FileIO", functions: functions, base: realIO.attribute("_RawIOBase"), subclassable: true,
            signature: "(cls, *args, **kwargs)"
        ) { _ throws(PythonError) in FileState() }
        self.system = system
        base = KeptReference(try realIO.attribute("_RawIOBase"))
        unsupported = KeptReference(try realIO.attribute("UnsupportedOperation"))
        try addOpening()
        try addState()
        try addTransfers()
        try addPositions()
        _ = type.finish()
        type.trustWithBuffers()
    }

    private func addOpening() throws(PythonError) {
        let system = system
        try type.method("__init__", "(self, file, mode='r', closefd=True, opener=None)") { file, call throws(PythonError) in
            try Self.close(file, system)
            let mode = try FileMode(raw: call.isGiven(2) ? call.string(2) : "r")
            let closesDescriptor = try call.bool(3, default: true)
            let subject = call.object(1)
            let descriptor: Int
            if subject.isInteger {
                descriptor = try subject.integer()
                guard descriptor >= 0 else { throw PythonError(.valueError, "negative file descriptor") }
                if try system.descriptors.file(descriptor).directory != nil {
                    throw try system.pathOrDescriptor(call, 1).failure(EISDIR, call.lock)
                }
            } else {
                guard closesDescriptor else { throw PythonError(.valueError, "Cannot use closefd=False with file name") }
                let path = try system.path(call, 1)
                if call.hasValue(4) {
                    let opened = try call.object(4).call(subject, call.lock.integer(mode.flags))
                    guard opened.isInteger else { throw PythonError(.typeError, "expected integer from opener") }
                    descriptor = try opened.integer()
                    guard descriptor >= 0 else { throw PythonError(.valueError, "opener returned \(descriptor)") }
                    _ = try system.descriptors.file(descriptor)
                } else {
                    descriptor = try system.open(path, flags: mode.flags, call)
                    if try system.descriptors.file(descriptor).directory != nil {
                        try system.descriptors.close(descriptor)
                        throw path.failure(EISDIR, call.lock)
                    }
                }
            }
            file.mode = mode
            file.descriptor = descriptor
            file.closesDescriptor = closesDescriptor
            try call.object(0).setAttribute("name", subject)
            return call.lock.none
        }
        let base = base
        try type.method("close", "(self)") { file, call throws(PythonError) in
            if file.descriptor != nil { _ = try base.reference.attribute("close").call(call.object(0)) }
            try Self.close(file, system)
            return call.lock.none
        }
    }

    private static func close(_ file: FileState, _ system: PosixSystem) throws(PythonError) {
        guard let descriptor = file.descriptor else { return }
        file.descriptor = nil
        if file.closesDescriptor { try system.descriptors.close(descriptor) }
    }

    private static func openDescriptor(_ file: FileState) throws(PythonError) -> Int {
        guard let descriptor = file.descriptor else {
            throw PythonError(.valueError, "I/O operation on closed file")
        }
        return descriptor
    }

    private func addState() throws(PythonError) {
        try type.getter("closed") { file, call throws(PythonError) in call.lock.bool(file.descriptor == nil) }
        try type.getter("mode") { file, call throws(PythonError) in try call.lock.string(file.mode?.rawText ?? "rb") }
        try type.getter("closefd") { file, call throws(PythonError) in call.lock.bool(file.closesDescriptor) }
        try type.getter("_blksize") { _, call throws(PythonError) in try call.lock.integer(8192) }
        let system = system
        let answers: [(String, (FileState, Int) -> Bool)] = [
            ("readable", { file, _ in file.mode?.reads ?? false }),
            ("writable", { file, _ in file.mode?.writes ?? false }),
            ("isatty", { _, _ in false }),
            ("seekable", { _, descriptor in (try? system.seek(descriptor, by: 0, from: Int(SEEK_CUR))) != nil }),
        ]
        for (name, answer) in answers {
            try type.method(name, "(self)") { file, call throws(PythonError) in
                try call.lock.bool(answer(file, Self.openDescriptor(file)))
            }
        }
        try type.method("fileno", "(self)") { file, call throws(PythonError) in
            try call.lock.integer(Self.openDescriptor(file))
        }
        try type.method("__repr__", "(self)") { file, call throws(PythonError) in
            guard let descriptor = file.descriptor else { return try call.lock.string("<_io.FileIO [closed]>") }
            let name = try call.object(0).attributeIfPresent("name")?.representation() ?? "\(descriptor)"
            let closes = file.closesDescriptor ? "True" : "False"
            return try call.lock.string(
                "<_io.FileIO name=\(name) mode='\(file.mode?.rawText ?? "rb")' closefd=\(closes)>")
        }
        for name in ["__reduce_ex__", "__reduce__"] {
            try type.method(name, "(self, *args)") { _, _ throws(PythonError) in
                throw PythonError(.typeError, "cannot pickle '_io.FileIO' object")
            }
        }
    }

    private func addTransfers() throws(PythonError) {
        let (system, unsupported) = (system, unsupported)
        let require = {
            (file: FileState, allowed: Bool, operation: String, lock: borrowing InterpreterLock) throws(PythonError) -> Int in
            let descriptor = try Self.openDescriptor(file)
            guard allowed else {
                throw PythonError.instance(try unsupported.reference.call(lock.string("File not open for \(operation)")))
            }
            return descriptor
        }
        try type.method("read", "(self, size=-1, /)") { file, call throws(PythonError) in
            let descriptor = try require(file, file.mode?.reads ?? false, "reading", call.lock)
            let size = call.hasValue(1) ? try call.integer(1) : -1
            if size < 0 { return try system.readAll(descriptor, lock: call.lock) }
            return try system.readBytes(descriptor, atMost: size, lock: call.lock)
        }
        try type.method("readall", "(self)") { file, call throws(PythonError) in
            try system.readAll(require(file, file.mode?.reads ?? false, "reading", call.lock), lock: call.lock)
        }
        try type.method("readinto", "(self, buffer, /)", isFixed: true) { file, call throws(PythonError) in
            let descriptor = try require(file, file.mode?.reads ?? false, "reading", call.lock)
            // The buffer stays locked while the thread waits, so that no byte can get lost.
            let count = try call.object(1).withWritableBytes { room throws(PythonError) -> Int in
                try system.read(descriptor, into: room, lock: call.lock)
            }
            return try call.lock.integer(count)
        }
        try type.method("write", "(self, b, /)", isFixed: true) { file, call throws(PythonError) in
            let descriptor = try require(file, file.mode?.writes ?? false, "writing", call.lock)
            return try call.lock.integer(system.write(call.object(1), to: descriptor, lock: call.lock))
        }
    }

    private func addPositions() throws(PythonError) {
        let system = system
        try type.method("seek", "(self, pos, whence=0, /)") { file, call throws(PythonError) in
            try call.lock.integer(
                system.seek(Self.openDescriptor(file), by: call.integer(1), from: call.integer(2, default: 0)))
        }
        try type.method("tell", "(self)") { file, call throws(PythonError) in
            try call.lock.integer(system.seek(Self.openDescriptor(file), by: 0, from: Int(SEEK_CUR)))
        }
        try type.method("truncate", "(self, size=None, /)") { file, call throws(PythonError) in
            let descriptor = try Self.openDescriptor(file)
            guard file.mode?.writes == true else {
                throw PythonError.instance(try unsupported.reference.call(call.lock.string("File not open for writing")))
            }
            let size = try call.hasValue(1) ? call.integer(1) : system.seek(descriptor, by: 0, from: Int(SEEK_CUR))
            let opened = try system.descriptors.treeFile(descriptor)
            try system.ask { () throws(FileError) in try opened.truncate(to: size) }
            return try call.lock.integer(size)
        }
    }
}
