internal import Policy
internal import PythonRuntime

/// `importlib.machinery`: names of the finders and loaders, none of which finds or loads.
enum ImportlibMachineryModule {
    private static let finders = [
        "BuiltinImporter", "FrozenImporter", "PathFinder", "FileFinder", "WindowsRegistryFinder", "SourceFileLoader",
        "SourcelessFileLoader", "ExtensionFileLoader", "NamespaceLoader",
    ]

    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "importlib.machinery", "Names of the import machinery.", functions: system.functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        let object = try system.builtin("object", lock: lock)
        for name in finders {
            let type = try NativeType<Inert>("importlib.machinery.\(name)", functions: system.functions, base: object)
            try module.object(name, type.finish())
        }
        try module.object("ModuleSpec", ModuleSpecClass.make(system, lock))
        let suffixes = [
            ("SOURCE_SUFFIXES", [".py"]), ("BYTECODE_SUFFIXES", [".pyc"]), ("DEBUG_BYTECODE_SUFFIXES", [".pyc"]),
            ("OPTIMIZED_BYTECODE_SUFFIXES", [".pyc"]), ("EXTENSION_SUFFIXES", [".so"]),
        ]
        for (name, values) in suffixes { try module.object(name, lock.list(ofStrings: values)) }
        try module.function("all_suffixes", "()", "Returns a list of all recognized module suffixes.") {
            call throws(PythonError) in try call.lock.list(ofStrings: [".py", ".pyc", ".so"])
        }
        return module.finish()
    }
}

/// The payload of classes that hold nothing.
final class Inert {}

/// A module spec: attributes that say what a module is, and nothing that loads it.
enum ModuleSpecClass {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let sys = try PythonModule.namespace(of: system.services.hiddenModule("sys", lock: lock))
        guard let implementation = try sys.value(forKey: "implementation") else {
            throw PythonError(.systemError, "sys.implementation is missing")
        }
        let type = try NativeType<Inert>(
            "importlib.machinery.ModuleSpec", functions: system.functions, base: implementation.type(), subclassable: true,
            signature: "(cls, *args, **kwargs)"
        ) { call throws(PythonError) in Inert() }
        try type.method("__init__", "(self, name, loader, *, origin=None, loader_state=None, is_package=None)") {
            _, call throws(PythonError) in
            let spec = call.object(0)
            let name = try call.string(1)
            let isPackage = try call.bool(5, default: false)
            try spec.setAttribute("name", call.object(1))
            try spec.setAttribute("loader", call.object(2))
            try spec.setAttribute("origin", call.object(3))
            try spec.setAttribute("loader_state", call.object(4))
            try spec.setAttribute("submodule_search_locations", isPackage ? call.lock.list() : call.lock.none)
            try spec.setAttribute("cached", call.lock.none)
            try spec.setAttribute("has_location", call.lock.bool(false))
            let parent = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
            try spec.setAttribute("parent", call.lock.string(isPackage ? name : parent))
            return call.lock.none
        }
        return type.finish()
    }
}
