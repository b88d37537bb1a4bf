internal import CPython
internal import CPythonShims
internal import Glibc
internal import ModuleImageReader
internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// Makes modules of each kind. It knows no path but the folder of extension modules.
final class ModuleLoader {
    private let whitelist: Whitelist
    private let threads: Int
    private let image: ModuleImageReader
    private let virtualModules: VirtualModules
    private let context: LockdownContext
    private let hidden: HiddenModules
    private let scripts: ScriptModules

    init(
        policy: ScriptPolicy, image: ModuleImageReader, virtualModules: VirtualModules, context: LockdownContext,
        hidden: HiddenModules, scripts: ScriptModules
    ) {
        whitelist = policy.whitelist
        threads = policy.budget.threads
        self.image = image
        self.virtualModules = virtualModules
        self.context = context
        self.hidden = hidden
        self.scripts = scripts
    }

    // MARK: What may be loaded

    /// Modules that the interpreter itself cannot do without: text encodings, streams and what shows exceptions.
    private static let runtimeBase: [String: ModuleKind] = [
        "_abc": .builtIn, "_codecs": .builtIn, "_collections_abc": .source, "_io": .virtual, "_weakref": .builtIn,
        "_warnings": .builtIn, "abc": .source, "codecs": .source, "encodings": .source, "encodings.aliases": .source,
        "encodings.ascii": .source, "encodings.latin_1": .source, "encodings.utf_8": .source, "io": .source,
        "sys": .virtual, "traceback": .source, "linecache": .source,
        "warnings": .source,
    ]

    func kind(of name: ModuleName, forScripts: Bool) -> ModuleKind? {
        if let kind = whitelist.modules[name] { return kind }
        if forScripts { return nil }
        return Self.runtimeBase[name.text] ?? (isPrivate ? whitelist.available[name] : nil)
    }

    /// What shows exceptions and warnings, and all that it imports.
    private static let reporting = [
        "_abc", "_codecs", "_collections", "_collections_abc", "_functools", "_io", "_operator", "_sre", "_stat", "_thread",
        "_warnings", "_weakref", "abc", "codecs", "collections", "collections.abc", "contextlib", "copyreg", "enum",
        "functools", "genericpath", "io", "itertools", "keyword", "linecache", "operator", "os", "posix", "posixpath", "re",
        "re._casefix", "re._compiler", "re._constants", "re._parser", "reprlib", "stat", "sys", "textwrap", "token",
        "tokenize", "traceback", "types", "warnings",
    ]

    /// Whether the runtime finds all that it needs for itself on the whitelist, at any time.
    var listsReporting: Bool { Self.reporting.allSatisfy { whitelist.modules[ModuleName(checked: $0)] != nil } }

    /// Whether modules that the whitelist leaves out are loaded for the runtime alone.
    private var isPrivate = false

    /// Loads for the runtime past a whitelist that leaves the modules out: scripts still cannot import them. Only before
    /// there is a script, whose code could run in the middle of it and import along.
    func privately<Result: ~Copyable>(
        _ body: () throws(PythonError) -> Result
    ) throws(PythonError) -> Result {
        isPrivate = true
        defer { isPrivate = false }
        return try body()
    }

    /// What a library module makes while it loads is there to stay: to look for garbage in it takes a good part of an
    /// import. Nor do finalisers of a script run in the middle of it.
    private static func withoutCollections<Result: ~Copyable>(
        _ body: () throws(PythonError) -> Result
    ) throws(PythonError) -> Result {
        let wasCollecting = PyGC_Disable()
        defer { if wasCollecting != 0 { PyGC_Enable() } }
        return try body()
    }

    /// Whether a module that is loaded already may be returned to this importer.
    func mayHandOut(_ name: String, forScripts: Bool) -> Bool {
        // A script that deleted its own module from sys.modules wants it made anew.
        if scripts.isLoaded(name) { return !forScripts }
        if name == "builtins" || name == "__main__" { return true }
        return ModuleName(name).flatMap { kind(of: $0, forScripts: forScripts) } != nil
    }

    /// Whether it is the script's own and was loaded in this run.
    func isOwn(_ name: String) -> Bool { scripts.isLoaded(name) }

    func isLibrary(_ module: borrowing PythonReference) -> Bool { context.isLibrary(module.pointer) }

    // MARK: Loading

    /// os.py files its path module in `sys.modules` under a second name; natively, the same object stands there.
    func alias(
        _ name: String, forScripts: Bool, in delegate: ImportDelegate, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        guard name == "os.path", let os = ModuleName("os"), kind(of: os, forScripts: forScripts) != nil else { return nil }
        let namespace = try PythonModule.namespace(of: delegate.leaf("os", forScripts: false, lock: lock))
        guard let module = try namespace.value(forKey: "path") else { return nil }
        try delegate.register(module, as: name, isShown: true)
        return module
    }

