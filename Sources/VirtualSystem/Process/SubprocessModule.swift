internal import PythonRuntime

/// `_posixsubprocess`, which starts nothing.
enum SubprocessModule {
    static func make(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "_posixsubprocess", "No run starts processes.", functions: functions, lock: lock)
        try module.function("fork_exec", "(*args)") { [unowned services] _ throws(PythonError) in
            throw PythonError(
                .permissionError,
                services.deny(
                    operation: "starting a process", rule: "the virtual module '_posixsubprocess'",
                    remedy: "no run is granted processes"))
        }
        return module.finish()
    }
}
