internal import PythonRuntime

/// `sys.stdin`, `sys.stdout` and `sys.stderr`: the real text layer over raw streams of ours.
enum StandardStreams {
    /// A text layer whose `flush`, called by a script, also sends what the connection holds back. What
    /// a line end flushes goes past this, so that `print` stays cheap.
    static func makeClass(
        _ system: SystemContext, textWrapper: consuming PythonReference
    ) throws(PythonError) -> NativeType<Inert> {
        let type = try NativeType<Inert>(
            "_io.TextIOWrapper", functions: system.functions, base: textWrapper, signature: "(cls, *args, **kwargs)"
        ) { call throws(PythonError) in Inert() }
        let flush = HeldReference(try textWrapper.attribute("flush"))
        try type.method("flush", "(self)") { _, call throws(PythonError) in
            let result = try flush.object.call(call.object(0))
            if let host = system.services.host { call.lock.released { host.flush() } }
            return result
        }
        _ = type.finish()
        return type
    }

    static func install(
        in sys: borrowing PythonReference, _ classes: InputOutputClasses, _ lock: borrowing InterpreterLock
    ) throws(PythonError) {
        for (number, name) in ["stdin", "stdout", "stderr"].enumerated() {
            let stream = try make(number, name, classes, lock)
            try sys.setValue(stream, forKey: name)
            try sys.setValue(stream, forKey: "__\(name)__")
        }
    }

    private static func make(
        _ number: Int, _ name: String, _ classes: InputOutputClasses, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let isInput = number == 0
        let raw = try classes.files.reference.call(
            lock.integer(number), lock.string(isInput ? "rb" : "wb"), lock.bool(false))
        try raw.setAttribute("name", lock.string("<\(name)>"))
        let buffer = try classes.real.object.attribute(isInput ? "BufferedReader" : "BufferedWriter").call(raw)
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.string("utf-8"), forKey: "encoding")
        try keywords.setValue(lock.string(number == 2 ? "backslashreplace" : "strict"), forKey: "errors")
        // Each line goes out by itself, so that the order of both streams holds.
        try keywords.setValue(lock.bool(!isInput), forKey: "line_buffering")
        if !isInput { try keywords.setValue(lock.string("\n"), forKey: "newline") }
        let arguments = try lock.tuple { items throws(PythonError) in try items.append(buffer.copy()) }
        let stream = try classes.streams.reference.call(arguments: arguments, keywords: keywords)
        try stream.setAttribute("mode", lock.string(isInput ? "r" : "w"))
        return stream
    }
}
