internal import CPython
internal import CPythonShims
internal import Glibc
internal import ModuleImageReader
internal import PythonRuntime
internal import VirtualSystem

/// What real modules of the whitelist lose, or get replaced, before a script sees them.
enum TamedModules {
    /// Functions that reach beyond the interpreter, or that change it for everybody.
    private static let removed: [String: [String]] = [
        "_thread": ["interrupt_main"],
        "time": ["clock_settime", "clock_settime_ns", "pthread_getcpuclockid", "tzset"],
        "_locale": ["bindtextdomain", "bind_textdomain_codeset", "textdomain", "dgettext", "dcgettext", "gettext"],
        // Tells the machine's network address.
        "_uuid": ["generate_time_safe"],
        "_hashlib": ["openssl_fips_mode"],
    ]

    static func tame(
        _ name: String, _ module: borrowing PythonReference, virtualModules: VirtualModules, image: ModuleImageReader,
        threads: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let functions = virtualModules.functions
        let namespace = try PythonModule.namespace(of: module)
        for attribute in removed[name] ?? [] {
            try namespace.removeValue(forKey: attribute)
        }
        switch name {
        case "_symtable": try Compilation.tameSymbolTables(namespace, functions)
        case "time":
            try flushBeforeSleep(namespace, virtualModules)
            try keepOwnClocks(namespace, functions)
        case "atexit": try tameExitFunctions(namespace)
        case "_thread": try TamedThreads.tame(namespace, allowed: threads, functions, lock)
        case "_locale": try tameLocale(namespace, functions)
        case "types":
            try replaceCoroutine(namespace, functions)
            try restoreDescriptorTypes(namespace)
        case "pkgutil":
            // Files of code are never read: what is none is compiled as source.
            try namespace.setValue(
                functions.type.function("read_code", "(stream)", "None: no compiled code is read.") {
                    call throws(PythonError) in call.lock.none
                }, forKey: "read_code")
            try nameFolders(namespace, functions)
        case "_codecs": try LentMemory.guardCodecs(namespace, functions)
        case "_pickle": try LentMemory.guardUnpicklers(namespace, functions)
        case "_sqlite3": try TamedSQLite.tame(namespace, functions)
        case "importlib.metadata":
            // It asks the finders, of which there are none but a script's own; distributions stand among granted files.
            if let finder = try namespace.value(forKey: "MetadataPathFinder") {
                try PythonModule.systemNamespace(lock: lock).value(forKey: "meta_path")?.append(finder)
            }
        case "zoneinfo._tzpath": try TamedTimeZones.tame(namespace, image, functions)
        default: break
        }
        try functions.type.claim(functionsOf: namespace, for: name)
    }

    /// `iter_modules` asks a finder for its folder, which it then lists; there are no finders that find.
    private static func nameFolders(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let machinery = try namespace.value(forKey: "importlib")?.attributeIfPresent("machinery"),
            let paths = try namespace.value(forKey: "os")?.attribute("path")
        else { return }
        let folders = KeptReference(paths)
        let finderClass = KeptReference(try machinery.attribute("FileFinder"))
        let importer = try functions.type.function("get_importer", "(path_item)", "A finder that names a folder.") {
            call throws(PythonError) in
            guard try folders.reference.callMethod("isdir", call.object(0)).isTrue() else { return call.lock.none }
            let finder = try finderClass.reference.call()
            try finder.setAttribute("path", call.lock.string(decodingFileSystemBytes: call.object(0).fileSystemPath()))
            return finder
        }
        try namespace.setValue(importer, forKey: "get_importer")
    }

