internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime

/// The two dictionaries of built-ins: the script's, stripped; and the trusted one of library modules.
///
/// They are different objects, because code that stores into its own built-ins changes what its own
/// frames see and no others. Nothing real stands in either: not the real `open`, `exec`, `eval`,
/// `globals` or `__import__`.
struct StrippedBuiltins: ~Copyable {
    let trustedModule: PythonReference
    let scriptModule: PythonReference
    private let functions: NativeFunctions

    /// Never there, in neither dictionary.
    private static let removedEverywhere = ["open", "breakpoint", "help", "license", "copyright", "credits"]

    /// Absent from a script's built-ins, with what its author should know.
    static func strippedNames(_ policy: ScriptPolicy) -> [String: String] {
        var names = [
            "open": "this run was granted no files; --mount and --scratch grant some",
            "exec": "a whitelist line '- exec' under 'names:' would grant it",
            "SystemExit": "end the run with sys.exit(); a whitelist line '- SystemExit' under 'names:' would grant the name",
            "breakpoint": "a run has no debugger",
            "help": "a run has no interactive help",
            "license": "a run has no interactive help",
            "copyright": "a run has no interactive help",
            "credits": "a run has no interactive help",
        ]
        for granted in policy.whitelist.grantedNames { names[granted.rawValue] = nil }
        if policy.files != nil { names["open"] = nil }
        if !policy.grantsStandardInput { names["input"] = "this run was granted no standard input" }
        return names
    }

    init(functions: NativeFunctions, policy: ScriptPolicy, lock: borrowing InterpreterLock) throws(PythonError) {
        let real = PythonReference(retaining: spy_interpreter_builtins())
        // C code without a frame looks things up in the real one: pruned in place.
        for name in Self.removedEverywhere { try real.removeValue(forKey: name) }
        try real.setValue(lock.none, forKey: "__loader__")
        try real.setValue(lock.none, forKey: "__spec__")
        try DynamicCode.install(in: real, functions: functions)

        let trusted = try PythonModule.make(named: "builtins", lock: lock)
        try PythonModule.namespace(of: trusted).update(from: real)

        let script = try PythonModule.make(named: "builtins", lock: lock)
        let names = try PythonModule.namespace(of: script)
        try names.update(from: real)
        for name in Self.strippedNames(policy).keys {
            try names.removeValue(forKey: name)
        }
        for name in ["exit", "quit"] {
            let quitter = try functions.type.function(
                name, "(code=None)", "Ends the run, as sys.exit does."
            ) { call throws(PythonError) in
                throw PythonError.instance(try call.lock.exceptionClass(.systemExit).call(call.object(0)))
            }
            try names.setValue(quitter, forKey: name)
        }
        self.functions = functions
        trustedModule = trusted
        scriptModule = script
    }

    /// Puts the delegate's two import functions in place, in the interpreter's own dict, too.
    borrowing func setImports(
        trusted: borrowing PythonReference, script: borrowing PythonReference
    ) throws(PythonError) {
        try PythonReference(retaining: spy_interpreter_builtins()).setValue(trusted, forKey: "__import__")
        try PythonModule.namespace(of: trustedModule).setValue(trusted, forKey: "__import__")
        try PythonModule.namespace(of: scriptModule).setValue(script, forKey: "__import__")
    }

    /// Library modules open files of the virtual tree by the built-in name, and scripts that were granted files do.
    borrowing func setOpen(_ open: borrowing PythonReference, policy: ScriptPolicy) throws(PythonError) {
        try PythonModule.namespace(of: trustedModule).setValue(open, forKey: "open")
        if policy.files != nil { try PythonModule.namespace(of: scriptModule).setValue(open, forKey: "open") }
    }
}

/// `name 'open' is not defined` says nothing of a sandbox; this adds why the name is missing.
enum StrippedNameErrors {
    static func install(context: LockdownContext) {
        let type = ExceptionKind.nameError.classPointer
        context.originalNameErrorText = spy_type_str(type)
        spy_type_set_str(type, describe)
    }

    /// The stripped name that a NameError is about.
    static func strippedName(of error: ObjectPointer, context: LockdownContext) -> String? {
        let error = PythonReference(retaining: error)
        guard let name = try? error.attribute("name").string(), context.strippedNames[name] != nil else { return nil }
        return name
    }
}

private let describe: reprfunc = { error in
    guard let error, let context = LockdownContext.current, let original = context.originalNameErrorText,
        let text = original(error)
    else { return nil }
    guard let name = StrippedNameErrors.strippedName(of: error, context: context),
        let reason = context.strippedNames[name],
        let message = try? PythonReference(retaining: text).string()
    else { return text }
    Py_DecRef(text)
    return newString("\(message); it is withheld in this sandbox: \(reason)")
}
