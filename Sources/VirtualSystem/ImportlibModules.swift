internal import Policy
internal import PythonRuntime

/// `importlib` as far as it is harmless: importing by name, and the names that library modules look at.
/// Its finders and loaders are empty classes; the delegate finds and loads.
enum ImportlibModules {
    static func makePackage(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib", "Import modules by name.", functions: functions, lock: lock)
        try module.object("__path__", lock.list(ofStrings: ["/stdlib/importlib"]))
        try module.string("__package__", "importlib", lock: lock)
        try module.function("import_module", "(name, package=None)", "Import a module.") {
            [unowned services] call throws(PythonError) in
            try services.importModule(
                resolve(call.string(0), package: call.hasValue(1) ? call.string(1) : nil), lock: call.lock)
        }
        try module.function("invalidate_caches", "()", "There are none.") { call throws(PythonError) in call.lock.none }
        try module.function("reload", "(module)", "Refuses: modules are loaded once.") {
            [unowned services] call throws(PythonError) in
            throw PythonError(
                .importError,
                services.deny(
                    operation: "importlib.reload", rule: "the virtual module 'importlib'",
                    remedy: "no grant allows it; delete a module of your own from sys.modules and import it again"))
        }
        let builtins = try services.hiddenModule("builtins", lock: lock)
        try module.real(["__import__"], from: builtins)
        return module.finish()
    }

    static func makeUtil(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib.util", "Facts about modules.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        let spec = KeptReference(try services.importModule("importlib.machinery", lock: lock).attribute("ModuleSpec"))
        try module.function("find_spec", "(name, package=None)", "The spec of an importable module, or None.") {
            [unowned services] call throws(PythonError) in
            let name = try resolve(call.string(0), package: call.hasValue(1) ? call.string(1) : nil)
            guard let checked = ModuleName(name), services.kind(ofModule: checked) != nil else { return call.lock.none }
            return try makeSpec(name, type: spec.reference, lock: call.lock)
        }
        try module.function("resolve_name", "(name, package)", "Resolve a relative module name to an absolute one.") {
            call throws(PythonError) in
            try call.lock.string(resolve(call.string(0), package: call.hasValue(1) ? call.string(1) : nil))
        }
        try module.object("MAGIC_NUMBER", lock.bytes([0, 0, 0x0d, 0x0a]))
        return module.finish()
    }

    static func makeMachinery(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib.machinery", "Names of the import system.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        let suffixes = [
            "SOURCE_SUFFIXES": [".py"], "BYTECODE_SUFFIXES": [".pyc"], "DEBUG_BYTECODE_SUFFIXES": [".pyc"],
            "OPTIMIZED_BYTECODE_SUFFIXES": [".pyc"], "EXTENSION_SUFFIXES": [".so"],
        ]
        for (name, values) in suffixes { try module.object(name, lock.list(ofStrings: values)) }
        try module.function("all_suffixes", "()", "The suffixes of module files.") { call throws(PythonError) in
            try call.lock.list(ofStrings: [".py", ".pyc", ".so"])
        }
        for name in [
            "BuiltinImporter", "ExtensionFileLoader", "FileFinder", "FrozenImporter", "NamespaceLoader", "PathFinder",
            "SourceFileLoader", "SourcelessFileLoader", "WindowsRegistryFinder",
        ] {
            try module.object(name, lock.emptyClass(name, module: "importlib.machinery", base: lock.objectClass))
        }
        let simpleNamespace = try PythonModule.systemNamespace(lock: lock).value(forKey: "implementation")?.type()
        let base = simpleNamespace ?? lock.objectClass
        try module.object("ModuleSpec", lock.emptyClass("ModuleSpec", module: "importlib.machinery", base: base))
        return module.finish()
    }

    static func makeABC(
        named name: String, functions: NativeFunctions, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(name, "Base classes of the import system.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        for name in [
            "ExecutionLoader", "FileLoader", "Finder", "InspectLoader", "Loader", "MetaPathFinder", "PathEntryFinder",
            "ResourceLoader", "ResourceReader", "SourceLoader", "Traversable", "TraversableResources",
        ] {
            try module.object(name, lock.emptyClass(name, module: "importlib.abc", base: lock.objectClass))
        }
        return module.finish()
    }

    private static func makeSpec(
        _ name: String, type: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.string(name), forKey: "name")
        let parent = name.split(separator: ".").dropLast().joined(separator: ".")
        try keywords.setValue(lock.string(parent), forKey: "parent")
        for key in ["loader", "origin", "cached", "submodule_search_locations", "loader_state"] {
            try keywords.setValue(lock.none, forKey: key)
        }
        try keywords.setValue(lock.bool(false), forKey: "has_location")
        return try type.call(arguments: lock.emptyTuple(), keywords: keywords)
    }

    /// As `importlib.util.resolve_name`.
    private static func resolve(_ name: String, package: String?) throws(PythonError) -> String {
        guard name.hasPrefix(".") else { return name }
        guard let package, !package.isEmpty else {
            throw PythonError(.typeError, "the 'package' argument is required to perform a relative import for '\(name)'")
        }
        let level = name.prefix { $0 == "." }.count
        var parts = package.split(separator: ".")
        guard parts.count >= level else {
            throw PythonError(.importError, "attempted relative import beyond top-level package")
        }
        parts.removeLast(level - 1)
        let tail = name.dropFirst(level)
        return parts.joined(separator: ".") + (tail.isEmpty ? "" : "." + tail)
    }
}
