internal import Policy
internal import PythonRuntime

/// `importlib`: `import_module` by way of the delegate.
enum ImportlibModule {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("importlib", "Imports modules by name.", functions: system.functions, lock: lock)
        // A package: importlib.resources and importlib.metadata are the library's own beneath it.
        try module.object("__path__", lock.list())
        try module.string("__package__", "importlib", lock: lock)
        try module.function(
            "import_module", "(name, package=None)", "Import a module; a relative name needs the package that it starts from."
        ) { call throws(PythonError) in
            let name = try call.string(0)
            guard name.hasPrefix(".") else { return try system.services.importModule(name, lock: call.lock) }
            guard call.hasValue(1) else {
                throw PythonError(
                    .typeError, "the 'package' argument is required to perform a relative import for '\(name)'")
            }
            let absolute = try resolve(name, from: call.string(1))
            return try system.services.importModule(absolute, lock: call.lock)
        }
        try module.function("invalidate_caches", "()", "There is no cache to forget.") { call throws(PythonError) in
            call.lock.none
        }
        try module.function("reload", "(module)", "Runs a module of the script's own again.") { call throws(PythonError) in
            try reload(call.object(0), system, call.lock)
        }
        return module.finish()
    }

    /// The absolute name that `name` means within a package.
    static func resolve(_ name: String, from package: String) throws(PythonError) -> String {
        let level = name.prefix { $0 == "." }.count
        guard level > 0 else { return name }
        var parts = package.split(separator: ".", omittingEmptySubsequences: false)
        guard !package.isEmpty, parts.count >= level else {
            throw PythonError(.importError, "attempted relative import beyond top-level package")
        }
        parts.removeLast(level - 1)
        let base = parts.joined(separator: ".")
        let rest = name.dropFirst(level)
        return rest.isEmpty ? base : "\(base).\(rest)"
    }

    /// The module object stays the same and gets the names of the new one.
    private static func reload(
        _ module: consuming PythonReference, _ system: SystemContext, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard module.isModule else { throw PythonError(.typeError, "reload() argument must be a module") }
        let name = try module.attribute("__name__").string()
        let loaded = try PythonModule.namespace(of: system.services.hiddenModule("sys", lock: lock)).value(forKey: "modules")
        guard let loaded, let current = try loaded.value(forKey: name), current.isIdentical(to: module) else {
            throw PythonError.refusedImport(.importError, "module \(name) not in sys.modules", name: name)
        }
        guard let checked = ModuleName(name), system.services.kind(ofModule: checked) == nil, name != "__main__" else {
            throw PythonError.refusedImport(
                .importError, "module '\(name)' is the library's and cannot be reloaded in this sandbox", name: name)
        }
        try loaded.removeValue(forKey: name)
        let fresh: PythonReference
        do {
            fresh = try system.services.importModule(name, lock: lock)
        } catch {
            try loaded.setValue(module, forKey: name)
            throw error
        }
        try PythonModule.namespace(of: module).update(from: PythonModule.namespace(of: fresh))
        try loaded.setValue(module, forKey: name)
        return module
    }
}
