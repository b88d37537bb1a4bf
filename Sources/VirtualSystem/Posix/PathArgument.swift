internal import Glibc
internal import PythonRuntime

/// A path as a script gave it: its bytes, and how to name it in errors and results.
struct PathArgument: ~Copyable {
    let bytes: [UInt8]
    /// Whether results are `bytes` too.
    let isBytes: Bool
    /// The number, where a descriptor was given in place of a path.
    let descriptor: Int?
    private let object: PythonReference
    private let system: PosixSystem

    var isAbsolute: Bool { bytes.first == UInt8(ascii: "/") }

    /// Reads `str`, `bytes`, PathLike and, where allowed, a descriptor or `None` for the current folder.
    init(
        _ call: borrowing NativeCall, _ index: Int, system: PosixSystem, allowingDescriptor: Bool = false,
        allowingNone: Bool = false
    ) throws(PythonError) {
        let given = call.object(index)
        if allowingNone, given.isNone {
            self.init(bytes: [UInt8(ascii: ".")], isBytes: false, descriptor: nil, object: given, system: system)
        } else if allowingDescriptor, given.isInteger {
            self.init(bytes: [], isBytes: false, descriptor: try given.integer(), object: given, system: system)
        } else {
            let plain = try system.fspath.reference.call(given)
            let bytes = try Self.encode(plain, call.lock)
            if bytes.contains(0) { throw PythonError(.valueError, "embedded null byte") }
            self.init(bytes: bytes, isBytes: plain.isBytes, descriptor: nil, object: given, system: system)
        }
    }

    private init(
        bytes: [UInt8], isBytes: Bool, descriptor: Int?, object: consuming PythonReference, system: PosixSystem
    ) {
        self.bytes = bytes
        self.isBytes = isBytes
        self.descriptor = descriptor
        self.object = object
        self.system = system
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
        Self.failure(number, text(for: number), object, nil, lock)
    }

    /// The same for a function of two paths.
    borrowing func failure(
        _ number: Int32, and other: borrowing PathArgument, _ lock: borrowing InterpreterLock
    ) -> PythonError {
        Self.failure(number, text(for: number), object, KeptReference(other.object.copy()), lock)
    }

    /// What an `OSError` says. A refused change is told to the host, too.
    private borrowing func text(for number: Int32) -> String {
        guard number == EROFS else { return String(cString: strerror(number)) }
        return system.readOnlyText("changing '\(String(decoding: bytes.prefix(200), as: UTF8.self))'")
    }

    private static func failure(
        _ number: Int32, _ text: String, _ first: borrowing PythonReference, _ second: KeptReference?,
        _ lock: borrowing InterpreterLock
    ) -> PythonError {
        do throws(PythonError) {
            let arguments = try lock.list()
            try arguments.append(lock.integer(Int(number)))
            try arguments.append(lock.string(text))
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

extension PythonError {
    /// An `OSError` that names a path by the object that the script knows.
    static func system(
        _ number: Int32, naming path: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) -> PythonError {
        do throws(PythonError) {
            return .instance(
                try lock.exceptionClass(.osError).call(
                    lock.integer(Int(number)), lock.string(String(cString: strerror(number))), path))
        } catch {
            return error
        }
    }
}

extension PosixSystem {
    func path(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> PathArgument {
        try PathArgument(call, index, system: self)
    }

    func pathOrDescriptor(
        _ call: borrowing NativeCall, _ index: Int, allowingNone: Bool = false
    ) throws(PythonError) -> PathArgument {
        try PathArgument(call, index, system: self, allowingDescriptor: true, allowingNone: allowingNone)
    }
}
