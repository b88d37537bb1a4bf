public import Policy
internal import Enclosure
internal import Synchronization
internal import Wire

/// A Python interpreter that keeps its state between calls, in a process of its own.
///
///     let session = try Session(Sandbox(whitelist: .resolving("standard")))
///     try session.run("x = 6")
///     let completion = try session.run("print(x * 7)")
///     // completion.standardOutput == Array("42\n".utf8)
///
/// Each call has a budget and a report of its own: processor time, wall time and output count anew. Memory and threads
/// are bounded for the session. Between calls its process is stopped: threads that a statement left go on with the next
/// one, at its expense. Statements of one session trust one another; sessions share nothing.
///
/// A statement that exceeds a limit ends the process. All that statements had made is then gone, which
/// `StatementCompletion.hasLostState` says, and the next call runs in a fresh process.
///
/// Calls from several threads wait for one another.
public final class Session: Sendable {
    private let sandbox: Sandbox
    private let request: SessionRequest
    private let input: ScriptInput
    private let interrupts: InterruptSource
    private let startPatience: Duration
    private let state: Mutex<State>

    private struct State {
        var worker: WorkerProcess?
        /// What the worker's zygote said when it came up.
        var broughtUp: WorkerProcess.BroughtUp?
        var runs: UInt32 = 0
        var child: Child?
        var statements: UInt32 = 0
        /// Whether an interrupt may have come too late for the statement before.
        var wasInterrupted = false
        var isClosed = false
    }

    private struct Child {
        let run: ChildRun
        let files: RunFiles?
        let group: ControlGroup?
    }

    /// Starts the session's process and returns once it waits for statements.
    ///
    /// - Parameters:
    ///   - arguments: `sys.argv[1:]`.
    ///   - input: where `sys.stdin` comes from, for all statements.
    ///   - isInterruptible: whether `interrupt` raises KeyboardInterrupt. Where not, it ends the process.
    /// - Throws: `SandboxError` where the session could not be opened.
    public convenience init(
        _ sandbox: Sandbox, arguments: [[UInt8]] = [], input: ScriptInput = .none, isInterruptible: Bool = true
    ) throws(SandboxError) {
        try self.init(
            sandbox, arguments: arguments, input: input, isInterruptible: isInterruptible, startPatience: .seconds(30))
    }

    /// `startPatience`: from the start of a worker until it says that it is ready.
    package convenience init(
        _ sandbox: Sandbox, arguments: [[UInt8]], input: ScriptInput, isInterruptible: Bool, startPatience: Duration
    ) throws(SandboxError) {
        let event: Event
        do {
            event = try Event()
        } catch {
            throw SandboxError(.system, "A session needs an event descriptor: \(error).")
        }
        try self.init(
            sandbox, SessionRequest(arguments: arguments, isInterruptible: isInterruptible), input: input,
            interrupts: .event(event), startPatience: startPatience)
    }

    /// Interrupted by SIGINT, ended by SIGTERM.
    package convenience init(
        _ sandbox: Sandbox, arguments: [[UInt8]], input: ScriptInput, signals: TerminationSignals
    ) throws(SandboxError) {
        try self.init(
            sandbox, SessionRequest(arguments: arguments, isInterruptible: true), input: input,
            interrupts: .signals(signals), startPatience: .seconds(30))
    }

    private init(
        _ sandbox: Sandbox, _ request: SessionRequest, input: ScriptInput, interrupts: InterruptSource,
        startPatience: Duration
    ) throws(SandboxError) {
        try sandbox.limits.check()
        self.sandbox = sandbox
        self.request = request
        self.input = input
        self.interrupts = interrupts
        self.startPatience = startPatience
        state = Mutex(State())
        try locked { state throws(SandboxError) in try openChild(&state, cancellation: nil) }
    }

    deinit { state.withLock { endWorker(&$0) } }