    /// `nil` where neither the whitelist nor the script itself has the module.
    func load(
        _ name: ModuleName, forScripts: Bool, registering delegate: ImportDelegate, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        guard let kind = kind(of: name, forScripts: forScripts) else {
            // Library code imports modules of the script by name, too: pickle, unittest. Not while a module of its own
            // loads, in the middle of which no code of the script runs.
            guard delegate.ownModules.mayExist, forScripts || !(isPrivate || context.isLoadingOnThisThread),
                !isStandard(name), let found = try delegate.ownModules.find(name, in: delegate.overlay, lock: lock)
            else { return nil }
            // Another thread may have been faster while the module was looked for.
            if scripts.isLoaded(name.text), let known = try delegate.overlay.value(forKey: name.text) {
                try scripts.awaitBody(of: name.text, lock: lock)
                return known
            }
            return try scripts.load(name, found, registering: delegate, lock: lock)
        }
        // enum looks its modules up in sys.modules while they load.
        let isShown = whitelist.modules[name] != nil || isPrivate
        switch kind {
        case .virtual:
            guard let module = try virtualModules.make(name, lock: lock) else { return nil }
            try delegate.register(module, as: name.text, isShown: isShown)
            try context.beginLoading(module)
            context.finishLoading(module)
            return module
        case .builtIn:
            return try loadBuiltIn(name, isShown, delegate, lock)
        case .extension:
            return try loadExtension(name, isShown, delegate, lock)
        case .source:
            guard let entry = image.module(named: name.text) else { return nil }
            return try loadCode(
                name, isPackage: entry.isPackage, isShown, delegate, lock
            ) { () throws(PythonError) in try code(of: entry) }
        case .frozen:
            return try loadCode(name, isPackage: false, isShown, delegate, lock) { [hidden] () throws(PythonError) in
                spy_expect_own_event("marshal.loads")
                defer { spy_expect_own_event(nil) }
                return try hidden.module("_imp").attribute("get_frozen_object").call(newReference(name.text))
            }
        }
    }

    /// Known to Python, on the whitelist or not: no module of a script's own shadows it.
    func isStandard(_ name: ModuleName) -> Bool {
        var top = name
        while let parent = top.parent { top = parent }
        return whitelist.modules[top] != nil || whitelist.available[top] != nil || whitelist.neverListed[top] != nil
    }

    private func loadCode(
        _ name: ModuleName, isPackage: Bool, _ isShown: Bool, _ delegate: ImportDelegate,
        _ lock: borrowing InterpreterLock, code: () throws(PythonError) -> PythonReference
    ) throws(PythonError) -> PythonReference {
        let module = try blankModule(name, isPackage: isPackage, builtins: context.trustedBuiltinsModule, lock)
        let namespace = try PythonModule.namespace(of: module)
        let body = try code()
        try context.beginLoading(module)
        try delegate.register(module, as: name.text, isShown: isShown)
        do {
            _ = try Self.withoutCollections { () throws(PythonError) in
                try checked(PyEval_EvalCode(body.pointer, namespace.pointer, namespace.pointer))
            }
        } catch {
            context.abandonLoading(module)
            try delegate.unregister(name.text)
            throw error
        }
        try TamedModules.tame(
            name.text, module, virtualModules: virtualModules, image: image, threads: threads, lock: lock)
        context.finishLoading(module)
        return module
    }

    private func blankModule(
        _ name: ModuleName, isPackage: Bool, builtins: ObjectPointer, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try PythonModule.make(named: name.text, lock: lock)
        let namespace = try PythonModule.namespace(of: module)
        try namespace.setValue(PythonReference(retaining: builtins), forKey: "__builtins__")
        let file = Self.shownPath(of: name, isPackage: isPackage)
        try namespace.setValue(lock.string(file), forKey: "__file__")
        try namespace.setValue(lock.string(CodeFileNames.path(ofSource: file, lock: lock)), forKey: "__cached__")
        if isPackage {
            let folders = try lock.list(ofStrings: [ModuleSpecs.folder(of: file)])
            try namespace.setValue(folders, forKey: "__path__")
        }
        let package = isPackage ? name.text : name.parent?.text ?? ""
        try namespace.setValue(lock.string(package), forKey: "__package__")
        return module
    }

    /// What tracebacks call the file of a library module.
    static func shownPath(of name: ModuleName, isPackage: Bool) -> String {
        let path = name.text.split(separator: ".").joined(separator: "/")
        return "/stdlib/\(path)\(isPackage ? "/__init__" : "").py"
    }

    private func code(of entry: ModuleImageReader.Module) throws(PythonError) -> PythonReference {
        try checked(
            spy_unmarshal(
                entry.code.baseAddress?.assumingMemoryBound(to: CChar.self) ?? spy_empty_string(), entry.code.count))
    }

    // MARK: Copies for scripts

