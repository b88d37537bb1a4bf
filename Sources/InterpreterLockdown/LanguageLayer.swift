internal import CPython
internal import CPythonShims
internal import ModuleImageReader
internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// The first layer, put up in one fixed order over an interpreter that has just started.
final class LanguageLayer {
    let scripts: ScriptModules
    let delegate: ImportDelegate
    let virtualModules: VirtualModules
    let hidden: HiddenModules
    private let services: LanguageServices

    init(
        policy: ScriptPolicy, image: ModuleImageReader, denials: DenialLog, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let functions = try NativeFunctions(lock: lock)

        // Start-up's modules leave the registry before anything of ours enters it.
        let hidden = try HiddenModules(lock: lock)
        let builtins = try StrippedBuiltins(functions: functions, policy: policy, lock: lock)
        let context = try LockdownContext(
            trustedBuiltinsModule: builtins.trustedModule, scriptBuiltinsModule: builtins.scriptModule,
            writableAttributes: policy.whitelist.writableAttributes,
            strippedNames: StrippedBuiltins.strippedNames(policy),
            denials: denials, loadingNamespaces: LoadingNamespaces(functions: functions, lock: lock),
            emptyModule: PythonModule.make(named: "builtins", lock: lock))
        context.install()

        // Types are tamed before the first module body runs: what it makes is made of tamed types.
        try InertFunctions.install()
        try InertFrames.install()
        try InertTypes.install(context: context)
        try MappingProxies.install()
        try InertModules.install()
        try DeadConstructors.install(realIO: hidden.module("_io"), context: context, functions: functions)
        StrippedNameErrors.install(context: context)
        try LentMemory.guardBuffers(realIO: hidden.module("_io"))

        let scripts = try ScriptModules(context: context, functions: functions, lock: lock)
        let services = LanguageServices(policy: policy, hidden: hidden, scripts: scripts, image: image, denials: denials)
        let virtualModules = try VirtualModules(functions: functions, services: services, lock: lock)
        let loader = ModuleLoader(
            policy: policy, image: image, virtualModules: virtualModules, context: context, hidden: hidden,
            scripts: scripts)
        let refusals = ImportRefusals(whitelist: policy.whitelist, denials: denials)
        let ownModules = OwnModules(servesSourceRoot: policy.servesSourceRoot, virtualModules: virtualModules)
        let delegate = try ImportDelegate(loader: loader, refusals: refusals, ownModules: ownModules, lock: lock)
        services.delegate = delegate
        scripts.loaders.virtualModules = virtualModules
        scripts.loaders.delegate = delegate
        services.loader = loader

        try builtins.setImports(
            trusted: delegate.importFunction(forScripts: false, functions: functions),
            script: delegate.importFunction(forScripts: true, functions: functions))
        try context.beginLoading(builtins.trustedModule)
        context.finishLoading(builtins.trustedModule)
        // C code without a frame imports by the built-ins that stand here.
        try delegate.registry.setValue(builtins.trustedModule, forKey: "builtins")
        try delegate.overlay.setValue(builtins.scriptModule, forKey: "builtins")

        PySys_SetObject("modules", delegate.overlay.pointer)

        // codecs and encodings anew, through the delegate: start-up's lead to the real sys.
        for name in ["sys", "encodings", "io"] {
            _ = try delegate.leaf(name, forScripts: false, lock: lock)
        }
        let displayHook = try DisplayHook.make(
            functions: functions, scriptBuiltins: PythonModule.namespace(of: builtins.scriptModule))
        PySys_SetObject("displayhook", displayHook.pointer)
        PySys_SetObject("__displayhook__", displayHook.pointer)
        let exceptionHook = try ExceptionHook.make(functions: functions, delegate: delegate)
        PySys_SetObject("excepthook", exceptionHook.pointer)
        PySys_SetObject("__excepthook__", exceptionHook.pointer)
        context.exceptionHook = exceptionHook.release()
        context.warningsStandIn = try CompilerWarnings.makeStandIn(functions: functions, delegate: delegate, lock: lock).release()
        if let unraisableHook = try UnraisableHook.make(functions: functions, delegate: delegate) {
            PySys_SetObject("unraisablehook", unraisableHook.pointer)
            PySys_SetObject("__unraisablehook__", unraisableHook.pointer)
        }
        try virtualModules.installStreams(lock: lock)
        try builtins.setOpen(delegate.leaf("io", forScripts: false, lock: lock).attribute("open"), policy: policy)
        try delegate.prepareReporting(lock: lock)

        self.scripts = scripts
        self.delegate = delegate
        self.virtualModules = virtualModules
        self.hidden = hidden
        self.services = services
    }

