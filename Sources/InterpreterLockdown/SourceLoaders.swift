internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// What the loader of one module knows.
final class SourceLoader {
    let name: String
    let path: String
    let isPackage: Bool
    /// `nil` for a file of the tree that was not read yet, and for a library module.
    let source: [UInt8]?
    /// The library module whose code it runs.
    let standard: ModuleName?

    init(name: String, path: String, isPackage: Bool, source: [UInt8]?) {
        self.name = name
        self.path = path
        self.isPackage = isPackage
        self.source = source
        standard = nil
    }

    init(standard name: ModuleName, path: String, isPackage: Bool) {
        self.name = name.text
        self.path = path
        self.isPackage = isPackage
        source = nil
        standard = name
    }
}

/// The loaders and specs of modules that are a script's own. They read what stands in the script's tree, and run code
/// as a script may: a script gains nothing by one of them.
final class SourceLoaders {
    private let type: NativeType<SourceLoader>
    private let context: LockdownContext
    weak var virtualModules: VirtualModules?
    weak var delegate: ImportDelegate?

    init(context: LockdownContext, functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) {
        self.context = context
        type = try NativeType<SourceLoader>(
            "importlib.machinery.SourceFileLoader", functions: functions, base: lock.objectClass, subclassable: true,
            signature: "(cls, fullname, path)"
        ) { call throws(PythonError) in
            let path = String(decoding: try call.object(2).fileSystemPath(), as: UTF8.self)
            return try SourceLoader(
                name: call.string(1), path: path, isPackage: path.hasSuffix("/__init__.py"), source: nil)
        }
        try type.getter("name") { loader, call throws(PythonError) in try call.lock.string(loader.name) }
        try type.getter("path") { loader, call throws(PythonError) in try call.lock.string(loader.path) }
        try addFacts()
        try addReading()
        try addRunning()
        _ = type.finish()
    }

    var reference: PythonReference { type.reference }

    func loader(_ loader: SourceLoader) throws(PythonError) -> PythonReference { try type.instance(loader) }

    // MARK: Specs

    /// `None` where the policy has no `importlib.machinery`.
    func spec(of loader: SourceLoader, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        guard let machinery = try module("importlib.machinery", lock: lock) else { return lock.none }
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.string(loader.path), forKey: "origin")
        try keywords.setValue(lock.bool(loader.isPackage), forKey: "is_package")
        let arguments = try lock.pair(lock.string(loader.name), type.instance(loader))
        let spec = try machinery.attribute("ModuleSpec").call(arguments: arguments, keywords: keywords)
        try spec.setAttribute("has_location", lock.bool(true))
        if loader.isPackage {
            try spec.setAttribute("submodule_search_locations", lock.list(ofStrings: [ModuleSpecs.folder(of: loader.path)]))
        }
        return spec
    }

    /// A library module; `nil` where no script may import it.
    private func module(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? {
        guard let delegate, let checkedName = ModuleName(name),
            delegate.loader.kind(of: checkedName, forScripts: true) != nil
        else { return nil }
        return try delegate.leaf(name, forScripts: false, lock: lock)
    }

    // MARK: What loaders do

    private func addFacts() throws(PythonError) {
        try type.method("get_filename", "(self, fullname=None)") { loader, call throws(PythonError) in
            try call.lock.string(loader.path)
        }
        try type.method("is_package", "(self, fullname=None)") { loader, call throws(PythonError) in
            call.lock.bool(loader.isPackage)
        }
        try type.method("get_resource_reader", "(self, fullname=None)", "Reads what stands beside the package.") {
            [weak self] _, call throws(PythonError) in
            guard let readers = try self?.module("importlib.resources.readers", lock: call.lock) else { return call.lock.none }
            return try readers.attribute("FileReader").call(call.object(0))
        }
    }

    private func addReading() throws(PythonError) {
        // linecache, inspect and doctest ask a module's loader for its source.
        try type.method("get_source", "(self, fullname=None)") { [weak self] loader, call throws(PythonError) in
            // The sources of the library are not there, only their code.
            if loader.standard != nil { return call.lock.none }
            let source = try self?.source(of: loader) ?? []
            return try checked(
                source.withUnsafeBufferPointer { buffer in
                    buffer.withMemoryRebound(to: CChar.self) {
                        PyUnicode_DecodeUTF8($0.baseAddress ?? spy_empty_string(), $0.count, "replace")
                    }
                })
        }
        try type.method("get_data", "(self, path, /)", "The bytes of a file of the script's tree.") {
            [weak self] _, call throws(PythonError) in
            let path = String(decoding: try call.object(1).fileSystemPath(), as: UTF8.self)
            return try call.lock.bytes(self?.virtualModules?.contents(ofFile: path) ?? [])
        }
    }

    private func addRunning() throws(PythonError) {
        try type.method("get_code", "(self, fullname=None)") { [weak self] loader, call throws(PythonError) in
            if loader.standard != nil {
                throw PythonError.refusedImport(
                    .importError, "the code of '\(loader.name)' is no script's; import the module, or run it by exec_module",
                    name: loader.name)
            }
            return try Compilation.ofFile(self?.source(of: loader) ?? [], path: loader.path)
        }
        try type.method("create_module", "(self, spec, /)", "The default one will do.") { _, call throws(PythonError) in
            call.lock.none
        }
        try type.method("exec_module", "(self, module, /)", "Run the module's code in its namespace.") {
            [weak self] loader, call throws(PythonError) in
            let module = call.object(1)
            guard let self, module.isModule, !context.isLibrary(module.pointer) else {
                throw PythonError(.typeError, "a module of the script's own is needed, not \(try call.object(1).representation())")
            }
            if let standard = loader.standard {
                try delegate?.loader.runCopy(of: standard, in: module, lock: call.lock)
                return call.lock.none
            }
            let code = try Compilation.ofFile(source(of: loader), path: loader.path)
            let namespace = try PythonModule.namespace(of: module)
            try namespace.setValue(PythonReference(retaining: context.scriptBuiltinsModule), forKey: "__builtins__")
            _ = try checked(PyEval_EvalCode(code.pointer, namespace.pointer, namespace.pointer))
            return call.lock.none
        }
    }

    private func source(of loader: SourceLoader) throws(PythonError) -> [UInt8] {
        if let source = loader.source { return source }
        return try virtualModules?.contents(ofFile: loader.path) ?? []
    }
}
