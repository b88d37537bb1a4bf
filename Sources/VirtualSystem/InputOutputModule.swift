internal import Glibc
internal import PythonRuntime

/// `_io`: the real buffers and text layers over files of the virtual tree.
enum InputOutputModule {
    private static let realNames = [
        "BlockingIOError", "BufferedRWPair", "BufferedRandom", "BufferedReader", "BufferedWriter", "BytesIO",
        "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder", "StringIO", "TextIOWrapper", "UnsupportedOperation",
        "_BufferedIOBase", "_IOBase", "_RawIOBase", "_TextIOBase",
    ]

    static func make(
        _ system: SystemContext, _ classes: InputOutputClasses, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("_io", "Streams over the virtual files.", functions: system.functions, lock: lock)
        try module.real(realNames, from: classes.real.object)
        try module.forward(["text_encoding"], from: classes.real.object)
        try module.object("FileIO", classes.files.reference)
        try module.function(
            "open",
            "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
            "Open a file of the virtual tree and return a stream."
        ) { call throws(PythonError) in
            try OpenFunction(classes: classes).call(call)
        }
        try module.function("open_code", "(path)", "Opens a source for reading.") { call throws(PythonError) in
            let path = call.object(0)
            guard path.isString else {
                throw PythonError(.typeError, "open_code() argument 'path' must be str, not \(path.typeName())")
            }
            let raw = try classes.files.reference.call(path, call.lock.string("rb"))
            return try classes.real.object.attribute("BufferedReader").call(raw)
        }
        return module.finish()
    }
}

/// `open`, with the checks and layers of CPython's.
struct OpenFunction {
    let classes: InputOutputClasses

    private struct Mode {
        let text: String
        let raw: String
        let isBinary: Bool
        let updates: Bool
        let writes: Bool

        init(_ text: String) throws(PythonError) {
            guard text.allSatisfy({ "xrwa+tb".contains($0) }), Set(text).count == text.count else {
                throw PythonError(.valueError, "invalid mode: '\(text)'")
            }
            if text.contains("t"), text.contains("b") {
                throw PythonError(.valueError, "can't have text and binary mode at once")
            }
            if text.count(where: { "xrwa".contains($0) }) > 1 {
                throw PythonError(.valueError, "must have exactly one of create/read/write/append mode")
            }
            self.text = text
            raw = text.filter { $0 != "t" && $0 != "b" }
            isBinary = text.contains("b")
            updates = text.contains("+")
            writes = text.contains { "xwa".contains($0) }
        }
    }

    func call(_ call: borrowing NativeCall) throws(PythonError) -> PythonReference {
        let file = call.object(0)
        let subject: PythonReference
        if file.isInteger {
            subject = file.copy()
        } else {
            // A path-like object is asked once.
            subject = try file.fileSystemPathObject()
        }
        let mode = try Mode(call.isGiven(1) ? call.string(1) : "r")
        var buffering = try call.integer(2, default: -1)
        for (index, name) in [(3, "encoding"), (4, "errors"), (5, "newline")] where call.hasValue(index) {
            let value = call.object(index)
            guard value.isString else {
                throw PythonError(.typeError, "open() argument '\(name)' must be str or None, not \(value.typeName())")
            }
            if mode.isBinary {
                let article = name == "newline" ? "a" : "an"
                throw PythonError(.valueError, "binary mode doesn't take \(article) \(name) argument")
            }
        }
        let raw = try classes.files.reference.call(
            arguments: call.lock.tuple { items throws(PythonError) in
                try items.append(subject.copy())
                try items.append(call.lock.string(mode.raw))
                try items.append(call.lock.bool(call.bool(6, default: true)))
                try items.append(call.object(7))
            }, keywords: call.lock.none)
        do throws(PythonError) {
            let buffersLines = buffering == 1 && !mode.isBinary
            if buffering < 0 || buffering == 1 { buffering = try raw.attribute("_blksize").integer() }
            if buffering == 0 {
                guard mode.isBinary else { throw PythonError(.valueError, "can't have unbuffered text I/O") }
                return raw
            }
            let kind = mode.updates ? "BufferedRandom" : mode.writes ? "BufferedWriter" : "BufferedReader"
            let buffer = try classes.real.object.attribute(kind).call(raw, call.lock.integer(buffering))
            if mode.isBinary { return buffer }
            let arguments = try call.lock.tuple { items throws(PythonError) in
                try items.append(buffer.copy())
                for index in 3...5 { try items.append(call.object(index)) }
                try items.append(call.lock.bool(buffersLines))
            }
            let text = try classes.real.object.attribute("TextIOWrapper").call(arguments: arguments, keywords: call.lock.none)
            try text.setAttribute("mode", call.lock.string(mode.text))
            return text
        } catch {
            _ = try? raw.callMethod("close")
            throw error
        }
    }
}
