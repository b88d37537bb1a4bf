internal import Glibc
internal import PythonRuntime

/// What one `FileIO` of ours holds.
final class FileState {
    var number = -1
    var reads = false
    var writes = false
    var appends = false
    var creates = false
    var closesDescriptor = true

    var mode: String {
        if creates { return reads ? "xb+" : "xb" }
        if appends { return reads ? "ab+" : "ab" }
        return reads ? (writes ? "rb+" : "rb") : "wb"
    }
}

/// `_io.FileIO`, over the virtual descriptors. The real one opens files of the machine.
enum FileClass {
    static func make(
        _ system: SystemContext, rawBase: consuming PythonReference, unsupported: consuming PythonReference
    ) throws(PythonError) -> NativeType<FileState> {
        let type = try NativeType<FileState>(
            "_io.FileIO", functions: system.functions, base: rawBase, subclassable: true,
            signature: "(cls, *args, **kwargs)"
        ) { call throws(PythonError) in FileState() }
        let base = HeldReference(rawBase)
        let unsupported = HeldReference(unsupported)
        try type.method("__init__", "(self, file, mode='r', closefd=True, opener=None)") { file, call throws(PythonError) in
            try open(file, call, system)
            return call.lock.none
        }
        try addState(to: type, system, base)
        try addTransfers(to: type, system, unsupported)
        try addPositions(to: type, system)
        _ = type.finish()
        return type
    }

    // MARK: Opening

    private static func open(
        _ file: FileState, _ call: borrowing NativeCall, _ system: SystemContext
    ) throws(PythonError) {
        try close(file, system)
        let mode = call.isGiven(2) ? try call.string(2) : "r"
        let access = try parse(mode, into: file)
        let subject = call.object(1)
        file.closesDescriptor = try call.bool(3, default: true)
        if subject.isInteger {
            let number = try subject.integer()
            guard number >= 0 else { throw PythonError(.valueError, "negative file descriptor") }
            let attributes = try system.onDescriptor { table throws(FileError) in try table.descriptor(number).attributes }
            if attributes.kind == .directory { throw system.error(FileError(EISDIR), "opening", subject, lock: call.lock) }
            file.number = number
        } else {
            guard file.closesDescriptor else { throw PythonError(.valueError, "Cannot use closefd=False with file name") }
            if call.hasValue(4) {
                file.number = try number(from: call.object(4), subject, access, call.lock)
            } else {
                file.number = try system.open(subject, access, lock: call.lock)
            }
        }
        try call.object(0).setAttribute("name", subject)
        if access.appends { _ = try? system.descriptors[file.number]?.seek(by: 0, from: .end) }
    }

    private static func number(
        from opener: consuming PythonReference, _ subject: borrowing PythonReference, _ access: FileAccess,
        _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        let result = try opener.call(subject, lock.integer(access.flags | Int(O_CLOEXEC)))
        guard result.isInteger else { throw PythonError(.typeError, "expected integer from opener") }
        let number = try result.integer()
        guard number >= 0 else { throw PythonError(.valueError, "opener returned \(number)") }
        return number
    }

    private static func parse(_ mode: String, into file: FileState) throws(PythonError) -> FileAccess {
        var access = FileAccess(reads: false, writes: false)
        var kinds = 0
        var pluses = 0
        for letter in mode {
            switch letter {
            case "r": access.reads = true; kinds += 1
            case "w": access.writes = true; access.creates = true; access.truncates = true; kinds += 1
            case "x": access.writes = true; access.creates = true; access.isExclusive = true; kinds += 1
            case "a": access.writes = true; access.creates = true; access.appends = true; kinds += 1
            case "+": pluses += 1
            case "b": break
            default: throw PythonError(.valueError, "invalid mode: \(mode)")
            }
        }
        guard kinds == 1, pluses <= 1 else {
            throw PythonError(
                .valueError, "Must have exactly one of create/read/write/append mode and at most one plus")
        }
        if pluses == 1 { access.reads = true; access.writes = true }
        file.reads = access.reads
        file.writes = access.writes
        file.appends = access.appends
        file.creates = access.isExclusive
        return access
    }

    private static func close(_ file: FileState, _ system: SystemContext) throws(PythonError) {
        let number = file.number
        file.number = -1
        guard number >= 0, file.closesDescriptor else { return }
        try system.onDescriptor { table throws(FileError) in try table.close(number) }
    }

    private static func requireOpen(_ file: FileState) throws(PythonError) {
        if file.number < 0 { throw PythonError(.valueError, "I/O operation on closed file") }
    }

    // MARK: State

