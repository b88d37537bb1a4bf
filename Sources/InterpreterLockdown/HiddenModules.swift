internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// What start-up left in the interpreter, taken out of every script's reach and kept for native code.
final class HiddenModules {
    private let modules: PythonReference
    /// `types.SimpleNamespace`, as start-up has it: what a script may put into `sys` makes no specs.
    private let namespaceType: PythonReference

    /// Empties the registry and unregisters the start-up codecs, whose functions lead to the real `sys`.
    init(lock: borrowing InterpreterLock) throws(PythonError) {
        guard let implementation = PythonModule.systemObject("implementation") else {
            throw PythonError(.systemError, "sys.implementation is missing")
        }
        namespaceType = implementation.type()
        let registry = PythonReference(retaining: PyImport_GetModuleDict())
        let modules = try registry.copyOfDictionary()
        if let encodings = try modules.value(forKey: "encodings") {
            // Run again beside the old one, encodings would be handed the old module's CodecInfo class.
            let search = try encodings.attribute("search_function")
            try checked(PyCodec_Unregister(search.pointer))
        }
        PyDict_Clear(registry.pointer)
        self.modules = modules
    }

    func names() throws(PythonError) -> [String] {
        try modules.stringKeys()
    }

    func module(_ name: String) throws(PythonError) -> PythonReference {
        guard let module = try moduleIfPresent(name) else {
            throw PythonError(.systemError, "no module '\(name)' was hidden at start-up")
        }
        return module
    }

    func moduleIfPresent(_ name: String) throws(PythonError) -> PythonReference? {
        try modules.value(forKey: name)
    }

    /// A built-in module for native code alone, initialised now where start-up did not need it.
    func builtIn(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        if let module = try moduleIfPresent(name) { return module }
        let module = try NativeModules.makeBuiltIn(name, hidden: self, lock: lock)
        try modules.setValue(module, forKey: name)
        return module
    }

    /// As much of a ModuleSpec as multi-phase initialisation reads.
    func moduleSpec(named name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.string(name), forKey: "name")
        try keywords.setValue(lock.none, forKey: "origin")
        try keywords.setValue(lock.none, forKey: "loader")
        try keywords.setValue(lock.none, forKey: "submodule_search_locations")
        return try namespaceType.call(arguments: lock.emptyTuple(), keywords: keywords)
    }
}
