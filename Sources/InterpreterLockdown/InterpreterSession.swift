internal import CPython
internal import CPythonShims
public import Policy
internal import PythonRuntime
internal import VirtualSystem

/// One `__main__` in which statement after statement runs, each with the names that those before it left.
///
/// Used by the thread that made the interpreter and holds its lock, so that between statements no other thread runs
/// Python code.
public final class InterpreterSession {
    /// What the session stands on.
    enum Ground {
        case secured(LanguageLayer)
        case unsecured(UnsecuredLanguage)
    }

    private let ground: Ground
    private let denials: DenialLog
    private let host: any HostConnection
    private var main: KeptReference?
    private var compiler = StatementCompiler()
    /// `linecache`, which tracebacks take the lines of earlier statements from.
    private let lines: KeptReference?

    init(
        ground: Ground, main: consuming PythonReference, denials: DenialLog, host: any HostConnection,
        lock: borrowing InterpreterLock
    ) {
        self.ground = ground
        self.main = KeptReference(main)
        self.denials = denials
        self.host = host
        lines = try? Self.lineCache(of: ground, lock: lock)
    }

    private static func lineCache(of ground: Ground, lock: borrowing InterpreterLock) throws(PythonError) -> KeptReference {
        switch ground {
        case .secured(let language):
            if let loaded = try language.delegate.registry.value(forKey: "linecache") { return KeptReference(loaded) }
            return KeptReference(try language.delegate.reportingModule("linecache", lock: lock))
        case .unsecured: return KeptReference(try checked(PyImport_ImportModule("linecache")))
        }
    }

    /// Runs one statement and returns when all that it wrote is with the host. Never ends the process.
    public func run(_ statement: Statement) -> StatementOutcome {
        perform(followsInterrupt: statement.followsInterrupt) { outcome(of: statement, lock: $0) }
    }

    /// The same for a call of a function that earlier statements have made.
    public func run(_ call: FunctionCall) -> StatementOutcome {
        perform(followsInterrupt: call.followsInterrupt) { outcome(of: call, lock: $0) }
    }

    private func perform(
        followsInterrupt: Bool, _ body: (borrowing InterpreterLock) -> StatementOutcome
    ) -> StatementOutcome {
        denials.reset(host: host)
        MemoryGuard.forgetRefusals()
        return Interpreter.withHeldLock { lock in
            if followsInterrupt { Interrupts.forget(lock) }
            let outcome = body(lock)
            streams.endRun(lock: lock)
            host.flush()
            Interrupts.forget(lock)
            return outcome
        }
    }

    /// What follows the last statement: threads, exit functions, finalisers of the globals.
    public func close() -> ScriptOutcome {
        denials.reset(host: host)
        return Interpreter.withHeldLock { lock in
            guard let main else { return .exited(status: 0) }
            let runner = runner(main)
            self.main = nil
            switch ground {
            case .secured(let language): language.finish(runner, lock: lock)
            case .unsecured(let language): language.finish(runner, lock: lock)
            }
            streams.endRun(lock: lock)
            host.flush()
            return .exited(status: 0)
        }
    }

    /// The names of threads besides the one that runs statements.
    public var otherThreads: [String] {
        Interpreter.withHeldLock { lock in
            let count = Interpreter.threadCount(lock) - 1
            guard count > 0 else { return [] }
            let names = (try? names(ofThreads: lock)) ?? []
            return names.isEmpty ? ["\(count) without a name"] : names
        }
    }

    private func names(ofThreads lock: borrowing InterpreterLock) throws(PythonError) -> [String] {
        let threading: PythonReference?
        switch ground {
        case .secured(let language): threading = try language.delegate.registry.value(forKey: "threading")
        case .unsecured: threading = try checked(PyImport_ImportModule("threading"))
        }
        guard let threading else { return [] }
        let main = try threading.callMethod("main_thread")
        let all = try threading.callMethod("enumerate")
        var names: [String] = []
        for index in 0..<min(try all.count(), 20) {
            let thread = try all.item(index)
            if !thread.isIdentical(to: main) { names.append(try "'" + thread.attribute("name").text(atMost: 100) + "'") }
        }
        return names
    }

    private var streams: VirtualModules {
        switch ground {
        case .secured(let language): language.virtualModules
        case .unsecured(let language): language.streams
        }
    }

    private func runner(_ main: KeptReference) -> ScriptRunner {
        let delegate: ImportDelegate? = if case .secured(let language) = ground { language.delegate } else { nil }
        return ScriptRunner(main: main.reference.copy(), denials: denials, printer: ExceptionPrinter(delegate: delegate))
    }

    private static let closed = StatementOutcome.ended(
        .raised(type: "SystemError", message: "the session is closed", isDenial: false))

    private func outcome(of statement: Statement, lock: borrowing InterpreterLock) -> StatementOutcome {
        guard let main else { return Self.closed }
        let runner = runner(main)
        let code: KeptReference
        do {
            let namespace = try PythonModule.namespace(of: main.reference)
            for input in statement.inputs {
                try namespace.setValue(streams.object(of: input.value, lock: lock), forKey: input.name)
            }
            if statement.returnsValue {
                let valued = try compiler.compileValued(statement, trees: trees(lock), lock: lock)
                try? remember(statement, lock: lock)
                return Self.outcome(runner.evaluate(lock, send: host.send) { namespace throws(PythonError) in
                    try valued.run(in: namespace)
                })
            }
            guard let compiled = try compiler.compile(statement) else { return .incomplete }
            code = compiled
        } catch {
            return .ended(runner.outcome(of: error, lock: lock))
        }
        // A script may have broken linecache for itself: its tracebacks then show no lines.
        try? remember(statement, lock: lock)
        return Self.outcome(runner.execute(lock) { () throws(PythonError) in code.reference.copy() })
    }

    private static func outcome(_ end: ScriptOutcome?) -> StatementOutcome { end.map { .ended($0) } ?? .completed }

    private func outcome(of call: FunctionCall, lock: borrowing InterpreterLock) -> StatementOutcome {
        guard let main else { return Self.closed }
        return Self.outcome(runner(main).evaluate(lock, send: host.send) { namespace throws(PythonError) in
            guard let function = try namespace.value(forKey: call.function) else {
                throw PythonError(.nameError, "name '\(call.function)' is not defined in the session")
            }
            let arguments = try lock.list()
            for argument in call.arguments { try arguments.append(streams.object(of: argument, lock: lock)) }
            let keywords = try lock.dictionary()
            for keyword in call.keywords {
                try keywords.setValue(streams.object(of: keyword.value, lock: lock), forKey: keyword.name)
            }
            return ValuedCode.value(of: try function.call(arguments: arguments.asTuple(), keywords: keywords))
        })
    }

    /// The module `_ast`.
    private func trees(_ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        switch ground {
        case .secured(let language): try language.hidden.builtIn("_ast", lock: lock)
        case .unsecured: try checked(PyImport_ImportModule("_ast"))
        }
    }

    private func remember(_ statement: Statement, lock: borrowing InterpreterLock) throws(PythonError) {
        guard let lines else { return }
        let text = try lock.string(decodingFileSystemBytes: statement.source + Array("\n".utf8))
        let entry = try lock.list()
        try entry.append(lock.integer(statement.source.count + 1))
        // What has no time of its last change is never looked for in a file.
        try entry.append(lock.none)
        try entry.append(text.callMethod("splitlines", lock.bool(true)))
        try entry.append(lock.string(statement.displayPath))
        try lines.reference.attribute("cache").setValue(entry.asTuple(), forKey: statement.displayPath)
    }
}
