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
        case .secured(let language): KeptReference(try language.delegate.privateModule("linecache", lock: lock))
        case .unsecured: KeptReference(try checked(PyImport_ImportModule("linecache")))
        }
    }

    /// Runs one statement and returns when all that it wrote is with the host. Never ends the process.
    public func run(_ statement: Statement) -> StatementOutcome {
        denials.reset(host: host)
        MemoryGuard.forgetRefusals()
        return Interpreter.withHeldLock { lock in
            if statement.followsInterrupt { Interrupts.forget(lock) }
            let outcome = outcome(of: statement, lock: lock)
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

    private func outcome(of statement: Statement, lock: borrowing InterpreterLock) -> StatementOutcome {
        guard let main else { return .ended(.raised(type: "SystemError", message: "the session is closed", isDenial: false)) }
        let runner = runner(main)
        let code: KeptReference
        do {
            guard let compiled = try compiler.compile(statement) else { return .incomplete }
            code = compiled
        } catch {
            return .ended(runner.outcome(of: error, lock: lock))
        }
        // A script may have broken linecache for itself: its tracebacks then show no lines.
        try? remember(statement, lock: lock)
        return runner.execute(lock) { () throws(PythonError) in code.reference.copy() }.map { .ended($0) } ?? .completed
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