    private static func addState(
        to type: NativeType<FileState>, _ system: SystemContext, _ base: HeldReference
    ) throws(PythonError) {
        try type.getter("closed") { file, call throws(PythonError) in call.lock.bool(file.number < 0) }
        try type.getter("mode") { file, call throws(PythonError) in try call.lock.string(file.mode) }
        try type.getter("closefd") { file, call throws(PythonError) in call.lock.bool(file.closesDescriptor) }
        try type.getter("_blksize") { file, call throws(PythonError) in try call.lock.integer(8192) }
        try type.method("close", "(self)") { file, call throws(PythonError) in
            if file.number >= 0 { _ = try base.object.attribute("close").call(call.object(0)) }
            try close(file, system)
            return call.lock.none
        }
        let answers: [(String, (FileState) -> Bool)] = [
            ("readable", { $0.reads }), ("writable", { $0.writes }), ("isatty", { _ in false }),
            ("seekable", { file in (try? system.descriptors[file.number]?.seek(by: 0, from: .current)) != nil }),
        ]
        for (name, answer) in answers {
            try type.method(name, "(self)") { file, call throws(PythonError) in
                try requireOpen(file)
                return call.lock.bool(answer(file))
            }
        }
        try type.method("fileno", "(self)") { file, call throws(PythonError) in
            try requireOpen(file)
            // Given the number of a terminal, the built-in input() would read from it past this stream.
            if file.number < DescriptorTable.first, Glibc.isatty(Int32(file.number)) != 0 {
                throw PythonError(.osError, "this stream is not the terminal of the process")
            }
            return try call.lock.integer(file.number)
        }
        try type.method("__repr__", "(self)") { file, call throws(PythonError) in
            guard file.number >= 0 else { return try call.lock.string("<_io.FileIO [closed]>") }
            let name = try call.object(0).attributeIfPresent("name")?.representation() ?? "\(file.number)"
            return try call.lock.string(
                "<_io.FileIO name=\(name) mode='\(file.mode)' closefd=\(file.closesDescriptor ? "True" : "False")>")
        }
        for name in ["__reduce_ex__", "__reduce__"] {
            try type.method(name, "(self, *args)") { file, call throws(PythonError) in
                throw PythonError(.typeError, "cannot pickle '_io.FileIO' object")
            }
        }
    }

    // MARK: Reading and writing

    private static func addTransfers(
        to type: NativeType<FileState>, _ system: SystemContext, _ unsupported: HeldReference
    ) throws(PythonError) {
        func require(_ allowed: Bool, _ what: String, _ file: FileState, _ lock: borrowing InterpreterLock) throws(PythonError) {
            try requireOpen(file)
            if !allowed {
                throw PythonError.instance(try unsupported.object.call(lock.string("File not open for \(what)")))
            }
        }
        let readAll = { (file: FileState, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference in
            var bytes: [UInt8] = []
            while true {
                let piece = try read(1 << 16, file, system, lock)
                if piece.isEmpty { return try lock.bytes(bytes) }
                bytes += piece
            }
        }
        try type.method("read", "(self, size=-1, /)") { file, call throws(PythonError) in
            try require(file.reads, "reading", file, call.lock)
            let size = call.hasValue(1) ? try call.integer(1) : -1
            if size < 0 { return try readAll(file, call.lock) }
            return try call.lock.bytes(read(size, file, system, call.lock))
        }
        try type.method("readall", "(self)") { file, call throws(PythonError) in
            try require(file.reads, "reading", file, call.lock)
            return try readAll(file, call.lock)
        }
        try type.method("readinto", "(self, buffer, /)") { file, call throws(PythonError) in
            try require(file.reads, "reading", file, call.lock)
            let count = try call.object(1).withWritableBytes { room throws(PythonError) in
                let bytes = try read(room.count, file, system, call.lock)
                room.copyBytes(from: bytes)
                return bytes.count
            }
            return try call.lock.integer(count)
        }
        try type.method("write", "(self, b, /)") { file, call throws(PythonError) in
            try require(file.writes, "writing", file, call.lock)
            let bytes = try call.bytes(1)
            let count = try system.onDescriptor { table throws(FileError) in
                try table.descriptor(file.number).write(bytes, lock: call.lock)
            }
            return try call.lock.integer(count)
        }
    }

    private static func read(
        _ count: Int, _ file: FileState, _ system: SystemContext, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> [UInt8] {
        try system.onDescriptor { table throws(FileError) in
            try table.descriptor(file.number).read(atMost: count, lock: lock)
        }
    }

    private static func addPositions(to type: NativeType<FileState>, _ system: SystemContext) throws(PythonError) {
        try type.method("seek", "(self, pos, whence=0, /)") { file, call throws(PythonError) in
            try requireOpen(file)
            let offset = try call.integer(1)
            guard let origin = SeekOrigin(rawValue: try call.integer(2, default: 0)) else { throw .system(EINVAL) }
            return try call.lock.integer(
                system.onDescriptor { table throws(FileError) in
                    try table.descriptor(file.number).seek(by: offset, from: origin)
                })
        }
        try type.method("tell", "(self)") { file, call throws(PythonError) in
            try requireOpen(file)
            return try call.lock.integer(
                system.onDescriptor { table throws(FileError) in
                    try table.descriptor(file.number).seek(by: 0, from: .current)
                })
        }
        try type.method("truncate", "(self, size=None, /)") { file, call throws(PythonError) in
            try requireOpen(file)
            let given = call.hasValue(1) ? try call.integer(1) : nil
            let size = try system.onDescriptor { table throws(FileError) in
                let descriptor = try table.descriptor(file.number)
                let size = try given ?? descriptor.seek(by: 0, from: .current)
                try descriptor.truncate(to: size)
                return size
            }
            return try call.lock.integer(size)
        }
    }
}
