internal import PythonRuntime

/// `_io`: CPython's own streams in memory, buffers and text layers; `open` and FileIO of ours, which know
/// only the virtual tree.
enum InputOutputModule {
    private static let realNames = [
        "BlockingIOError", "BufferedRandom", "BufferedReader", "BufferedRWPair", "BufferedWriter", "BytesIO",
        "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder", "StringIO", "TextIOWrapper", "UnsupportedOperation",
        "_BufferedIOBase", "_IOBase", "_RawIOBase", "_TextIOBase", "text_encoding",
    ]

    /// What an instance of FileIO stands for, once there is a tree with files in it.
    final class File {}

    static func make(
        functions: NativeFunctions, services: any InterpreterServices, streams: StandardStreams,
        lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let real = try services.hiddenModule("_io", lock: lock)
        let module = try NativeModule("_io", "Streams over the virtual system.", functions: functions, lock: lock)
        try module.real(realNames, from: real)

        let opener = FileOpener(services: services, streams: streams)
        try module.function(
            "open",
            "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
            "Open file of the virtual tree and return a stream."
        ) { call throws(PythonError) in try opener.open(call) }
        try module.function("open_code", "(path)", "Opens the provided file with the intent to import the contents.") {
            call throws(PythonError) in try opener.openForReading(call.object(0), lock: call.lock)
        }
        let fileIO = try NativeType<File>(
            "_io.FileIO", functions: functions, base: real.attribute("_RawIOBase"), subclassable: true,
            signature: "(cls, file, mode='r', closefd=True, opener=None)"
        ) { call throws(PythonError) in
            let mode = try call.isGiven(2) ? FileMode(call.string(2), isBinary: true) : FileMode("r", isBinary: true)
            throw try opener.refusal(of: call.object(1), mode: mode, lock: call.lock)
        }
        try module.object("FileIO", fileIO.finish())
        return module.finish()
    }
}

/// The mode of `open`, checked as CPython checks it.
struct FileMode {
    let isText: Bool
    let isReading: Bool

    init(_ text: String, isBinary: Bool = false) throws(PythonError) {
        let letters = Array(text)
        guard Set(letters).count == letters.count, letters.allSatisfy({ "axrwb+t".contains($0) }) else {
            throw PythonError(.valueError, "invalid mode: '\(text)'")
        }
        guard !(letters.contains("b") && letters.contains("t")) else {
            throw PythonError(.valueError, "can't have text and binary mode at once")
        }
        guard letters.count(where: { "axrw".contains($0) }) == 1 else {
            throw PythonError(.valueError, "must have exactly one of create/read/write/append mode")
        }
        isText = !letters.contains("b") && !isBinary
        isReading = letters.contains("r") && !letters.contains("+")
    }
}
