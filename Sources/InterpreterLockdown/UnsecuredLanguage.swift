internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// CPython with the language layer switched off: stock importlib, the real modules, `ctypes` included.
///
/// Everything is imported before the other layers close, so that they are truly tried.
final class UnsecuredLanguage {
    private let services: UnsecuredServices
    let streams: VirtualModules

    init(policy: ScriptPolicy, lock: borrowing InterpreterLock) throws(PythonError) {
        let services = UnsecuredServices(policy: policy)
        streams = try VirtualModules(functions: NativeFunctions(lock: lock), services: services, lock: lock)
        self.services = services
        for name in Self.everyModule(of: policy) {
            // Many want another platform, a terminal or a display; what cannot be imported is no target.
            guard let module = PyImport_ImportModule(name) else {
                PyErr_Clear()
                continue
            }
            Py_DecRef(module)
        }
        let site = try checked(PyImport_ImportModule("site"))
        _ = try site.callMethod("setquit")
        _ = try site.callMethod("setcopyright")
        _ = try site.callMethod("sethelper")
    }

    /// The whole standard library. Those left out print, open a browser or start a test run on import.
    private static func everyModule(of policy: ScriptPolicy) -> [String] {
        let noisy: Set<String> = ["antigravity", "this", "__main__", "idlelib", "lib2to3", "turtle", "turtledemo", "test"]
        let names =
            Array(policy.whitelist.modules.keys) + Array(policy.whitelist.available.keys)
            + Array(policy.whitelist.neverListed.keys)
        return names.map(\.text).filter { name in
            !noisy.contains(String(name.prefix { $0 != "." })) && !name.contains("__main__") && !name.contains("_test")
                && !name.hasPrefix("_xx")
        }.sorted()
    }

    func freeze(lock: borrowing InterpreterLock) {
        _ = try? services.hiddenModule("gc", lock: lock).callMethod("freeze")
    }

    func run(
        _ request: ScriptRequest, host: any HostConnection, denials: DenialLog, armAudit: () -> Void,
        lock: borrowing InterpreterLock
    ) -> ScriptOutcome {
        services.host = host
        do throws(PythonError) {
            guard let pointer = PyImport_AddModule("__main__") else { throw PythonError.fetch() }
            let main = PythonReference(retaining: pointer)
            if case .file = request.origin {
                try PythonModule.namespace(of: main).setValue(lock.string(request.displayPath), forKey: "__file__")
            }
            try streams.installStreams(lock: lock)
            try streams.setArguments(of: request, lock: lock)
            let runner = ScriptRunner(main: main, denials: denials, printer: ExceptionPrinter(delegate: nil))
            armAudit()
            let outcome = runner.run(lock) { () throws(PythonError) in
                try ScriptModules.compile(request.source, path: request.displayPath)
            }
            finish(runner, lock: lock)
            streams.endRun(lock: lock)
            host.flush()
            return outcome
        } catch {
            return .raised(type: "SystemError", message: (try? error.exceptionObject().text()) ?? "", isDenial: false)
        }
    }

    /// `__main__` of a session that begins.
    func openSession(
        _ request: SessionRequest, host: any HostConnection, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        services.host = host
        guard let main = PyImport_AddModule("__main__") else { throw PythonError.fetch() }
        try streams.installStreams(lock: lock)
        try streams.setArguments([[]] + request.arguments, lock: lock)
        // Its initialisation installs CPython's handler of SIGINT.
        if request.isInterruptible { _ = try checked(PyImport_ImportModule("_signal")) }
        return PythonReference(retaining: main)
    }

    /// What follows a script, or the last statement of a session.
    func finish(_ runner: consuming ScriptRunner, lock: borrowing InterpreterLock) {
        let threading = try? checked(PyImport_ImportModule("threading"))
        let exitFunctions = try? checked(PyImport_ImportModule("atexit")).attribute("_run_exitfuncs")
        runner.finish(
            threading: threading ?? lock.none, runExitFunctions: exitFunctions ?? lock.none, lock: lock
        ) { () throws(PythonError) in
            let modules = PythonReference(retaining: PyImport_GetModuleDict())
            try modules.removeValue(forKey: "__main__")
        }
    }
}

/// With the language layer off, the streams are all that is ours.
final class UnsecuredServices: InterpreterServices {
    let policy: ScriptPolicy
    weak var host: (any HostConnection)?

    init(policy: ScriptPolicy) {
        self.policy = policy
    }

    func hiddenModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try checked(PyImport_ImportModule(name))
    }

    func importModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try checked(PyImport_ImportModule(name))
    }

    func kind(ofModule name: ModuleName) -> ModuleKind? { policy.whitelist.modules[name] }
    func ownSpec(of name: ModuleName, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? { nil }
    func spec(_ name: String, ofFile path: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        lock.none
    }
    func standardLoader(of name: ModuleName, isPackage: Bool) throws(PythonError) -> PythonReference? { nil }

    var sourceLoaderClass: PythonReference { InterpreterLock.withLock { lock in lock.none } }
    func loadedSource(atPath path: String) -> [UInt8]? { nil }

    func deny(operation: String, rule: String, remedy: String) -> String {
        DenialLog.text(operation: operation, rule: rule, remedy: remedy)
    }
}
