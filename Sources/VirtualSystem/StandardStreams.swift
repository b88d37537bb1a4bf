internal import PythonRuntime

/// `sys.stdin`, `sys.stdout` and `sys.stderr`: CPython's own buffering and text layers over descriptors 0, 1 and 2 of
/// the script.
final class StandardStreams {
    private let functions: NativeFunctions
    private let services: any InterpreterServices
    private let fileClass: FileClass
    private let output: ScriptOutput

    init(functions: NativeFunctions, services: any InterpreterServices, fileClass: FileClass, output: ScriptOutput) {
        self.functions = functions
        self.services = services
        self.fileClass = fileClass
        self.output = output
    }

    func install(lock: borrowing InterpreterLock) throws(PythonError) {
        let namespace = PythonModule.systemNamespace(lock: lock)
        for (descriptor, name) in ["stdin", "stdout", "stderr"].enumerated() {
            let stream = try text(descriptor, lock: lock)
            try namespace.setValue(stream, forKey: name)
            try namespace.setValue(stream, forKey: "__\(name)__")
        }
    }

    private func text(_ descriptor: Int, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let io = try services.hiddenModule("_io", lock: lock)
        let raw = try fileClass.standardStream(descriptor, lock: lock)
        let bufferType = try io.attribute(descriptor == 0 ? "BufferedReader" : "BufferedWriter")
        // Each time that the buffer of input is filled costs a question to the host.
        let buffer = descriptor == 0 ? try bufferType.call(raw, raw.attribute("_blksize")) : try bufferType.call(raw)
        let arguments = try lock.list()
        try arguments.append(buffer)
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.string("utf-8"), forKey: "encoding")
        try keywords.setValue(lock.string(descriptor == 2 ? "backslashreplace" : "strict"), forKey: "errors")
        if descriptor != 0 {
            try keywords.setValue(lock.string("\n"), forKey: "newline")
            // The flush at the end of a line is a copy, not a system call: see `ScriptOutput`.
            try keywords.setValue(lock.bool(true), forKey: "line_buffering")
            try keywords.setValue(lock.bool(descriptor == 2), forKey: "write_through")
        }
        let stream = try io.attribute("TextIOWrapper").call(arguments: arguments.asTuple(), keywords: keywords)
        try stream.setAttribute("mode", lock.string(descriptor == 0 ? "r" : "w"))
        NativeFile.watch(raw, from: stream)
        if descriptor != 0 { try stream.setAttribute("flush", promptFlush(of: stream)) }
        return stream
    }

    /// A flush by the script, unlike that at the end of a line, reaches the host at once. An attribute of the
    /// instance, because a subclass would lose the short ways that CPython has for its own class.
    private func promptFlush(of stream: borrowing PythonReference) throws(PythonError) -> PythonReference {
        let flush = KeptReference(try stream.attribute("flush"))
        let output = output
        return try functions.type.function("flush", "()", "Flush write buffers; the host has all when this returns.") {
            call throws(PythonError) in
            // `input` passes over whatever goes wrong here, which must not be the interrupt of a statement.
            var isInterrupted = false
            while true {
                do throws(PythonError) {
                    let result = try flush.reference.call()
                    output.flush()
                    if isInterrupted { Interrupts.raiseLater() }
                    return result
                } catch {
                    guard Interrupts.mayCome, error.matches(.keyboardInterrupt) else { throw error }
                    isInterrupted = true
                }
            }
        }
    }

    /// What the script left in the streams, in whatever it made them; errors have nowhere to go.
    func flush(lock: borrowing InterpreterLock) {
        let namespace = PythonModule.systemNamespace(lock: lock)
        for name in ["stdout", "stderr", "__stdout__", "__stderr__"] {
            if let stream = try? namespace.value(forKey: name), !stream.isNone {
                _ = try? stream.callMethod("flush")
            }
        }
        output.flush()
    }
}
