internal import PythonRuntime

/// The function `open`: CPython's own buffers and text layers over a `FileIO` of ours.
struct FileOpener {
    private let fileIO: KeptReference
    private let io: KeptReference

    init(fileIO: consuming PythonReference, realIO: consuming PythonReference) {
        self.fileIO = KeptReference(fileIO)
        io = KeptReference(realIO)
    }

    /// The arguments are those of `io.open`.
    func open(_ call: borrowing NativeCall) throws(PythonError) -> PythonReference {
        let mode = try FileMode(call.isGiven(1) ? call.string(1) : "r")
        let buffering = try call.integer(2, default: -1)
        if !mode.isText {
            for (index, name) in [(3, "encoding"), (4, "errors"), (5, "newline")] where call.hasValue(index) {
                throw PythonError(.valueError, "binary mode doesn't take \(name == "newline" ? "a" : "an") \(name) argument")
            }
        }
        guard buffering >= -1 else { throw PythonError(.valueError, "invalid buffering size") }
        if mode.isText, buffering == 0 { throw PythonError(.valueError, "can't have unbuffered text I/O") }

        let raw = try openRaw(call.object(0), mode, call)
        if buffering == 0 { return raw }
        do {
            let buffer = try buffered(raw, mode, size: buffering, call.lock)
            return mode.isText ? try text(buffer, buffering, mode, call) : buffer
        } catch {
            _ = try? raw.callMethod("close")
            throw error
        }
    }

    func openForReading(
        _ file: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let mode = try FileMode("rb")
        return try buffered(fileIO.reference.call(file, lock.string("r")), mode, size: -1, lock)
    }

    private func openRaw(
        _ file: borrowing PythonReference, _ mode: FileMode, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let arguments = try call.lock.list()
        try arguments.append(file.copy())
        try arguments.append(call.lock.string(mode.openText))
        try arguments.append(call.lock.bool(call.bool(6, default: true)))
        try arguments.append(call.object(7))
        return try fileIO.reference.call(arguments: arguments.asTuple(), keywords: call.lock.none)
    }

    private func buffered(
        _ raw: borrowing PythonReference, _ mode: FileMode, size: Int, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let name = mode.isUpdating ? "BufferedRandom" : mode.writes ? "BufferedWriter" : "BufferedReader"
        return try io.reference.attribute(name).call(raw, lock.integer(size > 1 ? size : 8192))
    }

    private func text(
        _ buffer: borrowing PythonReference, _ buffering: Int, _ mode: FileMode, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        let arguments = try call.lock.list()
        try arguments.append(buffer.copy())
        try arguments.append(call.hasValue(3) ? call.object(3) : call.lock.string("utf-8"))
        try arguments.append(call.object(4))
        try arguments.append(call.object(5))
        try arguments.append(call.lock.bool(buffering == 1))
        let stream = try io.reference.attribute("TextIOWrapper").call(
            arguments: arguments.asTuple(), keywords: call.lock.none)
        try stream.setAttribute("mode", call.isGiven(1) ? call.object(1) : call.lock.string("r"))
        return stream
    }
}
