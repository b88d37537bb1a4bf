internal import CPython
internal import CPythonShims
internal import ModuleImageReader
public import Policy
public import PythonRuntime
public import VirtualSystem

/// Why the interpreter could not be secured; the run is refused with this.
public struct InterpreterFailure: Error, CustomStringConvertible {
    /// What could not be put up.
    public let part: String
    public let reason: String

    public init(part: String, reason: String) {
        self.part = part
        self.reason = reason
    }

    public var description: String { "\(part): \(reason)" }
}

/// The one interpreter of this process, with the language and audit layers over it.
///
/// Made once. The thread that makes it holds the interpreter lock and runs the scripts.
public final class SecuredInterpreter {
    private let policy: ScriptPolicy
    let denials = DenialLog()
    let language: LanguageLayer?
    private let unsecured: UnsecuredLanguage?

    /// Starts CPython and puts the layers up that the policy does not name as absent.
    ///
    /// - Throws: `InterpreterFailure` with the part that failed. The process is then of no more use.
    public init(policy: ScriptPolicy) throws(InterpreterFailure) {
        self.policy = policy
        if !policy.absentLayers.contains(.audit) {
            try AuditHook.install(allowing: policy.allowedAuditEvents, denials: denials)
        }
        do {
            try Interpreter.start(
                InterpreterConfiguration(hashSeed: policy.repeatability.seed.map { UInt32(truncatingIfNeeded: $0) }))
        } catch {
            throw InterpreterFailure(part: "CPython", reason: error.reason)
        }
        MemoryGuard.watch()
        let denials = denials
        if policy.absentLayers.contains(.language) {
            language = nil
            unsecured = try Self.reporting("the modules of an unsecured run") { lock throws(PythonError) in
                try UnsecuredLanguage(policy: policy, lock: lock)
            }
        } else {
            let image: ModuleImageReader
            do {
                image = try ModuleImageReader.embedded(pythonVersion: Interpreter.buildVersion)
            } catch {
                throw InterpreterFailure(part: "module image", reason: error.description)
            }
            unsecured = nil
            language = try Self.reporting("language layer") { lock throws(PythonError) in
                try LanguageLayer(policy: policy, image: image, denials: denials, lock: lock)
            }
        }
    }

    private static func reporting<Result>(
        _ part: String, _ body: (borrowing InterpreterLock) throws(PythonError) -> Result
    ) throws(InterpreterFailure) -> Result {
        do {
            return try Interpreter.withHeldLock(body)
        } catch {
            let exception = error.exceptionObject()
            let text = (try? exception.text()) ?? ""
            throw InterpreterFailure(part: part, reason: "\(exception.typeName()): \(text)")
        }
    }

    /// Loads modules ahead of the first run; one that fails is left to fail where a script imports it.
    public func preload(_ modules: [ModuleName]) {
        guard let language else { return }
        Interpreter.withHeldLock { lock in
            for name in modules {
                _ = try? language.delegate.leaf(name.text, forScripts: false, lock: lock)
            }
        }
    }

    /// Loads what every session needs, once for all of them.
    public func prepareForSessions() {
        guard let language else { return }
        Interpreter.withHeldLock { lock in
            _ = try? language.delegate.reportingModule("linecache", lock: lock)
            // Its initialisation installs CPython's handler of SIGINT, which is for sessions that are interruptible.
            if (try? language.hidden.builtIn("_signal", lock: lock)) != nil { Interrupts.keep() }
            // With the first tree come the classes of all its nodes.
            _ = try? ValuedCode(
                Array("0".utf8), isExpression: false, path: "<string>", trees: language.hidden.builtIn("_ast", lock: lock),
                lock: lock)
        }
    }

    /// What lives now is left alone by every later collection, in this process and in forked ones.
    ///
    /// - Parameter isThorough: whether there is time to look for garbage first, for the good of many forks.
    public func prepareForFork(isThorough: Bool = true) {
        Interpreter.withHeldLock { lock in
            if isThorough { PyGC_Collect() }
            if let language {
                _ = try? language.hidden.builtIn("gc", lock: lock).callMethod("freeze")
            } else {
                unsecured?.freeze(lock: lock)
            }
        }
    }

    /// In a forked child: what at-fork hooks of library modules would have done.
    ///
    /// - Parameter isAhead: whether there is time to do what would slow the run down.
    public func resumeInChild(isAhead: Bool = false) {
        Interpreter.resumeAfterFork()
        if isAhead { rehearse() }
        if let seed = policy.repeatability.seed { RepeatableProcess.seedRandomness(seed) }
        if let instant = policy.repeatability.clockStart { RepeatableProcess.fixClock(atNanoseconds: instant) }
        // Children of one zygote must not draw the same numbers.
        seedRandom()
    }

    /// In a copy that a session's process made of itself: goes on as the session would. Only the numbers of `random` are
    /// others, where they may be any.
    public func resumeInCopy() {
        Interpreter.resumeAfterFork()
        if policy.repeatability.seed == nil { seedRandom() }
    }

    private func seedRandom() {
        Interpreter.withHeldLock { lock in
            _ = try? language?.delegate.registry.value(forKey: "random")?.callMethod("seed")
        }
    }

    /// Arms the audit hook, for good, and runs one script.
    public func run(_ request: ScriptRequest, host: any HostConnection) -> ScriptOutcome {
        run(request, grants: RunGrants(), host: host)
    }

