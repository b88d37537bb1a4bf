internal import PythonRuntime
public import Policy
public import VirtualSystem

/// Takes what a script says and forgets it.
private final class SilentHost: HostConnection {
    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {}
    func flush() {}
    func readStandardInput(atMost count: Int) -> [UInt8] { [] }
    func sourceModule(named name: ModuleName) -> SourceModule? { nil }
    func record(_ denial: Denial) {}
}

/// A script of ours, run as one of the host's would be, before there is one of the host's.
///
/// The first run of a process is slow: each page that it writes to is copied, each cache filled. Nothing that a script could
/// see is left of a rehearsal: it imports nothing, and its objects are collected.
extension SecuredInterpreter {
    /// What most scripts do, and no more: every page that is written to is memory of each process.
    public static let rehearsal = ScriptRequest(
        origin: .command,
        source: Array(
            """
            def text(value, *, end=''):
                return f'{value!r}' + end
            print(*[text(value) for value in (1, 'a')], flush=True)
            """.utf8))

    func rehearse() { rehearse(Self.rehearsal, host: SilentHost()) }

    /// Runs `request`, which is trusted, without arming the audit hook.
    @discardableResult
    public func rehearse(_ request: ScriptRequest, host: any HostConnection) -> ScriptOutcome {
        guard let language else { return .exited(status: 0) }
        return Interpreter.withHeldLock { lock in
            language.begin(host: host)
            denials.reset(host: host)
            defer {
                language.virtualModules.endRun(lock: lock)
                language.scripts.forgetSource(of: request)
            }
            do throws(PythonError) {
                let main = try language.scripts.makeMain(for: request, lock: lock)
                try language.delegate.register(main, as: "__main__", isShown: true)
                try language.virtualModules.setArguments(of: request, lock: lock)
                let runner = ScriptRunner(main: main, denials: denials, printer: ExceptionPrinter(delegate: language.delegate))
                let outcome = run(request, runner, language: language, host: host, lock: lock)
                // Neither threads nor exit functions: there are none, and theirs is a state that must not pass.
                runner.finish(threading: lock.none, runExitFunctions: lock.none, lock: lock) { () throws(PythonError) in
                    try language.delegate.unregister("__main__")
                }
                return outcome
            } catch {
                // The first run will tell of whatever is wrong.
                return .raised(type: error.exceptionObject().typeName(), message: "", isDenial: false)
            }
        }
    }
}
