internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// What one `FileIO` of ours holds beside its descriptor.
final class FileState {
    var mode: FileMode?
    /// What is written may wait a little, as `ScriptOutput` has it.
    var isStandardStream = false
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
        type = try NativeType<FileState>.file(
            functions: functions, base: realIO.attribute("_RawIOBase"), signature: "(cls, *args, **kwargs)"
        ) { _ throws(PythonError) in FileState() }
        self.system = system
        base = KeptReference(try realIO.attribute("_RawIOBase"))
        unsupported = KeptReference(try realIO.attribute("UnsupportedOperation"))
        try addOpening()
        try addClosing()
        try addState()
        try addTransfers()
        try addPositions()
        _ = type.finish()
        type.trustWithBuffers()
    }

    // MARK: Opening and closing

    private func addOpening() throws(PythonError) {
        let system = system
        try type.method("__init__", "(self, file, mode='r', closefd=True, opener=None)") { state, call throws(PythonError) in
            let file = NativeFile(call.object(0))
            if let former = file.descriptor {
                file.close()
                if file.closesDescriptor { try system.descriptors.close(former) }
            }
            let given = Self.descriptor(call.object(1))
            if let given, given < 0 { throw PythonError(.valueError, "negative file descriptor") }
            if given == nil { _ = try system.path(call, 1) }
            let mode = try FileMode(call.isGiven(2) ? call.string(2) : "r")
            let closesDescriptor = call.isGiven(3) ? try call.integer(3) != 0 : true
            state.mode = mode
            state.isStandardStream = false
            if given == nil, !closesDescriptor {
                throw PythonError(.valueError, "Cannot use closefd=False with file name")
            }
            let descriptor: Int
            if let given { descriptor = given } else { descriptor = try Self.open(mode, system, call) }
            do throws(PythonError) {
                if try system.descriptors.file(descriptor).directory != nil {
                    throw PythonError.system(EISDIR, naming: call.object(1), call.lock)
                }
                file.open(
                    descriptor, closesDescriptor: closesDescriptor || given == nil, blockSize: FileStatus.transferSize)
                try call.object(0).setAttribute("name", call.object(1))
                // For all to see where the next byte will be written; a pipe has no such place.
                if mode.appends { _ = try? system.seek(descriptor, by: 0, from: Int(SEEK_END)) }
            } catch {
                file.close()
                if given == nil { try? system.descriptors.close(descriptor) }
                throw error
            }
            return call.lock.none
        }
    }

    /// What stands below `sys.stdin`, `sys.stdout` or `sys.stderr`.
    func standardStream(_ descriptor: Int, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let state = FileState()
        state.mode = try FileMode(descriptor == 0 ? "r" : "w")
        state.isStandardStream = true
        let stream = try type.instance(state)
        NativeFile(stream.copy()).open(descriptor, closesDescriptor: false, blockSize: FileStatus.transferSize)
        try stream.setAttribute("name", lock.string(["<stdin>", "<stdout>", "<stderr>"][descriptor]))
        return stream
    }

    /// The number where one was given, in place of a path.
    private static func descriptor(_ subject: borrowing PythonReference) -> Int? {
        guard subject.isIndex, let number = try? subject.integer(), Int32(exactly: number) != nil else { return nil }
        return number
    }

    private static func open(
        _ mode: FileMode, _ system: PosixSystem, _ call: borrowing NativeCall
    ) throws(PythonError) -> Int {
        guard call.hasValue(4) else { return try system.open(system.path(call, 1), flags: mode.flags, call) }
        let opened = try call.object(4).call(call.object(1), call.lock.integer(mode.flags))
        guard opened.isInteger else { throw PythonError(.typeError, "expected integer from opener") }
        let descriptor = try opened.integer()
        guard descriptor >= 0 else { throw PythonError(.valueError, "opener returned \(descriptor)") }
        _ = try system.descriptors.file(descriptor)
        return descriptor
    }

    private func addClosing() throws(PythonError) {
        let (system, base) = (system, base)
        try type.method("close", "(self)") { state, call throws(PythonError) in
            let file = NativeFile(call.object(0))
            var failure: PythonError?
            do throws(PythonError) {
                // Flushes, which a subclass may have more to do for.
                _ = try base.reference.attribute("close").call(call.object(0))
            } catch {
                failure = error
            }
            if file.isFinalizing { file.warnOfUnclosed() }
            if let descriptor = file.descriptor {
                file.close()
                if file.closesDescriptor { try system.descriptors.close(descriptor) }
            }
            if let failure { throw failure }
            return call.lock.none
        }
    }

    // MARK: State

    private static func openDescriptor(_ call: borrowing NativeCall) throws(PythonError) -> Int {
        guard let descriptor = NativeFile(call.object(0)).descriptor else {
            throw PythonError(.valueError, "I/O operation on closed file")
        }
        return descriptor
    }

    private func addState() throws(PythonError) {
        try type.getter("mode") { state, call throws(PythonError) in try call.lock.string(state.mode?.shownText ?? "wb") }
        let system = system
        let answers: [(String, (FileState, Int) -> Bool)] = [
            ("readable", { state, _ in state.mode?.reads ?? false }),
            ("writable", { state, _ in state.mode?.writes ?? false }),
            ("isatty", { _, _ in false }),
            ("seekable", { _, descriptor in (try? system.seek(descriptor, by: 0, from: Int(SEEK_CUR))) != nil }),
        ]
        for (name, answer) in answers {
            try type.method(name, "(self)") { state, call throws(PythonError) in
                try call.lock.bool(answer(state, Self.openDescriptor(call)))
            }
        }
        try type.method("fileno", "(self)") { _, call throws(PythonError) in
            try call.lock.integer(Self.openDescriptor(call))
        }
        try type.method("__repr__", "(self)") { state, call throws(PythonError) in
            let file = NativeFile(call.object(0))
            guard let descriptor = file.descriptor else { return try call.lock.string("<_io.FileIO [closed]>") }
            var subject = "fd=\(descriptor)"
            if let name = try call.object(0).attributeIfPresent("name") {
                subject = try "name=" + name.representation(within: call.object(0))
            }
            let rest = "mode='\(state.mode?.shownText ?? "wb")' closefd=\(file.closesDescriptor ? "True" : "False")"
            return try call.lock.string("<_io.FileIO \(subject) \(rest)>")
        }
        for name in ["__reduce_ex__", "__reduce__"] {
            try type.method(name, "(self, *args)") { _, call throws(PythonError) in
                throw PythonError(.typeError, "cannot pickle '\(call.object(0).typeName())' object")
            }
        }
    }

    // MARK: Contents

    private func addTransfers() throws(PythonError) {
        let (system, unsupported) = (system, unsupported)
        let require = { (allowed: Bool?, operation: String, call: borrowing NativeCall) throws(PythonError) -> Int in
            let descriptor = try Self.openDescriptor(call)
            guard allowed == true else {
                throw PythonError.instance(
                    try unsupported.reference.call(call.lock.string("File not open for \(operation)")))
            }
            return descriptor
        }
        try type.method("read", "(self, size=-1, /)") { state, call throws(PythonError) in
            let descriptor = try require(state.mode?.reads, "reading", call)
            let size = call.hasValue(1) ? try call.integer(1) : -1
            return try Self.unlessBlocked(call) { () throws(PythonError) in
                size < 0
                    ? try system.readAll(descriptor, lock: call.lock)
                    : try system.readBytes(descriptor, atMost: size, lock: call.lock)
            }
        }
        try type.method("readall", "(self)") { _, call throws(PythonError) in
            let descriptor = try Self.openDescriptor(call)
            return try Self.unlessBlocked(call) { () throws(PythonError) in
                try system.readAll(descriptor, lock: call.lock)
            }
        }
        try type.method("readinto", "(self, buffer, /)", isFixed: true) { state, call throws(PythonError) in
            let descriptor = try require(state.mode?.reads, "reading", call)
            guard call.object(1).hasWritableBytes else {
                throw PythonError(
                    .typeError,
                    "readinto() argument must be read-write bytes-like object, not \(call.object(1).typeName())")
            }
            return try Self.unlessBlocked(call) { () throws(PythonError) in
                // The buffer stays locked while the thread waits, so that no byte can get lost.
                let count = try call.object(1).withWritableBytes { room throws(PythonError) -> Int in
                    try system.read(descriptor, into: room, lock: call.lock)
                }
                return try call.lock.integer(count)
            }
        }
        try type.method("write", "(self, b, /)", isFixed: true) { state, call throws(PythonError) in
            let descriptor = try require(state.mode?.writes, "writing", call)
            return try Self.unlessBlocked(call) { () throws(PythonError) in
                try call.lock.integer(
                    system.write(call.object(1), to: descriptor, atOnce: !state.isStandardStream, lock: call.lock))
            }
        }
    }

    /// `None` where a pipe that does not block has nothing to give, or no room.
    private static func unlessBlocked(
        _ call: borrowing NativeCall, _ body: () throws(PythonError) -> PythonReference
    ) throws(PythonError) -> PythonReference {
        do {
            return try body()
        } catch {
            guard error.systemNumber == EAGAIN else { throw error }
            // Buffers of CPython tell it in their own error.
            errno = EAGAIN
            return call.lock.none
        }
    }

    private func addPositions() throws(PythonError) {
        let (system, unsupported) = (system, unsupported)
        try type.method("seek", "(self, pos, whence=0, /)") { _, call throws(PythonError) in
            try call.lock.integer(
                system.seek(Self.openDescriptor(call), by: call.integer(1), from: call.integer(2, default: 0)))
        }
        try type.method("tell", "(self)") { _, call throws(PythonError) in
            try call.lock.integer(system.seek(Self.openDescriptor(call), by: 0, from: Int(SEEK_CUR)))
        }
        try type.method("truncate", "(self, size=None, /)") { state, call throws(PythonError) in
            let descriptor = try Self.openDescriptor(call)
            guard state.mode?.writes == true else {
                throw PythonError.instance(try unsupported.reference.call(call.lock.string("File not open for writing")))
            }
            let size = try call.hasValue(1) ? call.integer(1) : system.seek(descriptor, by: 0, from: Int(SEEK_CUR))
            let opened = try system.descriptors.treeFile(descriptor)
            try system.ask { () throws(FileError) in try opened.truncate(to: size) }
            return try call.lock.integer(size)
        }
    }
}
