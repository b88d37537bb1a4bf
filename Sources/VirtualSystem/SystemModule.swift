internal import PythonRuntime

/// `sys`. Its namespace is the interpreter's own dictionary, pruned, because C code reads it live:
/// a script that assigns `sys.stdout` redirects `print`.
enum SystemModule {
    /// What stays of the real one. All else goes, so that a new Python adds nothing by itself.
    private static let kept: Set<String> = [
        "__doc__", "__name__", "__package__", "__displayhook__", "__excepthook__", "__stderr__", "__stdin__", "__stdout__",
        "__unraisablehook__", "abiflags", "api_version", "byteorder", "copyright", "displayhook", "dont_write_bytecode",
        "exc_info", "excepthook", "exception", "flags", "float_info", "float_repr_style", "get_asyncgen_hooks",
        "get_coroutine_origin_tracking_depth", "get_int_max_str_digits", "getallocatedblocks", "getdefaultencoding",
        "getfilesystemencodeerrors", "getfilesystemencoding", "getrecursionlimit", "getrefcount", "getsizeof",
        "getswitchinterval", "hash_info", "hexversion", "implementation", "int_info", "intern", "is_finalizing", "maxsize",
        "maxunicode", "modules", "platform", "platlibdir", "set_asyncgen_hooks", "set_coroutine_origin_tracking_depth",
        "set_int_max_str_digits", "setswitchinterval", "stderr", "stdin", "stdlib_module_names", "stdout", "thread_info",
        "unraisablehook", "version", "version_info", "_getframe",
    ]

    /// More would let C code that calls itself overrun an 8 MiB stack.
    static let highestRecursionLimit = 6_000

    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let real = try PythonModule.namespace(of: system.services.hiddenModule("sys", lock: lock))
        let setLimit = try real.value(forKey: "setrecursionlimit")
        for name in try real.stringKeys() where !kept.contains(name) {
            try real.removeValue(forKey: name)
        }
        try setFacts(in: real, system, lock)
        try addFunctions(to: real, system)
        if let setLimit { try addRecursionLimit(to: real, system, HeldReference(setLimit)) }
        return try PythonModule.make(named: "sys", adopting: real, lock: lock)
    }

    private static func setFacts(
        in sys: borrowing PythonReference, _ system: SystemContext, _ lock: borrowing InterpreterLock
    ) throws(PythonError) {
        for name in ["__loader__", "__spec__", "_home", "pycache_prefix"] { try sys.setValue(lock.none, forKey: name) }
        for name in ["prefix", "base_prefix", "exec_prefix", "base_exec_prefix"] {
            try sys.setValue(lock.string("/stdlib"), forKey: name)
        }
        for name in ["executable", "_base_executable", "_framework"] { try sys.setValue(lock.string(""), forKey: name) }
        for name in ["meta_path", "path_hooks", "warnoptions"] { try sys.setValue(lock.list(), forKey: name) }
        for name in ["path_importer_cache", "_xoptions"] { try sys.setValue(lock.dictionary(), forKey: name) }
        try sys.setValue(lock.list(ofStrings: ["/app"]), forKey: "path")
        try sys.setValue(lock.list(ofStrings: [""]), forKey: "argv")
        try sys.setValue(lock.list(), forKey: "orig_argv")
        try sys.setValue(lock.bool(true), forKey: "dont_write_bytecode")
        try sys.setValue(lock.list(ofStrings: ["CPython", "", ""]).asTuple(), forKey: "_git")
        // os.py finds its platform here.
        let listed = system.services.policy.whitelist.modules.filter { $0.value == .builtIn }.map(\.key.text)
        let ours = ["_io", "_posixsubprocess", "_signal", "_socket", "builtins", "gc", "posix", "select", "sys"]
        try sys.setValue(lock.list(ofStrings: Set(listed + ours).sorted()).asTuple(), forKey: "builtin_module_names")
    }

    private static func addFunctions(
        to sys: borrowing PythonReference, _ system: SystemContext
    ) throws(PythonError) {
        let type = system.functions
        try sys.setValue(
            type.type.function("exit", "(status=None, /)", "Exit the interpreter by raising SystemExit(status).") {
                call throws(PythonError) in
                throw PythonError.instance(try systemExit(call))
            }, forKey: "exit")
        try sys.setValue(
            type.type.function("audit", "(event, /, *args)", "Passes the event to nobody.") { call throws(PythonError) in
                _ = try call.string(0)
                return call.lock.none
            }, forKey: "audit")
        for (getter, setter, what) in [("gettrace", "settrace", "trace"), ("getprofile", "setprofile", "profile")] {
            try sys.setValue(
                type.type.function(getter, "()", "Return the \(what) function, which is always None.") {
                    call throws(PythonError) in call.lock.none
                }, forKey: getter)
            try sys.setValue(
                type.type.function(setter, "(function, /)", "Takes None; a \(what) function is refused.") {
                    [system] call throws(PythonError) in
                    guard call.hasValue(0) else { return call.lock.none }
                    throw system.refusal(
                        "sys.\(setter)", rule: "the virtual sys", remedy: "a \(what) function would see library frames, so no grant allows one")
                }, forKey: setter)
        }
    }

    private static func systemExit(_ call: borrowing NativeCall) throws(PythonError) -> PythonReference {
        let type = call.lock.exceptionClass(.systemExit)
        guard call.hasValue(0) else { return try type.call() }
        let status = call.object(0)
        // As raising with a tuple does: its elements become the arguments.
        if status.isTuple { return try type.call(arguments: status, keywords: call.lock.none) }
        return try type.call(status)
    }

    private static func addRecursionLimit(
        to sys: borrowing PythonReference, _ system: SystemContext, _ real: HeldReference
    ) throws(PythonError) {
        let function = try system.functions.type.function(
            "setrecursionlimit", "(limit, /)", "Set the maximum depth of the stack, at most \(highestRecursionLimit)."
        ) { call throws(PythonError) in
            let limit = try call.integer(0)
            return try real.object.call(call.lock.integer(min(limit, highestRecursionLimit)))
        }
        try sys.setValue(function, forKey: "setrecursionlimit")
    }
}
