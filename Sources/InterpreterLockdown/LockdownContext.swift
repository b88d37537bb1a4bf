internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// What the C callbacks of the language layer decide by: which objects are whose.
///
/// A callback decides from the object that it is asked about, never from its caller: a C function
/// called by a library frame has that frame for its caller, and so would any forger.
final class LockdownContext {
    /// Whose code a library module's namespace belongs to, and whether its body still runs.
    enum ModuleState {
        /// The module body runs on this thread.
        case loading(thread: UInt)
        case loaded
    }

    /// The dict that libpython keeps for itself; nothing of ours runs on it.
    let interpreterBuiltins: ObjectPointer
    /// Held by library modules. Not secret, but nobody gets to store into it.
    let trustedBuiltins: ObjectPointer
    let trustedBuiltinsModule: ObjectPointer
    /// Held by scripts, who may do with it as they like.
    let scriptBuiltins: ObjectPointer
    let scriptBuiltinsModule: ObjectPointer

    /// Modules that came through the delegate, by address.
    private(set) var modules: [ObjectPointer: ModuleState] = [:]
    /// The namespaces of these modules, by address.
    private(set) var namespaces: [ObjectPointer: ObjectPointer] = [:]
    /// `module.attribute` pairs that anybody may store to.
    let writableAttributes: Set<String>
    /// Heap types that start-up left behind: never listed by `__subclasses__`.
    var hiddenTypes: Set<ObjectPointer> = []
    /// CPython's own methods, which their replacements call.
    var originalSubclasses: PyCFunction?
    var originalState: PyCFunction?
    var originalSetClass: setter?
    var originalModuleInitialise: initproc?
    var fileIO: ObjectPointer?
    var originalFileNew: newfunc?
    var originalFileInitialise: initproc?
    var originalCodeReplace: ObjectPointer?
    var originalSetAuthorizer: ObjectPointer?
    var originalConnectionInitialise: initproc?
    var connectionInTransaction: ObjectPointer?
    var sqliteAuthorizer: ObjectPointer?
    var runExitFunctions: ObjectPointer?
    /// `sys.__excepthook__`.
    var exceptionHook: ObjectPointer?
    /// For `warnings`, while that module is not loaded.
    var warningsStandIn: ObjectPointer?
    var originalNameErrorText: reprfunc?
    /// Names that the script's built-ins lack on purpose, with what a script should know.
    let strippedNames: [String: String]
    let denials: DenialLog
    let loadingNamespaces: LoadingNamespaces
    private let emptyModule: ObjectPointer

    init(
        trustedBuiltinsModule: borrowing PythonReference, scriptBuiltinsModule: borrowing PythonReference,
        writableAttributes: Set<String>, strippedNames: [String: String],
        denials: DenialLog, loadingNamespaces: LoadingNamespaces, emptyModule: consuming PythonReference
    ) throws(PythonError) {
        interpreterBuiltins = spy_interpreter_builtins()
        trustedBuiltins = try PythonModule.namespace(of: trustedBuiltinsModule).release()
        scriptBuiltins = try PythonModule.namespace(of: scriptBuiltinsModule).release()
        self.trustedBuiltinsModule = trustedBuiltinsModule.copy().release()
        self.scriptBuiltinsModule = scriptBuiltinsModule.copy().release()
        self.writableAttributes = writableAttributes
        self.strippedNames = strippedNames
        self.denials = denials
        self.loadingNamespaces = loadingNamespaces
        self.emptyModule = emptyModule.release()
    }

    /// The context of this process. Lives as long as the interpreter.
    static var current: LockdownContext? {
        spy_context().map { Unmanaged<LockdownContext>.fromOpaque($0).takeUnretainedValue() }
    }

    func install() {
        modules[emptyModule] = .loaded
        spy_set_context(Unmanaged.passRetained(self).toOpaque())
    }

    // MARK: Whose