    /// Runs one statement and blocks until it is over and its output delivered.
    ///
    /// - Parameters:
    ///   - form: how the text is meant. `interactive` shows the value of an expression, and may find that more lines are
    ///     needed.
    ///   - cancellation: ends the statement and its process from elsewhere, with the verdict `stopped`.
    /// - Throws: `SandboxError` where the statement did not run. However it ended is in the report.
    @discardableResult
    public func run(
        _ source: [UInt8], as form: Statement.Form = .script, standardOutput: OutputDestination = .collect,
        standardError: OutputDestination = .collect, cancellation: Cancellation? = nil
    ) throws(SandboxError) -> StatementCompletion {
        try locked { state throws(SandboxError) in
            guard !state.isClosed else { throw SandboxError(.request, "The session is closed.") }
            if state.child == nil { try openChild(&state, cancellation: cancellation) }
            guard let child = state.child, let worker = state.worker else {
                throw SandboxError(.worker, "The session has no process.")
            }
            // A text that turned out to be incomplete comes again, under the number that it had.
            let number = state.statements + 1
            let statement = Statement(
                number: number, source: source, form: form, followsInterrupt: state.wasInterrupted)
            let completion = child.run.perform(
                try Self.frame(.statement(statement)), number: number,
                output: OutputDelivery(standardOutput: standardOutput, standardError: standardError),
                cancellation: cancellation, on: worker)
            let exchange = child.run.exchange
            state.wasInterrupted = exchange.interrupted != nil
            if exchange.outcome != .incomplete { state.statements = number }
            let hasLostState = child.run.isOver
            if hasLostState { dropChild(&state) }
            return StatementCompletion(
                completion, outcome: exchange.outcome, hasLostState: hasLostState)
        }
    }

    @discardableResult
    public func run(
        _ source: String, as form: Statement.Form = .script, standardOutput: OutputDestination = .collect,
        standardError: OutputDestination = .collect, cancellation: Cancellation? = nil
    ) throws(SandboxError) -> StatementCompletion {
        try run(
            Array(source.utf8), as: form, standardOutput: standardOutput, standardError: standardError,
            cancellation: cancellation)
    }

    /// Raises KeyboardInterrupt in the statement that runs; the second within a second ends its process, with the verdict
    /// `stopped`, since a statement can catch the first. Does nothing where none runs. Call it from another thread.
    public func interrupt() {
        if case .event(let event) = interrupts { event.raise() }
    }

    /// Ends the session's process, whatever it holds, and goes on with a fresh one.
    ///
    /// - Throws: `SandboxError` where none could be had.
    public func reset() throws(SandboxError) {
        try locked { state throws(SandboxError) in
            guard !state.isClosed else { throw SandboxError(.request, "The session is closed.") }
            dropChild(&state)
            try openChild(&state, cancellation: nil)
        }
    }

    /// Runs what a script runs at its end, threads and exit functions, with the budget of a statement, and ends the
    /// session.
    ///
    /// - Returns: what became of that; `nil` where there was nothing left to end.
    @discardableResult
    public func close(
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect
    ) throws(SandboxError) -> Completion? {
        try locked { state throws(SandboxError) in
            defer {
                state.isClosed = true
                endWorker(&state)
            }
            guard let child = state.child, let worker = state.worker, !child.run.isOver else { return nil }
            return child.run.perform(
                try Self.frame(.close), number: nil,
                output: OutputDelivery(standardOutput: standardOutput, standardError: standardError),
                cancellation: nil, on: worker)
        }
    }

    // MARK: Processes

