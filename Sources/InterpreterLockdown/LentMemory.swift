internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Memory without an owner, which CPython lends to code of scripts: what they keep of it would read and write what
/// comes to stand there later. They get copies.
enum LentMemory {
    static func guardBuffers(realIO: borrowing PythonReference) throws(PythonError) {
        if let part = spy_guard_buffers(realIO.pointer) {
            throw PythonError(.systemError, "\(String(cString: part)) cannot be guarded: this CPython is not known here")
        }
    }

    /// `_pickle`: an unpickler lends its file the bytes object that it makes.
    static func guardUnpicklers(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let type = try namespace.value(forKey: "Unpickler"), let load = try namespace.value(forKey: "load"),
            spy_guard_unpickler(type.pointer) == 0
        else { throw PythonError(.systemError, "_pickle cannot be guarded: this CPython is not known here") }
        let original = KeptReference(load)
        let guarded = try functions.type.function(
            "load", "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
            original.reference.attribute("__doc__").text()
        ) { call throws(PythonError) in
            let keywords = try call.lock.dictionary()
            for (index, name) in ["fix_imports", "encoding", "errors", "buffers"].enumerated() where call.isGiven(index + 1) {
                try keywords.setValue(call.object(index + 1), forKey: name)
            }
            let arguments = try call.lock.list()
            try arguments.append(Self.guarded(stream: call.object(0)))
            return try original.reference.call(arguments: arguments.asTuple(), keywords: keywords)
        }
        try namespace.setValue(guarded, forKey: "load")
    }

    private static func guarded(stream: borrowing PythonReference) throws(PythonError) -> PythonReference {
        try checked(spy_guarded_stream(stream.pointer))
    }

    private static func guarded(codec: borrowing PythonReference) throws(PythonError) -> PythonReference {
        try checked(spy_guarded_codec(codec.pointer))
    }

    /// `_codecs`: decoders are lent the bytes of whatever is decoded. A script takes back what it registered itself;
    /// the library's own search for encodings stays.
    static func guardCodecs(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let realRegister = try namespace.value(forKey: "register"),
            let realUnregister = try namespace.value(forKey: "unregister")
        else { return }
        let (originalRegister, originalUnregister) = (KeptReference(realRegister), KeptReference(realUnregister))
        let searches = RegisteredSearches()
        let register = try functions.type.function(
            "register", "(search_function, /)", originalRegister.reference.attribute("__doc__").text()
        ) { [unowned functions] call throws(PythonError) in
            let search = KeptReference(call.object(0))
            // The first is the library's own, before any script runs; its decoders keep nothing.
            guard searches.hasLibrary else {
                searches.hasLibrary = true
                return try originalRegister.reference.call(search.reference)
            }
            guard PyCallable_Check(search.reference.pointer) != 0 else {
                throw PythonError(.typeError, "argument must be callable")
            }
            let guarded = try functions.type.function("search_function", "(encoding, /)") { call throws(PythonError) in
                try Self.guarded(codec: search.reference.call(call.object(0)))
            }
            _ = try originalRegister.reference.call(guarded)
            searches.add(search, guarded: KeptReference(guarded))
            return call.lock.none
        }
        let unregister = try functions.type.function(
            "unregister", "(search_function, /)", "Unregister a codec search function of the script."
        ) { call throws(PythonError) in
            let search = call.object(0)
            if let guarded = searches.remove(search) {
                return try originalUnregister.reference.call(guarded.reference)
            }
            if search.isFunction, LockdownContext.current?.isTrusted(function: search.pointer) ?? true {
                throw PythonError(.valueError, "only what a script registered itself can be unregistered in this sandbox")
            }
            return call.lock.none
        }
        try namespace.setValue(register, forKey: "register")
        try namespace.setValue(unregister, forKey: "unregister")
    }
}

/// What stands in CPython's own list for each search function.
private final class RegisteredSearches {
    var hasLibrary = false
    private var entries: [(search: KeptReference, guarded: KeptReference)] = []

    func add(_ search: KeptReference, guarded: KeptReference) {
        entries.append((search, guarded))
    }

    func remove(_ search: borrowing PythonReference) -> KeptReference? {
        guard let index = entries.firstIndex(where: { $0.search.reference.pointer == search.pointer }) else { return nil }
        return entries.remove(at: index).guarded
    }
}