    /// A library module made anew for a script that deleted it from `sys.modules`, as if the script had brought
    /// the source along: untrusted code with the script's own built-ins and imports, which nobody else sees.
    /// `nil` for a module that is not made of source, of which there is one only.
    func makeCopy(
        of name: ModuleName, registering delegate: ImportDelegate, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        guard kind(of: name, forScripts: true) == .source, let entry = image.module(named: name.text) else { return nil }
        let module = try blankModule(
            name, isPackage: entry.isPackage, builtins: context.scriptBuiltinsModule, lock)
        let namespace = try PythonModule.namespace(of: module)
        let body = try code(of: entry)
        try delegate.overlay.setValue(module, forKey: name.text)
        do {
            _ = try checked(PyEval_EvalCode(body.pointer, namespace.pointer, namespace.pointer))
            try TamedModules.tame(
                name.text, module, virtualModules: virtualModules, image: image, threads: threads, lock: lock)
        } catch {
            try delegate.overlay.removeValue(forKey: name.text)
            throw error
        }
        // A module may put another object in its own place.
        if let replaced = try delegate.overlay.value(forKey: name.text) { return replaced }
        return module
    }

    /// The same in a module that the script made itself.
    func runCopy(
        of name: ModuleName, in module: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        guard kind(of: name, forScripts: true) == .source, let entry = image.module(named: name.text) else {
            throw PythonError.refusedImport(.importError, "no code of '\(name)' to run", name: name.text)
        }
        let namespace = try PythonModule.namespace(of: module)
        try namespace.setValue(PythonReference(retaining: context.scriptBuiltinsModule), forKey: "__builtins__")
        let body = try code(of: entry)
        _ = try checked(PyEval_EvalCode(body.pointer, namespace.pointer, namespace.pointer))
        try TamedModules.tame(
            name.text, module, virtualModules: virtualModules, image: image, threads: threads, lock: lock)
    }

    // MARK: Native modules

    private func loadBuiltIn(
        _ name: ModuleName, _ isShown: Bool, _ delegate: ImportDelegate, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        // What start-up initialised is never initialised again.
        if let module = try hidden.moduleIfPresent(name.text) {
            return try adopt(module, name, isShown, delegate, lock)
        }
        guard let initialise = NativeModules.builtInInitialiser(name.text) else { return nil }
        return try initialiseNative(name, isShown, delegate, lock) { initialise() }
    }

    private func loadExtension(
        _ name: ModuleName, _ isShown: Bool, _ delegate: ImportDelegate, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        guard let library = ExtensionLibraries.open(name.text) else {
            throw PythonError.refusedImport(
                .importError, "the extension module '\(name)' cannot be loaded", name: name.text)
        }
        guard let symbol = dlsym(library, "PyInit_\(name.text)") else {
            throw PythonError.refusedImport(
                .importError, "'\(name)' does not define a module initialisation function", name: name.text)
        }
        return try initialiseNative(name, isShown, delegate, lock) { spy_call_module_initialiser(symbol) }
    }

    private func initialiseNative(
        _ name: ModuleName, _ isShown: Bool, _ delegate: ImportDelegate, _ lock: borrowing InterpreterLock,
        initialise: () -> ObjectPointer?
    ) throws(PythonError) -> PythonReference {
        let fresh = try NativeModules.create(name.text, from: initialise(), hidden: hidden, lock: lock)
        try context.beginLoading(fresh.module)
        try delegate.register(fresh.module, as: name.text, isShown: isShown)
        do {
            try fresh.execute()
        } catch {
            context.abandonLoading(fresh.module)
            try delegate.unregister(name.text)
            throw error
        }
        return try adopt(fresh.module.copy(), name, isShown, delegate, lock)
    }

    /// Scrubs what leads back to start-up, tames, and protects.
    private func adopt(
        _ module: consuming PythonReference, _ name: ModuleName, _ isShown: Bool, _ delegate: ImportDelegate,
        _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let namespace = try PythonModule.namespace(of: module)
        try namespace.setValue(lock.none, forKey: "__loader__")
        try namespace.setValue(lock.none, forKey: "__spec__")
        try context.beginLoading(module)
        try delegate.register(module, as: name.text, isShown: isShown)
        try TamedModules.tame(
            name.text, module, virtualModules: virtualModules, image: image, threads: threads, lock: lock)
        context.finishLoading(module)
        return module
    }

    private func newReference(_ text: String) throws(PythonError) -> PythonReference {
        try checked(newString(text))
    }

    // MARK: Half-loaded modules

    /// A module whose body runs on another thread is waited for. On this thread, only the library itself gets a library
    /// module, as circular imports need.
    ///
    /// - Returns: whether it was one of the script's own that was waited for.
    @discardableResult
    func awaitLoading(
        of module: borrowing PythonReference, named name: String, forScripts: Bool, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Bool {
        let hasWaited = try scripts.awaitBody(of: name, lock: lock)
        var patience = 20_000
        while let thread = context.loadingThread(of: module.pointer), thread != PyThread_get_thread_ident(), patience > 0 {
            // Two threads that wait for each other's modules go on with what there is, as CPython does.
            patience -= 1
            lock.released { _ = usleep(500) }
        }
        if forScripts, context.isLoading(module.pointer) {
            throw PythonError.refusedImport(
                .importError, "module '\(name)' is being loaded: a callback cannot have it yet", name: name)
        }
        return hasWaited
    }
}