    /// What a script has printed is seen while it sleeps.
    private static func flushBeforeSleep(
        _ namespace: borrowing PythonReference, _ virtualModules: VirtualModules
    ) throws(PythonError) {
        guard let sleep = try namespace.value(forKey: "sleep") else { return }
        let original = KeptReference(sleep)
        let flushing = try virtualModules.functions.type.function(
            "sleep", "(seconds, /)", "Delay execution for a given number of seconds."
        ) { [unowned virtualModules] call throws(PythonError) in
            virtualModules.flushOutput()
            return try original.reference.call(call.object(0))
        }
        try namespace.setValue(flushing, forKey: "sleep")
    }

    /// A negative number means the processor clock of any process of the machine, or a device.
    private static func keepOwnClocks(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        for name in ["clock_getres", "clock_gettime", "clock_gettime_ns"] {
            guard let real = try namespace.value(forKey: name) else { continue }
            let original = KeptReference(real)
            let ownClock = try functions.type.function(name, "(clk_id, /)", original.reference.attribute("__doc__").text()) {
                call throws(PythonError) in
                let clock = try call.integer(0)
                guard clock >= 0 else { throw PythonError.system(EINVAL) }
                return try original.reference.call(call.lock.integer(clock))
            }
            try namespace.setValue(ownClock, forKey: name)
        }
    }

    /// The run itself calls the exit functions, once.
    private static func tameExitFunctions(_ namespace: borrowing PythonReference) throws(PythonError) {
        LockdownContext.current?.runExitFunctions = try namespace.value(forKey: "_run_exitfuncs")?.release()
        for name in ["_run_exitfuncs", "_clear"] { try namespace.removeValue(forKey: name) }
    }

    /// The locale belongs to the process; a script gets the one that it runs in.
    private static func tameLocale(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let error = try namespace.value(forKey: "Error") else { return }
        let exception = error.copy().release()
        let setLocale = try functions.type.function(
            "setlocale", "(category, locale=None, /)", "Only the locale 'C' exists in this sandbox."
        ) { call throws(PythonError) in
            // The categories of the C library, LC_CTYPE to LC_IDENTIFICATION.
            let category = try call.integer(0)
            let locale = call.hasValue(1) ? try call.string(1) : "C"
            if !(0...12).contains(category) || !["", "C", "POSIX"].contains(locale) {
                let message = try call.lock.string("unsupported locale setting")
                throw PythonError.instance(try PythonReference(retaining: exception).call(message))
            }
            return try call.lock.string("C")
        }
        try namespace.setValue(setLocale, forKey: "setlocale")
    }

    /// types.py takes the type of `function.__globals__`, which is a property here.
    private static func restoreDescriptorTypes(_ namespace: borrowing PythonReference) throws(PythonError) {
        guard let member = try Descriptors.original(of: SPY_TYPE_FUNCTION, "__doc__") else { return }
        try namespace.setValue(member.type(), forKey: "MemberDescriptorType")
    }

    /// `types.coroutine` makes code with another flag, which no script may.
    private static func replaceCoroutine(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let original = try namespace.value(forKey: "coroutine") else { return }
        let wrapped = original.release()
        let coroutine = try functions.type.function(
            "coroutine", "(func, /)", "Convert regular generator function to a coroutine."
        ) { call throws(PythonError) in
            let function = call.object(0)
            let isGenerator = 0x20, isCoroutine = 0x180
            guard function.isFunction else { return try PythonReference(retaining: wrapped).call(function) }
            let code = PythonReference(retaining: spy_function_code(function.pointer))
            let flags = try code.attribute("co_flags").integer()
            guard flags & isGenerator != 0, flags & isCoroutine == 0 else {
                return try PythonReference(retaining: wrapped).call(function)
            }
            let changes = try call.lock.dictionary()
            try changes.setValue(call.lock.integer(flags | 0x100), forKey: "co_flags")
            guard let context = LockdownContext.current else { throw PythonError(.systemError, "no language layer") }
            let marked = try ObjectCapabilities(context: context).code(code, replacing: changes, lock: call.lock)
            spy_function_set_code(function.pointer, marked.pointer)
            return function
        }
        try namespace.setValue(coroutine, forKey: "coroutine")
    }
}