    private func locked<Result: Sendable>(
        _ body: @Sendable (inout State) throws(SandboxError) -> Result
    ) throws(SandboxError) -> Result {
        let result: Swift.Result<Result, SandboxError> = state.withLock { state in
            do throws(SandboxError) {
                return .success(try body(&state))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func frame(_ frame: HostToChild) throws(SandboxError) -> [UInt8] {
        do {
            return try frame.encoded()
        } catch {
            throw SandboxError(
                .request, "The statement cannot be sent: \(error). At most \(WireLimits.sourceLength) bytes can be run.")
        }
    }

    private func openChild(_ state: inout State, cancellation: Cancellation?) throws(SandboxError) {
        let hadWorker = state.worker != nil
        do {
            return try startChild(&state, cancellation: cancellation)
        } catch {
            endWorker(&state)
            // A worker that was kept may have gone with the process before.
            guard hadWorker, error.code == .worker else { throw error }
        }
        do {
            try startChild(&state, cancellation: cancellation)
        } catch {
            endWorker(&state)
            throw error
        }
    }

    private func startChild(_ state: inout State, cancellation: Cancellation?) throws(SandboxError) {
        let worker: WorkerProcess
        if let kept = state.worker {
            worker = kept
        } else {
            worker = try WorkerProcess(
                sandbox.worker, user: sandbox.workerUser, enclosure: sandbox.effectiveEnclosure, seed: sandbox.seed,
                startPatience: startPatience)
            state.worker = worker
            state.broughtUp = nil
            state.runs = 0
        }
        let group = sandbox.limits.memoryBytes.value.flatMap { bytes in
            ControlGroup(
                memoryBytes: UInt64(clamping: bytes), tasks: sandbox.limits.threads.value.map { $0 + 1 },
                beneath: ControlGroup.parent)
        }
        let files = try sandbox.runFiles()
        state.runs += 1
        let run = try ChildRun(
            number: state.runs, .session(request), input: input,
            output: OutputDelivery(standardOutput: .discard, standardError: .discard), limits: sandbox.limits,
            mayHaveThreads: sandbox.mayHaveThreads,
            sourceRoot: try sandbox.sourceRoot.map { path throws(SandboxError) in
                try SourceRoot(path: path, whitelist: sandbox.whitelist)
            },
            files: files, calls: try sandbox.hostCalls(), cancellation: cancellation, interrupts: interrupts)
        run.controlGroup = group
        state.child = Child(run: run, files: files, group: group)
        let earlier = state.broughtUp
        let completion = try run.perform(on: worker) { channel throws(SandboxError) in
            if let earlier { return try worker.fork(run: run.number, channel: channel, after: earlier) }
            return try worker.bringUp(run: run.number, channel: channel, cancellation: cancellation) {
                python throws(SandboxError) in
                try sandbox.scriptPolicy(python: python, input: input, forSession: true)
            }
        }
        state.broughtUp = earlier ?? WorkerProcess.BroughtUp(
            layers: completion.report.standingLayers, enclosure: completion.report.enclosure, process: nil)
        guard !run.isOver, run.process != nil else {
            throw SandboxError(
                .worker, "The session could not be opened: its process ended with the verdict \(completion.report.verdict).")
        }
        state.wasInterrupted = false
    }

    /// Ends the session's process and what it held. The worker stays where it still answers.
    private func dropChild(_ state: inout State) {
        guard let child = state.child else { return }
        state.child = nil
        if let worker = state.worker {
            child.run.endChild(on: worker)
            if child.run.isWorkerGone || child.run.exchange.facts.fault != nil {
                worker.end()
                state.worker = nil
            }
        }
        child.files?.end()
        child.group?.remove()
    }

    private func endWorker(_ state: inout State) {
        let child = state.child
        state.child = nil
        state.worker?.end()
        state.worker = nil
        child?.files?.end()
        // A group is empty once its worker has ended.
        child?.group?.remove()
    }
}

extension StatementCompletion {
    init(_ completion: Completion, outcome: StatementOutcome?, hasLostState: Bool) {
        let exitRequest: Int32? = if case .ended(.exited(let status)) = outcome { status & 0xff } else { nil }
        self.init(
            report: completion.report, standardOutput: completion.standardOutput,
            standardError: completion.standardError, isIncomplete: outcome == .incomplete, exitRequest: exitRequest,
            hasLostState: hasLostState)
    }
}
