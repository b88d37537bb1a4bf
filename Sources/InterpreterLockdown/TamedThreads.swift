internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// `_thread`: as many threads as the run may have, with stacks of one size, or of a larger one that the script pays for.
enum TamedThreads {
    static func tame(
        _ namespace: borrowing PythonReference, allowed: Int, _ functions: NativeFunctions,
        _ lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let sizes: StackSizes
        if let original = try namespace.value(forKey: "stack_size") {
            // By default it follows the limits that the host was started with: none would mean 2 MiB.
            _ = try original.call(lock.integer(ThreadStacks.size))
            sizes = StackSizes(KeptReference(original))
        } else {
            sizes = StackSizes(nil)
        }
        let stackSize = try functions.type.function(
            "stack_size", "(size=0, /)", "The stack size of threads to come; at least 8 MiB, and 64 MiB at most, are given."
        ) { call throws(PythonError) in
            let former = sizes.wish
            if call.isGiven(0) {
                let size = try call.integer(0)
                guard size == 0 || size >= 32 << 10 else {
                    throw PythonError(.valueError, size < 0 ? "size must be 0 or a positive value" : "size not valid: \(size) bytes")
                }
                sizes.wish = size
            }
            return try call.lock.integer(former)
        }
        try namespace.setValue(stackSize, forKey: "stack_size")
        // The kernel's own number counts the machine's processes; CPython's is never given to another thread, either.
        let identity = try functions.type.function(
            "get_native_id", "()", "Return a number of this thread that no other thread of the run ever has."
        ) { call throws(PythonError) in try call.lock.unsigned(PyThreadState_GetID(PyThreadState_Get())) }
        try namespace.setValue(identity, forKey: "get_native_id")
        try showLines(namespace, functions)
        if let original = try namespace.value(forKey: "start_new_thread") {
            let start = try counting(KeptReference(original), allowed: allowed, sizes, functions)
            for name in ["start_new_thread", "start_new"] { try namespace.setValue(start, forKey: name) }
        }
    }

    /// What a thread did not catch is shown with the lines of the sources, as at the end of a script, where memory allows.
    private static func showLines(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let real = try namespace.value(forKey: "_excepthook"),
            let argumentsType = try namespace.value(forKey: "_ExceptHookArgs")
        else { return }
        let original = KeptReference(real), known = KeptReference(argumentsType)
        let hook = try functions.type.function(
            "_excepthook", "(exc_info, /)", "Handle uncaught Thread.run() exception."
        ) { call throws(PythonError) in
            let arguments = call.object(0)
            guard arguments.type().isIdentical(to: known.reference), !MemoryGuard.wasRefused,
                let display = LockdownContext.current?.exceptionHook,
                let stream = ScriptStream("stderr")
            else { return try original.reference.call(arguments) }
            let type = try arguments.attribute("exc_type")
            if type.isIdentical(to: call.lock.exceptionClass(.systemExit)) { return call.lock.none }
            let thread = try arguments.attribute("thread")
            let name = thread.isNone ? String(PyThread_get_thread_ident()) : try thread.attribute("name").text()
            try stream.write("Exception in thread \(name):\n")
            return try PythonReference(retaining: display).call(
                type, arguments.attribute("exc_value"), arguments.attribute("exc_traceback"))
        }
        try namespace.setValue(hook, forKey: "_excepthook")
    }

    private static func counting(
        _ original: KeptReference, allowed: Int, _ sizes: StackSizes, _ functions: NativeFunctions
    ) throws(PythonError) -> PythonReference {
        // The most that lived at a time: the stacks of threads that end are used again.
        var stacksGiven = 0
        return try functions.type.function(
            "start_new_thread", "(function, args, kwargs=None, /)",
            "Start a new thread and return its identifier, as long as the run may have another."
        ) { call throws(PythonError) in
            let living = ThreadStacks.liveThreads(call.lock) - 1
            guard living < allowed else {
                throw PythonError(.runtimeError, "can't start new thread: " + (
                    allowed == 0 ? "this run may have none (limit on threads)"
                        : "\(living) are running, and this run may have no more (limit on threads)"))
            }
            if living >= stacksGiven {
                ThreadStacks.give()
                stacksGiven = living + 1
            }
            // An interrupt is for the first thread alone: no other could raise it.
            return try Interrupts.withheld { () throws(PythonError) in
                try sizes.starting(call.lock) { () throws(PythonError) in
                    guard call.isGiven(2) else { return try original.reference.call(call.object(0), call.object(1)) }
                    return try original.reference.call(call.object(0), call.object(1), call.object(2))
                }
            }
        }
    }
}
