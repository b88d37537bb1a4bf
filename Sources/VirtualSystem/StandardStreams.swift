internal import Policy
internal import PythonRuntime

/// `sys.stdin`, `sys.stdout` and `sys.stderr`: CPython's own buffering and text layers over raw streams of
/// ours. No FileIO stands below them: re-initialised with a path, one would open a file in their place.
final class StandardStreams {
    /// Which stream a raw object is.
    final class Raw {
        let descriptor: Int

        init(descriptor: Int) {
            self.descriptor = descriptor
        }

        var name: String { ["<stdin>", "<stdout>", "<stderr>"][descriptor] }
    }

    private let rawType: NativeType<Raw>
    private let functions: NativeFunctions
    private let services: any InterpreterServices
    private let output: ScriptOutput

    init(
        functions: NativeFunctions, services: any InterpreterServices, output: ScriptOutput, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let base = try services.hiddenModule("_io", lock: lock).attribute("_RawIOBase")
        let type = try NativeType<Raw>("io.RawStream", functions: functions, base: base)
        try type.method("write", "(self, b, /)", "Hands bytes to the host.", isFixed: true) {
            [unowned services] raw, call throws(PythonError) in
            guard raw.descriptor != 0 else { throw Self.unsupported("not writable", services, call.lock) }
            let stream: OutputStream = raw.descriptor == 1 ? .standardOutput : .standardError
            return try call.lock.integer(output.write(call.object(1), to: stream, lock: call.lock))
        }
        try type.method("readinto", "(self, buffer, /)", "Asks the host for input.", isFixed: true) {
            [unowned services] raw, call throws(PythonError) in
            guard raw.descriptor == 0 else { throw Self.unsupported("not readable", services, call.lock) }
            guard services.policy.grantsStandardInput, let host = services.host else { return try call.lock.integer(0) }
            let target = call.object(1)
            let wanted = try target.withBytes { $0.count }
            output.flush()
            // The buffer is not held while other threads run: they could not resize it under us.
            // What is pending now is raised now, so that an interrupt of the wait can be told from it.
            try call.lock.checkInterrupts()
            let bytes = call.lock.released { host.readStandardInput(atMost: wanted) }
            try call.lock.checkInterrupts()
            let taken = try target.withWritableBytes { buffer in
                let count = min(buffer.count, bytes.count)
                buffer.copyBytes(from: bytes.prefix(count))
                return count
            }
            return try call.lock.integer(taken)
        }
        for (name, isFor) in [("readable", { $0 == 0 }), ("writable", { $0 != 0 })] as [(String, (Int) -> Bool)] {
            try type.method(name, "(self)") { raw, call throws(PythonError) in call.lock.bool(isFor(raw.descriptor)) }
        }
        for name in ["seekable", "isatty"] {
            try type.method(name, "(self)") { raw, call throws(PythonError) in call.lock.bool(false) }
        }
        try type.method("fileno", "(self)") { raw, call throws(PythonError) in try call.lock.integer(raw.descriptor) }
        try type.getter("name") { raw, call throws(PythonError) in try call.lock.string(raw.name) }
        try type.getter("mode") { raw, call throws(PythonError) in try call.lock.string(raw.descriptor == 0 ? "rb" : "wb") }
        try type.getter("closefd") { raw, call throws(PythonError) in call.lock.bool(false) }
        _ = type.finish()
        type.trustWithBuffers()
        rawType = type
        self.functions = functions
        self.services = services
        self.output = output
    }

    private static func unsupported(
        _ message: String, _ services: any InterpreterServices, _ lock: borrowing InterpreterLock
    ) -> PythonError {
        do {
            let exception = try services.hiddenModule("_io", lock: lock).attribute("UnsupportedOperation")
            return .instance(try exception.call(lock.string(message)))
        } catch {
            return error
        }
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
        let buffer = try io.attribute(descriptor == 0 ? "BufferedReader" : "BufferedWriter").call(
            rawType.instance(Raw(descriptor: descriptor)))
        let arguments = try lock.list()
        try arguments.append(buffer)
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.string("utf-8"), forKey: "encoding")
        try keywords.setValue(lock.string(descriptor == 2 ? "backslashreplace" : "strict"), forKey: "errors")
        if descriptor != 0 {
            try keywords.setValue(lock.string("\n"), forKey: "newline")
            // The flush at the end of a line is a copy, not a system call: see `ScriptOutput`.
            try keywords.setValue(lock.bool(true), forKey: "line_buffering")
        }
        let stream = try io.attribute("TextIOWrapper").call(arguments: arguments.asTuple(), keywords: keywords)
        try stream.setAttribute("mode", lock.string(descriptor == 0 ? "r" : "w"))
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
            let result = try flush.reference.call()
            output.flush()
            return result
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
