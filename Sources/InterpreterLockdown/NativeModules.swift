internal import CPython
internal import CPythonShims
internal import Glibc
internal import PythonRuntime

/// Runs the initialisation functions of modules written in C.
enum NativeModules {
    /// What an initialisation function left: a finished module, or one whose body has still to run.
    struct Fresh: ~Copyable {
        let module: PythonReference
        fileprivate let definition: UnsafeMutablePointer<PyModuleDef>?

        func execute() throws(PythonError) {
            if let definition { try checked(PyModule_ExecDef(module.pointer, definition)) }
        }
    }

    /// The initialisation function of a built-in module, `nil` where libpython has none of that name.
    static func builtInInitialiser(_ name: String) -> (@convention(c) () -> ObjectPointer?)? {
        var index = 0
        var entry: UnsafePointer<CChar>?
        var initialise: (@convention(c) () -> ObjectPointer?)?
        while spy_builtin_module(index, &entry, &initialise) != 0 {
            if let entry, strcmp(entry, name) == 0 { return initialise }
            index += 1
        }
        return nil
    }

    /// A built-in module for native code alone: finished, and in no registry.
    static func makeBuiltIn(
        _ name: String, hidden: HiddenModules, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let initialise = builtInInitialiser(name) else {
            throw PythonError(.importError, "libpython has no built-in module '\(name)'")
        }
        let fresh = try create(name, from: initialise(), hidden: hidden, lock: lock)
        try fresh.execute()
        return fresh.module.copy()
    }

    static func create(
        _ name: String, from product: ObjectPointer?, hidden: HiddenModules, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Fresh {
        guard let product else { throw PythonError.fetch() }
        guard spy_is_module_definition(product) != 0 else {
            // Single-phase: the module is ready. Some register themselves; a second time aborts.
            if let definition = spy_module_definition(product), PyState_FindModule(definition) == nil {
                try checked(PyState_AddModule(product, definition))
            }
            return Fresh(module: PythonReference(consuming: product), definition: nil)
        }
        // A definition is static, and borrowed.
        let definition = UnsafeMutableRawPointer(product).assumingMemoryBound(to: PyModuleDef.self)
        let spec = try hidden.moduleSpec(named: name, lock: lock)
        return Fresh(module: try checked(spy_module_from_definition(definition, spec.pointer)), definition: definition)
    }
}
