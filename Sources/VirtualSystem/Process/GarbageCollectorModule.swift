internal import PythonRuntime

/// `gc` without its views of the heap: those would hand a script every object there is.
enum GarbageCollectorModule {
    static func make(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let real = try services.hiddenModule("gc", lock: lock)
        let module = try NativeModule(
            "gc", "The garbage collector, without its views of the heap.", functions: functions, lock: lock)
        try module.real(
            [
                "collect", "disable", "enable", "freeze", "get_count", "get_freeze_count", "get_stats", "get_threshold",
                "is_finalized", "is_tracked", "isenabled", "set_threshold", "unfreeze",
            ], from: real)
        try module.realConstants(prefixes: ["DEBUG_"], from: real)
        // The collector never looks at these: a real callback would run in the middle of library code, and
        // the real garbage may hold anybody's objects.
        try module.object("callbacks", lock.list())
        try module.object("garbage", lock.list())
        try module.function("get_debug", "()") { call throws(PythonError) in try call.lock.integer(0) }
        try module.function("set_debug", "(flags, /)", "Takes 0 only: debugging shows garbage, which may be anybody's.") {
            call throws(PythonError) in
            guard try call.integer(0) == 0 else {
                throw PythonError(.valueError, "the garbage collector shows nothing in this sandbox, so its flags stay 0")
            }
            return call.lock.none
        }
        return module.finish()
    }
}
