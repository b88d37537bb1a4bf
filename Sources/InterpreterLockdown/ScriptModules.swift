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
    private let functions: NativeFunctions
    private let sourceLoaders: NativeType<SourceLoader>
    private var sources: [String: Source] = [:]
    private var loaded: Set<String> = []

    init(context: LockdownContext, functions: NativeFunctions) throws(PythonError) {
        let object = PythonReference(retaining: Descriptors.object(SPY_TYPE_OBJECT))
        let loaders = try NativeType<SourceLoader>("builtins.source_loader", functions: functions, base: object)
        // linecache, inspect and doctest ask a module's loader for its source.
        try loaders.method("get_source", "(self, fullname=None)") { loader, call throws(PythonError) in
            let decoded = try checked(
                loader.bytes.withUnsafeBufferPointer { buffer in
                    buffer.withMemoryRebound(to: CChar.self) {
                        PyUnicode_DecodeUTF8($0.baseAddress ?? spy_empty_string(), $0.count, "replace")
                    }
                })
            return decoded
        }
        try loaders.method("get_filename", "(self, fullname=None)") { loader, call throws(PythonError) in
            try call.lock.string(loader.displayPath)
        }
        try loaders.method("is_package", "(self, fullname=None)") { loader, call throws(PythonError) in
            call.lock.bool(loader.isPackage)
        }
        _ = loaders.finish()
        self.context = context
        self.functions = functions
        sourceLoaders = loaders
    }

    /// Whether a script's module of this name was loaded in this run.
    func isLoaded(_ name: String) -> Bool { loaded.contains(name) }

    /// The text of a loaded source: the only files that a traceback reads lines from.
    func source(atPath path: String) -> [UInt8]? {
        sources[path]?.bytes
    }

    /// Makes `__main__`, as python3 has it when it runs a file.
    func makeMain(for request: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try PythonModule.make(named: "__main__", lock: lock)
        let namespace = try PythonModule.namespace(of: module)
        try fill(namespace, path: request.displayPath, bytes: request.source, isPackage: false, lock: lock)
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
        try fill(namespace, path: found.displayPath, bytes: found.source, isPackage: found.isPackage, lock: lock)
        try namespace.setValue(lock.string(found.displayPath), forKey: "__file__")
        let package = found.isPackage ? name.text : name.parent?.text ?? ""
        try namespace.setValue(lock.string(package), forKey: "__package__")
        if found.isPackage {
            let folder = found.displayPath.split(separator: "/").dropLast().joined(separator: "/")
            try namespace.setValue(lock.list(ofStrings: ["/" + folder]), forKey: "__path__")
        }
        let code = try Self.compile(found.source, path: found.displayPath)
        try delegate.register(module, as: name.text, isShown: true)
        loaded.insert(name.text)
        do {
            _ = try checked(PyEval_EvalCode(code.pointer, namespace.pointer, namespace.pointer))
        } catch {
            loaded.remove(name.text)
            try delegate.unregister(name.text)
            throw error
        }
        // A module may put another object in its own place.
        if let replaced = try delegate.registry.value(forKey: name.text) { return replaced }
        return module
    }

    /// Compiles a file's bytes as python3 does, byte-order mark and coding cookie included.
    static func compile(_ source: [UInt8], path: String) throws(PythonError) -> PythonReference {
        try Compilation.ofFile(source, path: path)
    }

    private func fill(
        _ namespace: borrowing PythonReference, path: String, bytes: [UInt8], isPackage: Bool,
        lock: borrowing InterpreterLock
    ) throws(PythonError) {
        sources[path] = Source(displayPath: path, bytes: bytes)
        let builtins = PythonReference(retaining: context.scriptBuiltinsModule)
        try namespace.setValue(builtins, forKey: "__builtins__")
        let loader = try sourceLoaders.instance(SourceLoader(displayPath: path, isPackage: isPackage, bytes: bytes))
        try namespace.setValue(loader, forKey: "__loader__")
    }
}

final class SourceLoader {
    let displayPath: String
    let isPackage: Bool
    let bytes: [UInt8]

    init(displayPath: String, isPackage: Bool, bytes: [UInt8]) {
        self.displayPath = displayPath
        self.isPackage = isPackage
        self.bytes = bytes
    }
}
