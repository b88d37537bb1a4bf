internal import PythonRuntime

/// `_posixsubprocess`, so that `subprocess` imports; it starts nothing.
enum SubprocessModule {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("_posixsubprocess", "Refuses to start processes.", functions: system.functions, lock: lock)
        try module.function("fork_exec", "(*args)") { call throws(PythonError) in
            let program = (try? call.object(0).tupleItem(0).item(0).representation()) ?? "a program"
            throw system.refusal(
                "starting the process \(program)", rule: "the virtual system",
                remedy: "no grant lets a script start processes")
        }
        return module.finish()
    }
}
