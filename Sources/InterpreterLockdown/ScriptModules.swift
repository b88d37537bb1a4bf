internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// The script's own modules: `__main__`, and what it imports of its source root or its tree. They are the
/// script's to change, hold its built-ins, and show their source in tracebacks.
final class ScriptModules {
    private struct Source {
        let displayPath: String
        let bytes: [UInt8]
    }

    private let context: LockdownContext
    let loaders: SourceLoaders
    private var sources: [String: Source] = [:]
    private var loaded: Set<String> = []
    private let bodies = ModuleBodies()

    init(context: LockdownContext, functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) {
        self.context = context
        loaders = try SourceLoaders(context: context, functions: functions, lock: lock)
    }

    /// Whether a script's module of this name was loaded in this run.
    func isLoaded(_ name: String) -> Bool { loaded.contains(name) }

    /// Waits until no other thread runs the body of a module of the script's, unless that thread waits for this one.
    /// Returns whether there was one.
    @discardableResult
    func awaitBody(of name: String, lock: borrowing InterpreterLock) throws(PythonError) -> Bool {
        try bodies.await(name, lock: lock)
    }

    /// The text of a loaded source: the only files that a traceback reads lines from.
    func source(atPath path: String) -> [UInt8]? {
        sources[path]?.bytes
    }

    /// Forgets the text of a script that has ended.
    func forgetSource(of request: ScriptRequest) { sources[request.displayPath] = nil }

    /// Makes `__main__`, as python3 has it when it runs a file.
    func makeMain(for request: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try PythonModule.make(named: "__main__", lock: lock)
        let namespace = try PythonModule.namespace(of: module)
        let loader = SourceLoader(
            name: "__main__", path: request.displayPath, isPackage: false, source: request.source)
        try fill(namespace, loader, request.source)
        if case .file = request.origin {
            try namespace.setValue(lock.string(request.displayPath), forKey: "__file__")
            try namespace.setValue(lock.none, forKey: "__cached__")
        }
        try namespace.setValue(lock.dictionary(), forKey: "__annotations__")
        return module
    }

    func load(
        _ name: ModuleName, _ found: SourceModule, registering delegate: ImportDelegate, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try PythonModule.make(named: name.text, lock: lock)
        let namespace = try PythonModule.namespace(of: module)
        let loader = SourceLoader(
            name: name.text, path: found.displayPath, isPackage: found.isPackage, source: found.source)
        try fill(namespace, loader, found.source)
        try namespace.setValue(lock.string(found.displayPath), forKey: "__file__")
        let cached = try CodeFileNames.path(ofSource: found.displayPath, lock: lock)
        try namespace.setValue(lock.string(cached), forKey: "__cached__")
        let spec = try loaders.spec(of: loader, lock: lock)
        try namespace.setValue(spec, forKey: "__spec__")
        let package = found.isPackage ? name.text : name.parent?.text ?? ""
        try namespace.setValue(lock.string(package), forKey: "__package__")
        if found.isPackage {
            try namespace.setValue(lock.list(ofStrings: [ModuleSpecs.folder(of: loader.path)]), forKey: "__path__")
        }
        let code = try Self.compile(found.source, path: found.displayPath)
        try delegate.register(module, as: name.text, isShown: true)
        loaded.insert(name.text)
        // So that CPython tells of circular imports.
        if !spec.isNone { try spec.setAttribute("_initializing", lock.bool(true)) }
        do {
            defer { if !spec.isNone { try? spec.setAttribute("_initializing", lock.bool(false)) } }
            _ = try bodies.running(name.text) { () throws(PythonError) in
                try checked(PyEval_EvalCode(code.pointer, namespace.pointer, namespace.pointer))
            }
        } catch {
            loaded.remove(name.text)
            try delegate.unregister(name.text)
            throw error
        }
        // A module may put another object in its own place.
        if let replaced = try delegate.overlay.value(forKey: name.text) { return replaced }
        if let replaced = try delegate.registry.value(forKey: name.text) { return replaced }
        return module
    }

    /// Compiles a file's bytes as python3 does, byte-order mark and coding cookie included.
    static func compile(_ source: [UInt8], path: String) throws(PythonError) -> PythonReference {
        try Compilation.ofFile(source, path: path)
    }

    private func fill(
        _ namespace: borrowing PythonReference, _ loader: SourceLoader, _ source: [UInt8]
    ) throws(PythonError) {
        sources[loader.path] = Source(displayPath: loader.path, bytes: source)
        let builtins = PythonReference(retaining: context.scriptBuiltinsModule)
        try namespace.setValue(builtins, forKey: "__builtins__")
        try namespace.setValue(loaders.loader(loader), forKey: "__loader__")
    }
}