    /// Whether code with these built-ins is the library's. A dict that is neither ours nor the
    /// interpreter's was made by a script or for one.
    func isTrusted(builtins: ObjectPointer?) -> Bool {
        builtins == trustedBuiltins || builtins == interpreterBuiltins
    }

    func isTrusted(function: ObjectPointer) -> Bool {
        isTrusted(builtins: spy_function_builtins(function))
    }

    /// Whether the function stands in a namespace of the library. Built-ins of the library alone are no proof: a script
    /// that holds them makes functions with them.
    func isLibrary(function: ObjectPointer) -> Bool {
        isTrusted(function: function) && isNamespace(spy_function_globals(function))
    }

    func isTrusted(frame: ObjectPointer) -> Bool {
        isTrusted(builtins: spy_frame_builtins(frame))
    }

    // MARK: Modules

    /// What `len.__self__` answers: the module where scripts hold it anyway, else an empty one, so that
    /// inspect still sees that the function belongs to a module.
    func shownOwner(of module: ObjectPointer) -> ObjectPointer {
        modules[module] == nil ? emptyModule : module
    }

    func beginLoading(_ module: borrowing PythonReference) throws(PythonError) {
        let namespace = try PythonModule.namespace(of: module)
        modules[module.pointer] = .loading(thread: PyThread_get_thread_ident())
        namespaces[namespace.pointer] = module.pointer
    }

    /// From here on the module is immutable for everybody, and its namespace its own.
    func finishLoading(_ module: borrowing PythonReference) {
        modules[module.pointer] = .loaded
        if let namespace = spy_module_dictionary(module.pointer) { loadingNamespaces.close(namespace) }
    }

    /// The module of a body that failed stays immutable, too: a callback may have kept it.
    func abandonLoading(_ module: borrowing PythonReference) {
        // Never freed, so that no module of a script gets its address.
        _ = module.copy().release()
        finishLoading(module)
    }

    /// Whether the delegate loaded the module, or is about to: it is not the script's own.
    func isLibrary(_ module: ObjectPointer) -> Bool {
        modules[module] != nil
    }

    /// Whether a loaded module of the library holds this class under its own name: what a class says of itself
    /// proves nothing.
    func isLibrary(type: borrowing PythonReference) throws(PythonError) -> Bool {
        let name = try type.attribute("__name__")
        guard name.isString else { return false }
        let text = try name.string()
        for (namespace, module) in namespaces where !isLoading(module) {
            if try PythonReference(retaining: namespace).value(forKey: text)?.isIdentical(to: type) ?? false { return true }
        }
        return false
    }

    func isNamespace(_ dictionary: ObjectPointer) -> Bool {
        namespaces[dictionary] != nil
    }

    /// What may be shown of a namespace: a script's own is real, a library's a copy, and while its module
    /// loads a view that takes constants.
    func shown(namespace: ObjectPointer) throws(PythonError) -> PythonReference {
        guard let module = namespaces[namespace] else { return PythonReference(retaining: namespace) }
        if isLoading(module) { return try loadingNamespaces.view(of: namespace) }
        let copy = try PythonReference(retaining: namespace).copyOfDictionary()
        try copy.removeValue(forKey: "__builtins__")
        return copy
    }

    func isLoading(_ module: ObjectPointer) -> Bool {
        if case .loading = modules[module] { return true }
        return false
    }

    /// Whether the body of any library module runs on this thread.
    var isLoadingOnThisThread: Bool {
        let thread = PyThread_get_thread_ident()
        return modules.values.contains {
            if case .loading(thread) = $0 { return true }
            return false
        }
    }

    /// Initialisation functions in C may set attributes of the module that they make.
    func runsNativeBody(of module: ObjectPointer) -> Bool {
        isLoading(module) && spy_module_definition(module) != nil
    }

    func loadingThread(of module: ObjectPointer) -> UInt? {
        if case .loading(let thread) = modules[module] { return thread }
        return nil
    }
}
