internal import PythonRuntime

/// `gc`: it collects, and shows no objects.
enum GarbageModule {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let real = try system.services.hiddenModule("gc", lock: lock)
        let module = try NativeModule(
            "gc", "Access to the garbage collector; objects cannot be listed.", functions: system.functions, lock: lock)
        try module.forward(
            [
                "collect", "enable", "disable", "isenabled", "get_threshold", "set_threshold", "get_count", "get_stats",
                "freeze", "get_freeze_count", "is_tracked", "is_finalized",
            ], from: real)
        try module.realConstants(prefixes: ["DEBUG_"], from: real)
        try module.object("callbacks", lock.list())
        try module.object("garbage", lock.list())
        return module.finish()
    }
}