    /// Points everything that talks to the host at the run that begins.
    func begin(host: any HostConnection) {
        services.host = host
        delegate.ownModules.host = host
    }

    /// `__main__` of a session that begins.
    func openSession(
        _ request: SessionRequest, host: any HostConnection, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        begin(host: host)
        let main = try scripts.makeMain(for: ScriptRequest(origin: .standardInput, source: []), lock: lock)
        try delegate.register(main, as: "__main__", isShown: true)
        try virtualModules.setArguments([[]] + request.arguments, lock: lock)
        // Its initialisation installs CPython's handler of SIGINT.
        if request.isInterruptible { _ = try hidden.builtIn("_signal", lock: lock) }
        return main
    }

    /// What follows a script, or the last statement of a session.
    func finish(_ runner: consuming ScriptRunner, lock: borrowing InterpreterLock) {
        let registry = delegate.registry.copy()
        let exitFunctions = LockdownContext.current?.runExitFunctions.map { PythonReference(retaining: $0) }
        runner.finish(
            threading: (try? registry.value(forKey: "threading")) ?? lock.none,
            runExitFunctions: exitFunctions ?? lock.none, lock: lock
        ) { () throws(PythonError) in try delegate.unregister("__main__") }
    }
}

/// What virtual modules may ask of the interpreter.
final class LanguageServices: InterpreterServices {
    let policy: ScriptPolicy
    weak var delegate: ImportDelegate?
    weak var loader: ModuleLoader?
    weak var host: (any HostConnection)?
    private let hidden: HiddenModules
    private let scripts: ScriptModules
    private let image: ModuleImageReader
    private let denials: DenialLog

    init(
        policy: ScriptPolicy, hidden: HiddenModules, scripts: ScriptModules, image: ModuleImageReader,
        denials: DenialLog
    ) {
        self.policy = policy
        self.hidden = hidden
        self.scripts = scripts
        self.image = image
        self.denials = denials
    }

    func hiddenModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try hidden.builtIn(name, lock: lock)
    }

    func importModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        guard let delegate else { throw PythonError(.importError, "imports are not possible yet") }
        return try delegate.leaf(name, forScripts: true, lock: lock)
    }

    func kind(ofModule name: ModuleName) -> ModuleKind? {
        loader?.kind(of: name, forScripts: true)
    }

    func ownSpec(of name: ModuleName, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? {
        guard let delegate, delegate.ownModules.mayExist, loader?.isStandard(name) == false,
            let found = try delegate.ownModules.find(name, in: delegate.overlay, lock: lock)
        else { return nil }
        return try scripts.loaders.spec(
            of: SourceLoader(name: name.text, path: found.displayPath, isPackage: found.isPackage, source: found.source),
            lock: lock)
    }

    func spec(_ name: String, ofFile path: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let isPackage = path.hasSuffix("/__init__.py")
        return try scripts.loaders.spec(
            of: SourceLoader(name: name, path: path, isPackage: isPackage, source: nil), lock: lock)
    }

    func standardLoader(of name: ModuleName, isPackage: Bool) throws(PythonError) -> PythonReference? {
        guard kind(ofModule: name) == .source else { return nil }
        return try scripts.loaders.loader(
            SourceLoader(standard: name, path: ModuleLoader.shownPath(of: name, isPackage: isPackage), isPackage: isPackage))
    }

    var sourceLoaderClass: PythonReference { scripts.loaders.reference }

    func loadedSource(atPath path: String) -> [UInt8]? {
        if let source = scripts.source(atPath: path) { return source }
        // Time zones stand in the image under the path that zoneinfo looks them up by.
        guard path.hasPrefix(TamedTimeZones.folder) else { return nil }
        return image.module(named: path).map { Array($0.code) }
    }

    func deny(operation: String, rule: String, remedy: String) -> String {
        denials.deny(layer: .language, operation: operation, rule: rule, remedy: remedy)
    }
}
