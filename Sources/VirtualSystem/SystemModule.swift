internal import PythonRuntime

/// `sys`: a module over the interpreter's own sys dict, pruned in place because C code reads it live.
enum SystemModule {
    /// What stays of the real one: facts, and functions that touch nothing but the interpreter's state of
    /// this script. A name that a newer CPython brings is dropped until it is listed here.
    private static let kept: Set<String> = [
        "__doc__", "__name__", "__package__", "abiflags", "api_version", "builtin_module_names", "byteorder", "copyright",
        "__displayhook__", "__excepthook__", "__unraisablehook__", "displayhook", "dont_write_bytecode", "exc_info",
        "excepthook", "exception", "flags", "float_info", "float_repr_style", "get_asyncgen_hooks",
        "get_coroutine_origin_tracking_depth", "get_int_max_str_digits", "getallocatedblocks", "getdefaultencoding",
        "getfilesystemencodeerrors", "getfilesystemencoding", "getrecursionlimit", "getrefcount", "getsizeof",
        "getswitchinterval", "hash_info", "hexversion", "implementation", "int_info", "intern", "is_finalizing",
        "maxsize", "maxunicode", "modules", "platform", "platlibdir", "set_asyncgen_hooks",
        "set_coroutine_origin_tracking_depth", "set_int_max_str_digits", "setswitchinterval", "stdlib_module_names",
        "thread_info", "unraisablehook", "version", "version_info", "warnoptions", "_getframe", "_git",
    ]

    static func make(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let namespace = PythonModule.systemNamespace(lock: lock)
        for name in try namespace.stringKeys() where !kept.contains(name) {
            try namespace.removeValue(forKey: name)
        }
        let module = try PythonModule.make(named: "sys", adopting: namespace, lock: lock)
        try setFacts(namespace, lock: lock)
        try setHooks(namespace, functions: functions, services: services)

        let limit = try functions.type.function(
            "setrecursionlimit", "(limit, /)", "Set the maximum depth of the Python interpreter stack, up to what is safe."
        ) { call throws(PythonError) in
            try Recursion.setLimit(call.integer(0), call.lock)
            return call.lock.none
        }
        try namespace.setValue(limit, forKey: "setrecursionlimit")
        let current = try functions.type.function(
            "getrecursionlimit", "()", "Return the current value of the recursion limit."
        ) { call throws(PythonError) in try call.lock.integer(Recursion.limit(call.lock)) }
        try namespace.setValue(current, forKey: "getrecursionlimit")
        return module
    }

    private static func setFacts(_ namespace: borrowing PythonReference, lock: borrowing InterpreterLock) throws(PythonError) {
        try namespace.setValue(lock.none, forKey: "__loader__")
        try namespace.setValue(lock.none, forKey: "__spec__")
        try namespace.setValue(lock.list(ofStrings: ["/app"]), forKey: "path")
        for name in ["meta_path", "path_hooks", "argv", "orig_argv", "warnoptions"] {
            try namespace.setValue(lock.list(), forKey: name)
        }
        for name in ["path_importer_cache", "_xoptions"] {
            try namespace.setValue(lock.dictionary(), forKey: name)
        }
        for name in ["prefix", "base_prefix", "exec_prefix", "base_exec_prefix", "_stdlib_dir"] {
            try namespace.setValue(lock.string("/stdlib"), forKey: name)
        }
        for name in ["executable", "_base_executable", "_framework", "_home"] {
            try namespace.setValue(lock.string(""), forKey: name)
        }
        try namespace.setValue(lock.none, forKey: "pycache_prefix")
    }

    private static func setHooks(
        _ namespace: borrowing PythonReference, functions: NativeFunctions, services: any InterpreterServices
    ) throws(PythonError) {
        func add(
            _ name: String, _ signature: NativeSignature, _ documentation: String,
            _ body: @escaping NativeImplementation
        ) throws(PythonError) {
            try namespace.setValue(functions.type.function(name, signature, documentation, body), forKey: name)
        }
        try add("exit", "(status=None, /)", "Exit the run by raising SystemExit(status).") { call throws(PythonError) in
            throw PythonError.instance(try call.lock.exceptionClass(.systemExit).call(call.object(0)))
        }
        // Library functions announce what they are about to do to the virtual system: nobody listens.
        try add("audit", "(event, *args)", "Accepts an audit event.") { call throws(PythonError) in call.lock.none }
        for name in ["gettrace", "getprofile"] {
            try add(name, "()", "No function is ever installed.") { call throws(PythonError) in call.lock.none }
        }
        for name in ["settrace", "setprofile"] {
            try add(name, "(function, /)", "Refuses: such a function would see the library's frames.") {
                [unowned services] call throws(PythonError) in
                guard call.hasValue(0) else { return call.lock.none }
                throw PythonError(
                    .permissionError,
                    services.deny(
                        operation: "sys.\(name)", rule: "the virtual module 'sys'",
                        remedy: "no grant allows tracing, which would run between the steps of library code"))
            }
        }
    }
}
