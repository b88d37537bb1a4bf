internal import PythonRuntime

/// The function `open`: CPython's own buffers and text layers over a `FileIO` of ours.
struct FileOpener {
    private let fileIO: KeptReference
    private let io: KeptReference
    private let fspath: KeptReference

    init(fileIO: consuming PythonReference, realIO: consuming PythonReference, fspath: KeptReference) {
        self.fileIO = KeptReference(fileIO)
        io = KeptReference(realIO)
        self.fspath = fspath
    }

    private static let parameters = ["file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"]
    private enum Parameter {
        static let mode = 1, buffering = 2, encoding = 3, errors = 4, newline = 5, closesDescriptor = 6, opener = 7
    }

    /// The arguments are those of `io.open`.
    func open(_ call: borrowing NativeCall) throws(PythonError) -> PythonReference {
        let modeText = try text(call, Parameter.mode) ?? "r"
        let buffering = try call.integer(Parameter.buffering, default: -1)
        for index in [Parameter.encoding, Parameter.errors, Parameter.newline] { _ = try text(call, index, orNone: true) }
        let closesDescriptor = call.isGiven(Parameter.closesDescriptor)
            ? try call.integer(Parameter.closesDescriptor) != 0 : true
        let path = try pathOrDescriptor(call)

        let mode = try OpenMode(modeText)
        if !mode.isText { try checkBinary(call, buffering: buffering) }
        let raw = try openRaw(path, mode.rawText, closesDescriptor, call)
        do {
            return try layered(raw, mode, modeText, buffering, call)
        } catch {
            throw closing(raw, after: error)
        }
    }

    func openForReading(
        _ file: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard file.isString else { throw PythonError(.typeError, "'path' must be 'str', not '\(file.typeName())'") }
        let raw = try fileIO.reference.call(file, lock.string("r"))
        return try io.reference.attribute("BufferedReader").call(raw, raw.attribute("_blksize"))
    }

    private func text(
        _ call: borrowing NativeCall, _ index: Int, orNone: Bool = false
    ) throws(PythonError) -> String? {
        guard call.isGiven(index), !(orNone && !call.hasValue(index)) else { return nil }
        let given = call.object(index)
        guard given.isString else {
            let expected = orNone ? "str or None" : "str"
            throw PythonError(
                .typeError,
                "open() argument '\(Self.parameters[index])' must be \(expected), not \(call.hasValue(index) ? given.typeName() : "None")")
        }
        let text = try given.string()
        guard !text.utf8.contains(0) else { throw PythonError(.valueError, "embedded null character") }
        return text
    }

    private func pathOrDescriptor(_ call: borrowing NativeCall) throws(PythonError) -> PythonReference {
        let file = call.object(0)
        if file.isNumber { return file }
        let path = try fspath.reference.call(file)
        guard path.isString || path.isBytes else {
            throw PythonError(.typeError, "invalid file: \(try file.representation())")
        }
        return path
    }

    private func checkBinary(_ call: borrowing NativeCall, buffering: Int) throws(PythonError) {
        for index in [Parameter.encoding, Parameter.errors, Parameter.newline] where call.hasValue(index) {
            let article = index == Parameter.newline ? "a" : "an"
            throw PythonError(
                .valueError, "binary mode doesn't take \(article) \(Self.parameters[index]) argument")
        }
        if buffering == 1 {
            try call.lock.warn(
                .runtimeWarning,
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used")
        }
    }

    private func openRaw(
        _ file: borrowing PythonReference, _ mode: String, _ closesDescriptor: Bool, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let arguments = try call.lock.list()
        try arguments.append(file.copy())
        try arguments.append(call.lock.string(mode))
        try arguments.append(call.lock.bool(closesDescriptor))
        try arguments.append(call.object(Parameter.opener))
        return try fileIO.reference.call(arguments: arguments.asTuple(), keywords: call.lock.none)
    }

    private func layered(
        _ raw: borrowing PythonReference, _ mode: OpenMode, _ modeText: String, _ buffering: Int,
        _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        if buffering == 0 {
            guard !mode.isText else { throw PythonError(.valueError, "can't have unbuffered text I/O") }
            return raw.copy()
        }
        // No stream of a script is a terminal's.
        let size = buffering < 0 || buffering == 1 ? try raw.attribute("_blksize").integer() : buffering
        let buffer = try io.reference.attribute(mode.bufferName).call(raw, call.lock.integer(size))
        guard mode.isText else { return buffer }

        let arguments = try call.lock.list()
        try arguments.append(buffer.copy())
        for index in [Parameter.encoding, Parameter.errors, Parameter.newline] { try arguments.append(call.object(index)) }
        try arguments.append(call.lock.bool(buffering == 1))
        do {
            let stream = try io.reference.attribute("TextIOWrapper").call(
                arguments: arguments.asTuple(), keywords: call.lock.none)
            try stream.setAttribute("mode", call.lock.string(modeText))
            NativeFile.watch(raw, from: stream)
            return stream
        } catch {
            throw closing(buffer, after: error)
        }
    }

    private func closing(_ stream: borrowing PythonReference, after error: PythonError) -> PythonError {
        // Closed by its buffer already, it has nothing to say.
        let exception = error.exceptionObject()
        do throws(PythonError) {
            _ = try stream.callMethod("close")
        } catch {
            try? error.exceptionObject().setAttribute("__context__", exception)
            return error
        }
        return .instance(exception)
    }
}