    /// The same with what the host granted.
    package func run(
        _ request: ScriptRequest, grants: RunGrants, host: any HostConnection
    ) -> ScriptOutcome {
        language?.give(grants, openFiles: policy.files?.openFiles ?? 0)
        denials.reset(host: host)
        return Interpreter.withHeldLock { lock in
            if let language {
                return runSecured(request, grants.hostModules, language: language, host: host, lock: lock)
            }
            if let unsecured {
                return unsecured.run(request, host: host, denials: denials, armAudit: armAudit, lock: lock)
            }
            return .raised(type: "SystemError", message: "no interpreter", isDenial: false)
        }
    }

    /// Arms the audit hook, for good, and makes a `__main__` for statements to run in.
    ///
    /// - Throws: `InterpreterFailure` with the part that failed. The process is then of no more use.
    public func openSession(
        _ request: SessionRequest, host: any HostConnection
    ) throws(InterpreterFailure) -> InterpreterSession {
        try openSession(request, grants: RunGrants(), host: host)
    }

    /// The same with what the host granted.
    package func openSession(
        _ request: SessionRequest, grants: RunGrants, host: any HostConnection
    ) throws(InterpreterFailure) -> InterpreterSession {
        language?.give(grants, openFiles: policy.files?.openFiles ?? 0)
        denials.reset(host: host)
        return try Self.reporting("session") { lock throws(PythonError) in
            let ground: InterpreterSession.Ground
            let main: PythonReference
            if let language {
                main = try language.openSession(request, host: host, lock: lock)
                try language.register(grants.hostModules, lock: lock)
                ground = .secured(language)
            } else if let unsecured {
                main = try unsecured.openSession(request, host: host, lock: lock)
                ground = .unsecured(unsecured)
            } else {
                throw PythonError(.systemError, "no interpreter")
            }
            if request.isInterruptible { try Interrupts.await() }
            let system = PythonModule.systemNamespace(lock: lock)
            // By these, code tells that it is typed at a prompt.
            try system.setValue(lock.string(">>> "), forKey: "ps1")
            try system.setValue(lock.string("... "), forKey: "ps2")
            let session = InterpreterSession(ground: ground, main: main, denials: denials, host: host, lock: lock)
            armAudit()
            return session
        }
    }

    /// Gives scripts a native module under a name of its own, before the first run.
    ///
    /// - Throws: `InterpreterFailure` where the language layer is off or `make` fails.
    public func grant(
        moduleNamed name: String,
        _ make: (NativeFunctions, borrowing InterpreterLock) throws(PythonError) -> PythonReference
    ) throws(InterpreterFailure) {
        guard let language else { throw InterpreterFailure(part: "grant of '\(name)'", reason: "the language layer is off") }
        try Self.reporting("grant of '\(name)'") { lock throws(PythonError) in
            let module = try make(language.virtualModules.functions, lock)
            try language.delegate.register(module, as: name, isShown: true)
        }
    }

    /// What the dead constructors did, for the code that embeds the interpreter. Never give it to a script.
    ///
    /// - Throws: `InterpreterFailure` where the language layer is off: nothing is dead then.
    public func objectCapabilities() throws(InterpreterFailure) -> ObjectCapabilities {
        guard language != nil, let context = LockdownContext.current else {
            throw InterpreterFailure(part: "object capabilities", reason: "the language layer is off")
        }
        return ObjectCapabilities(context: context)
    }

    /// The identities that the reachability test looks for, as of now.
    package func forbiddenObjects() throws(InterpreterFailure) -> ForbiddenObjects {
        guard let language else { throw InterpreterFailure(part: "forbidden objects", reason: "the language layer is off") }
        return try Self.reporting("forbidden objects") { _ throws(PythonError) in try ForbiddenObjects(language: language) }
    }

    private func armAudit() {
        if !policy.absentLayers.contains(.audit) { AuditHook.arm() }
    }

    private func runSecured(
        _ request: ScriptRequest, _ hostModules: [HostModuleDescription], language: LanguageLayer, host: any HostConnection,
        lock: borrowing InterpreterLock
    ) -> ScriptOutcome {
        language.begin(host: host)
        do {
            let main = try language.scripts.makeMain(for: request, lock: lock)
            try language.delegate.register(main, as: "__main__", isShown: true)
            try language.register(hostModules, lock: lock)
            try language.setInputs(request.inputs, of: main, lock: lock)
            try language.virtualModules.setArguments(of: request, lock: lock)
            armAudit()
            let runner = ScriptRunner(
                main: main, denials: denials, printer: ExceptionPrinter(delegate: language.delegate))
            let outcome = run(request, runner, language: language, host: host, lock: lock)
            language.finish(runner, lock: lock)
            language.virtualModules.endRun(lock: lock)
            host.flush()
            return outcome
        } catch {
            let exception = error.exceptionObject()
            return .raised(
                type: exception.typeName(), message: (try? exception.text()) ?? "", isDenial: false)
        }
    }

    func run(
        _ request: ScriptRequest, _ runner: borrowing ScriptRunner, language: LanguageLayer, host: any HostConnection,
        lock: borrowing InterpreterLock
    ) -> ScriptOutcome {
        guard request.returnsValue else {
            return runner.run(lock) { () throws(PythonError) in
                try ScriptModules.compile(request.source, path: request.displayPath)
            }
        }
        return runner.evaluate(lock, send: host.send) { namespace throws(PythonError) in
            try ValuedCode(
                request.source, isExpression: request.isExpression, path: request.displayPath,
                trees: language.hidden.builtIn("_ast", lock: lock), lock: lock
            ).run(in: namespace)
        } ?? .exited(status: 0)
    }
}
