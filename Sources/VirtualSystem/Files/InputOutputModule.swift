internal import PythonRuntime

/// `_io`: CPython's own streams in memory, buffers and text layers; `open` and FileIO of ours, which know
/// only the virtual tree.
enum InputOutputModule {
    private static let realNames = [
        "BlockingIOError", "BufferedRandom", "BufferedReader", "BufferedRWPair", "BufferedWriter", "BytesIO",
        "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder", "StringIO", "TextIOWrapper", "UnsupportedOperation",
        "_BufferedIOBase", "_IOBase", "_RawIOBase", "_TextIOBase", "text_encoding",
    ]

    static func make(
        functions: NativeFunctions, system: PosixSystem, fileClass: FileClass, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let real = try system.services.hiddenModule("_io", lock: lock)
        let module = try NativeModule("_io", "Streams over the virtual system.", functions: functions, lock: lock)
        try module.real(realNames, from: real)

        try module.object("FileIO", fileClass.type.reference)
        let opener = FileOpener(fileIO: fileClass.type.reference, realIO: real, fspath: system.fspath)
        try module.function(
            "open",
            "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
            "Open file of the virtual tree and return a stream."
        ) { call throws(PythonError) in try opener.open(call) }
        try module.function("open_code", "(path)", "Opens the provided file with the intent to import the contents.") {
            call throws(PythonError) in try opener.openForReading(call.object(0), lock: call.lock)
        }
        return module.finish()
    }
}
