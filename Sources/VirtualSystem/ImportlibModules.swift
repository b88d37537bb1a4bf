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
        try module.function("reload", "(module)", "Run the code of a module of the script's own again.") {
            [unowned services] call throws(PythonError) in
            if let reloaded = try ModuleSpecs.reload(call.object(0), services, lock: call.lock) { return reloaded }
            throw PythonError(
                .importError,
                services.deny(
                    operation: "importlib.reload", rule: "the virtual module 'importlib'",
                    remedy: "no grant allows it for a module of the library; deleted from sys.modules and imported again it is a copy of your own"))
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
        try module.function("find_spec", "(name, package=None)", "The spec of an importable module, or None.") {
            [unowned services] call throws(PythonError) in
            try ModuleSpecs.find(
                resolve(call.string(0), package: call.hasValue(1) ? call.string(1) : nil), services, lock: call.lock)
        }
        try module.function("resolve_name", "(name, package)", "Resolve a relative module name to an absolute one.") {
            call throws(PythonError) in
            try call.lock.string(resolve(call.string(0), package: call.hasValue(1) ? call.string(1) : nil))
        }
        try CodeFileNames.add(to: module)
        try ModuleSpecs.addFunctions(to: module, services)
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
            "BuiltinImporter", "ExtensionFileLoader", "FileFinder", "FrozenImporter", "NamespaceLoader",
            "SourcelessFileLoader", "WindowsRegistryFinder",
        ] {
            try module.object(name, lock.emptyClass(name, module: "importlib.machinery", base: lock.objectClass))
        }
        let pathFinder = try lock.emptyClass("PathFinder", module: "importlib.machinery", base: lock.objectClass)
        let findSpec = try functions.type.function(
            "find_spec", "(fullname, path=None, target=None)", "The spec of a module that can be imported, or None."
        ) { [unowned services] call throws(PythonError) in
            do throws(PythonError) {
                return try ModuleSpecs.find(call.string(0), services, lock: call.lock)
            } catch {
                if error.matches(.moduleNotFoundError) { return call.lock.none }
                throw error
            }
        }
        try pathFinder.setAttribute("find_spec", findSpec)
        try module.object("PathFinder", pathFinder)
        try module.object("SourceFileLoader", services.sourceLoaderClass)
        try module.object("ModuleSpec", ModuleSpecs.makeClass(functions: functions, lock: lock))
        return module.finish()
    }

    /// With the base of each; bases come first.
    private static let abstractClasses: [(name: String, base: String?)] = [
        ("Finder", nil), ("MetaPathFinder", nil), ("PathEntryFinder", nil), ("Loader", nil), ("ResourceLoader", "Loader"),
        ("InspectLoader", "Loader"), ("ExecutionLoader", "InspectLoader"), ("FileLoader", "ResourceLoader"),
        ("SourceLoader", "ResourceLoader"),
    ]
    private static let resourceClasses: Set<String> = ["ResourceReader", "Traversable", "TraversableResources"]

    static func makeABC(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib.abc", "Base classes of the import system.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        let metaclass = try services.importModule("abc", lock: lock).attribute("ABCMeta")
        for (name, baseName) in abstractClasses {
            let bases = try lock.list()
            if let baseName, let base = try module.attribute(baseName) { try bases.append(base) }
            let namespace = try lock.dictionary()
            try namespace.setValue(lock.string("importlib.abc"), forKey: "__module__")
            try module.object(name, metaclass.call(lock.string(name), bases.asTuple(), namespace))
        }
        // These are classes of a library module, which is loaded only for those who ask.
        try module.function("__getattr__", "(name, /)") { [unowned services] call throws(PythonError) in
            let name = try call.string(0)
            guard resourceClasses.contains(name) else {
                throw PythonError(.attributeError, "module 'importlib.abc' has no attribute '\(name)'")
            }
            return try services.importModule("importlib.resources.abc", lock: call.lock).attribute(name)
        }
        return module.finish()
    }

    static func makePrivateABC(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib._abc", "The class Loader.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        try module.object("Loader", services.importModule("importlib.abc", lock: lock).attribute("Loader"))
        return module.finish()
    }

    /// As `importlib.util.resolve_name`.
    private static func resolve(_ name: String, package: String?) throws(PythonError) -> String {
        guard name.hasPrefix(".") else { return name }
        guard let package, !package.isEmpty else {
            throw PythonError(.typeError, "the 'package' argument is required to perform a relative import for '\(name)'")
        }
        let level = name.prefix { $0 == "." }.count
        return try RelativeName.resolve(name.dropFirst(level), level: level, in: package)
    }
}
