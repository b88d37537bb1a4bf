internal import Glibc
internal import PythonRuntime

/// A path as a script gave it: its bytes, and how to name it in errors and results.
struct PathArgument: ~Copyable {
    static let readOnlyNote = "Read-only file system: this run was granted no files"

    let bytes: [UInt8]
    /// Whether results are `bytes` too.
    let isBytes: Bool
    /// The number, where a descriptor was given in place of a path.
    let descriptor: Int?
    private let object: PythonReference

    /// Reads `str`, `bytes`, PathLike and, where allowed, a descriptor or `None` for the current folder.
    init(
        _ call: borrowing NativeCall, _ index: Int, fspath: KeptReference, allowingDescriptor: Bool = false,
        allowingNone: Bool = false
    ) throws(PythonError) {
        let given = call.object(index)
        if allowingNone, given.isNone {
            self.init(bytes: [UInt8(ascii: ".")], isBytes: false, descriptor: nil, object: given)
        } else if allowingDescriptor, given.isInteger {
            self.init(bytes: [], isBytes: false, descriptor: try given.integer(), object: given)
        } else {
            let plain = try fspath.reference.call(given)
            let bytes = try Self.encode(plain, call.lock)
            if bytes.contains(0) { throw PythonError(.valueError, "embedded null byte") }
            self.init(bytes: bytes, isBytes: plain.isBytes, descriptor: nil, object: given)
        }
    }

    private init(bytes: [UInt8], isBytes: Bool, descriptor: Int?, object: consuming PythonReference) {
        self.bytes = bytes
        self.isBytes = isBytes
        self.descriptor = descriptor
        self.object = object
    }

    /// The bytes of a `str` or `bytes`, as `os.fsencode` makes them.
    private static func encode(
        _ plain: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> [UInt8] {
        guard plain.isString else { return try plain.bytes() }
        do {
            return Array(try plain.string().utf8)
        } catch {
            guard error.matches(.unicodeError) else { throw error }
            return try plain.attribute("encode").call(lock.string("utf-8"), lock.string("surrogateescape")).bytes()
        }
    }

    /// A name or path in the type that this argument had.
    static func text(
        _ bytes: [UInt8], asBytes: Bool, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        asBytes ? try lock.bytes(bytes) : try lock.string(decodingFileSystemBytes: bytes)
    }

    /// The `OSError` that names this path as the script wrote it.
    borrowing func failure(_ number: Int32, _ lock: borrowing InterpreterLock) -> PythonError {
        Self.failure(number, object, nil, lock)
    }

    /// The same for a function of two paths.
    borrowing func failure(
        _ number: Int32, and other: borrowing PathArgument, _ lock: borrowing InterpreterLock
    ) -> PythonError {
        Self.failure(number, object, KeptReference(other.object.copy()), lock)
    }

    private static func failure(
        _ number: Int32, _ first: borrowing PythonReference, _ second: KeptReference?,
        _ lock: borrowing InterpreterLock
    ) -> PythonError {
        do throws(PythonError) {
            let arguments = try lock.list()
            try arguments.append(lock.integer(Int(number)))
            try arguments.append(lock.string(number == EROFS ? readOnlyNote : String(cString: strerror(number))))
            try arguments.append(first.copy())
            if let second {
                try arguments.append(lock.none)
                try arguments.append(second.reference.copy())
            }
            return .instance(
                try lock.exceptionClass(.osError).call(arguments: arguments.asTuple(), keywords: lock.none))
        } catch {
            return error
        }
    }
}

extension PosixSystem {
    func path(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> PathArgument {
        try PathArgument(call, index, fspath: fspath)
    }

    func pathOrDescriptor(
        _ call: borrowing NativeCall, _ index: Int, allowingNone: Bool = false
    ) throws(PythonError) -> PathArgument {
        try PathArgument(call, index, fspath: fspath, allowingDescriptor: true, allowingNone: allowingNone)
    }
}
