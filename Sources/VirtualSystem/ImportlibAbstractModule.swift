internal import PythonRuntime

/// `importlib.abc`: the abstract classes by name, for library modules that extend or test for them.
enum ImportlibAbstractModule {
    private static let classes = [
        ("Loader", nil), ("MetaPathFinder", nil), ("PathEntryFinder", nil), ("Finder", nil), ("ResourceLoader", "Loader"),
        ("InspectLoader", "Loader"), ("ExecutionLoader", "InspectLoader"), ("FileLoader", "ResourceLoader"),
        ("SourceLoader", "ResourceLoader"),
    ]
    private static let resources: Set<String> = ["ResourceReader", "Traversable", "TraversableResources"]

    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib.abc", "Abstract classes of importing.", functions: system.functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        let metaclass = try system.services.importModule("abc", lock: lock).attribute("ABCMeta")
        let object = try system.builtin("object", lock: lock)
        for (name, baseName) in classes {
            let base = try baseName.flatMap { name throws(PythonError) in try module.attribute(name) } ?? object.copy()
            try module.object(name, lock.emptyClass(name, module: "importlib.abc", base: base, metaclass: metaclass))
        }
        // They live in a library module that itself may import this one.
        try module.function("__getattr__", "(name, /)") { call throws(PythonError) in
            let name = try call.string(0)
            guard resources.contains(name) else {
                throw PythonError(.attributeError, "module 'importlib.abc' has no attribute '\(name)'")
            }
            return try system.services.importModule("importlib.resources.abc", lock: call.lock).attribute(name)
        }
        return module.finish()
    }

    static func makePrivate(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib._abc", "", functions: system.functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        try module.object("Loader", system.services.importModule("importlib.abc", lock: lock).attribute("Loader"))
        return module.finish()
    }
}
