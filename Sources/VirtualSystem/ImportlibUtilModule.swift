internal import Policy
internal import PythonRuntime

/// `importlib.util`: tells which modules can be imported; makes and loads none.
enum ImportlibUtilModule {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib.util", "Questions about modules.", functions: system.functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        try module.function("resolve_name", "(name, package)", "Resolve a relative module name to an absolute one.") {
            call throws(PythonError) in
            let package = call.hasValue(1) ? try call.string(1) : ""
            let name = try call.string(0)
            if name.hasPrefix("."), package.isEmpty {
                throw PythonError.refusedImport(
                    .importError, "no package specified for '\(name)' (required for relative module names)", name: name)
            }
            return try call.lock.string(ImportlibModule.resolve(name, from: package))
        }
        try module.function(
            "find_spec", "(name, package=None)", "Return the spec of a module that can be imported, or None."
        ) { call throws(PythonError) in
            let package = call.hasValue(1) ? try call.string(1) : ""
            let name = try ImportlibModule.resolve(call.string(0), from: package)
            return try findSpec(name, system, call.lock)
        }
        try module.object("MAGIC_NUMBER", lock.bytes([0xa7, 0x0d, 0x0d, 0x0a]))
        try module.function("cache_from_source", "(path, debug_override=None, *, optimization=None)") {
            call throws(PythonError) in
            throw PythonError(.notImplementedError, "no compiled files are kept in this sandbox")
        }
        try module.function("source_from_cache", "(path)") { call throws(PythonError) in
            throw PythonError(.notImplementedError, "no compiled files are kept in this sandbox")
        }
        for name in ["module_from_spec", "spec_from_loader", "spec_from_file_location"] {
            try module.function(name, "(*args, **kwargs)") { call throws(PythonError) in
                throw PythonError(
                    .importError,
                    system.services.deny(
                        operation: "importlib.util.\(name)", rule: "the import delegate",
                        remedy: "modules come by name, from the whitelist or the source root: use importlib.import_module"))
            }
        }
        return module.finish()
    }

    private static func findSpec(
        _ name: String, _ system: SystemContext, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let sys = try PythonModule.namespace(of: system.services.hiddenModule("sys", lock: lock))
        let loaded = try sys.value(forKey: "modules")?.value(forKey: name)
        let isPackage: Bool
        if let loaded, !loaded.isNone {
            isPackage = try loaded.attributeIfPresent("__path__") != nil
        } else if let checked = ModuleName(name), system.services.kind(ofModule: checked) != nil {
            isPackage = system.services.policy.whitelist.modules.keys.contains { $0.parent == checked }
        } else if let checked = ModuleName(name), system.services.policy.servesSourceRoot,
            let found = lock.released({ system.services.host?.sourceModule(named: checked) })
        {
            isPackage = found.isPackage
        } else {
            return lock.none
        }
        let spec = try system.services.importModule("importlib.machinery", lock: lock).attribute("ModuleSpec")
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.bool(isPackage), forKey: "is_package")
        return try spec.call(arguments: lock.pair(lock.string(name), lock.none), keywords: keywords)
    }
}
