internal import Glibc
internal import PythonRuntime

/// What may be given in place of a path.
struct PathForms: OptionSet {
    let rawValue: Int

    static let descriptor = PathForms(rawValue: 1)
    /// `None`, for the current folder.
    static let none = PathForms(rawValue: 2)

    /// As errors name what may be given.
    var text: String {
        switch self {
        case [.descriptor, .none]: "string, bytes, os.PathLike, integer or None"
        case .descriptor: "string, bytes, os.PathLike or integer"
        case .none: "string, bytes, os.PathLike or None"
        default: "string, bytes or os.PathLike"
        }
    }
}

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

    /// Reads `str`, `bytes`, PathLike, and what else `forms` allows.
    init(
        _ call: borrowing NativeCall, _ index: Int, system: PosixSystem, forms: PathForms = []
    ) throws(PythonError) {
        let given = call.object(index)
        if given.isString {
            let bytes = try Self.checked(given.fileSystemBytes(), isText: true, call, index)
            self.init(bytes: bytes, isBytes: false, descriptor: nil, object: given, system: system)
        } else if forms.contains(.none), given.isNone {
            self.init(bytes: [UInt8(ascii: ".")], isBytes: false, descriptor: nil, object: given, system: system)
        } else if given.isBuffer {
            if !given.isBytes { try call.lock.warn(.deprecationWarning, Self.complaint(given, call, index, forms)) }
            let bytes = try Self.checked(given.bytes(), isText: false, call, index)
            self.init(bytes: bytes, isBytes: true, descriptor: nil, object: given, system: system)
        } else if forms.contains(.descriptor), given.isIndex {
            let descriptor = try Self.descriptor(given)
            self.init(bytes: [], isBytes: false, descriptor: descriptor, object: given, system: system)
        } else {
            // Errors name what it stands for.
            let plain = try Self.path(given, call, index, forms)
            let bytes = try Self.checked(plain.fileSystemBytes(), isText: !plain.isBytes, call, index)
            let isBytes = plain.isBytes
            self.init(bytes: bytes, isBytes: isBytes, descriptor: nil, object: plain, system: system)
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

    /// What a path-like object stands for.
    private static func path(
        _ given: borrowing PythonReference, _ call: borrowing NativeCall, _ index: Int, _ forms: PathForms
    ) throws(PythonError) -> PythonReference {
        do {
            return try given.fileSystemPathObject()
        } catch {
            guard error.matches(.typeError), try given.type().attributeIfPresent("__fspath__") == nil else { throw error }
            throw PythonError(.typeError, complaint(given, call, index, forms))
        }
    }

    private static func complaint(
        _ given: borrowing PythonReference, _ call: borrowing NativeCall, _ index: Int, _ forms: PathForms
    ) -> String {
        "\(call.functionName): \(call.parameterName(index)) should be \(forms.text), not \(given.typeName())"
    }

    private static func checked(
        _ bytes: [UInt8], isText: Bool, _ call: borrowing NativeCall, _ index: Int
    ) throws(PythonError) -> [UInt8] {
        guard bytes.contains(0) else { return bytes }
        throw PythonError(
            .valueError,
            isText
                ? "embedded null byte" : "\(call.functionName): embedded null character in \(call.parameterName(index))")
    }

    /// A number that may be that of a descriptor.
    static func descriptor(_ given: borrowing PythonReference) throws(PythonError) -> Int {
        let number = try given.integer()
        guard let descriptor = Int32(exactly: number) else {
            throw PythonError(.overflowError, number < 0 ? "fd is less than minimum" : "fd is greater than maximum")
        }
        return Int(descriptor)
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
        try PathArgument(call, index, system: self, forms: allowingNone ? [.descriptor, .none] : .descriptor)
    }
}
