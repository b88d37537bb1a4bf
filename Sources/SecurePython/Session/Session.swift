public import Policy
public import PythonValues
internal import Wire

/// A Python interpreter that keeps its state between calls, in a process of its own.
///
///     let session = try await Session(Sandbox(whitelist: .resolving("standard")))
///     try await session.run("def area(r):\n    return 3 * r ** 2")
///     let area = try await session.call("area", arguments: [2])   // 12
///     let report = try await session.run("print(area(3))").report
///
/// Each call has a budget and a report of its own: processor time, wall time and output count anew, and `limits` may
/// lower them. Memory and threads are bounded for the session, and so are calls of host functions. Between calls its
/// process is stopped: threads that a statement left go on with the next one, at its expense. Statements of one session
/// trust one another; sessions share nothing.
///
/// A call that exceeds a limit ends the process, and so does cancelling the task that waits for it. All that statements
/// had made is then gone, which `StatementCompletion.hasLostState` says, and the next call runs in a fresh process.
///
/// Calls from several tasks wait for one another, in order. An idle session has no thread. A host function must not call
/// the session whose statement called it: it would wait for itself.
public final class Session: Sendable {
    private let core: SessionCore
    /// One call at a time.
    private let turns = RunTurns(places: 1, waiting: .max)
    /// Of a pool: its calls are among the pool's runs.
    private let membership: WorkerPool.Membership?

    init(core: SessionCore, membership: WorkerPool.Membership? = nil) {
        self.core = core
        self.membership = membership
    }

    /// Starts the session's process.
    ///
    /// - Parameters:
    ///   - sandbox: what the session's statements may name, and use.
    ///   - arguments: `sys.argv[1:]`.
    ///   - input: where `sys.stdin` comes from, for all statements.
    ///   - isInterruptible: whether `interrupt` raises KeyboardInterrupt. Where not, it ends the process.
    /// - Throws: `SandboxError` where the session could not be opened.
    public convenience init(
        _ sandbox: Sandbox, arguments: [[UInt8]] = [], input: ScriptInput = .none, isInterruptible: Bool = true
    ) async throws(SandboxError) {
        let plan = try SessionPlan(sandbox, arguments, input, isInterruptible)
        let core = try await Cancellation.onThread { cancellation throws(SandboxError) in
            try SessionCore(plan, OwnWorker(startPatience: Self.startPatience), cancellation: cancellation)
        }
        self.init(core: core)
    }

    /// Raises KeyboardInterrupt in the statement that runs; the second within a second ends its process, with the verdict
    /// `stopped`, since a statement can catch the first. Does nothing where none runs.
    public func interrupt() { core.interrupt() }

    // MARK: Calls

    /// Runs statements. The value is that of the last one, where that is an expression.
    ///
    /// - Parameters:
    ///   - source: the statements.
    ///   - inputs: global variables that are set beforehand, and stay.
    ///   - limits: lower bounds than the session's, for this call.
    ///   - standardOutput: where `sys.stdout` goes.
    ///   - standardError: where `sys.stderr` goes, tracebacks included.
    /// - Throws: `SandboxError` where nothing was run. However the statements ended is in the report.
    @discardableResult
    public func run(
        _ source: String, inputs: [String: PythonValue] = [:], limits: CallLimits = CallLimits(),
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect
    ) async throws(SandboxError) -> StatementCompletion {
        try await perform(.statement(source, .script, inputs, limits, standardOutput, standardError))
    }

    /// Calls a function of the session's `__main__`, which statements have made or imported.
    ///
    /// - Returns: what became of the call, with the result as its value.
    /// - Throws: `SandboxError` where nothing was called. However the call ended is in the report; where there is no such
    ///   function, by a NameError.
    @discardableResult
    public func run(
        calling function: String, arguments: [PythonValue] = [], keywords: [String: PythonValue] = [:],
        limits: CallLimits = CallLimits(), standardOutput: OutputDestination = .collect,
        standardError: OutputDestination = .collect
    ) async throws(SandboxError) -> StatementCompletion {
        guard PythonIdentifier.isPlainName(function), keywords.keys.allSatisfy(PythonIdentifier.isPlainName) else {
            throw SandboxError(.request, "A function and its keywords are called by plain Python names, such as `score`.")
        }
        let named = NamedValue.all(keywords)
        return try await perform(
            SessionCore.Call(
                frame: { number, followsInterrupt in
                    .call(FunctionCall(
                        number: number, function: function, arguments: arguments, keywords: named,
                        followsInterrupt: followsInterrupt))
                },
                wantsValue: true, limits: limits, standardOutput: standardOutput, standardError: standardError))
    }

    /// The value of one expression.
    ///
    /// - Throws: `EvaluationError.failed` where it raised or was ended, with the report.
    public func evaluate(
        _ expression: String, inputs: [String: PythonValue] = [:], limits: CallLimits = CallLimits()
    ) async throws(EvaluationError) -> PythonValue {
        let completion: StatementCompletion
        do {
            completion = try await perform(.statement(expression, .expression, inputs, limits, .collect, .collect))
        } catch {
            throw .notRun(error)
        }
        return try completion.requiredValue()
    }

    /// The same as a Swift value.
    public func evaluate<Value: Decodable>(
        _ expression: String, inputs: [String: PythonValue] = [:], limits: CallLimits = CallLimits(), as type: Value.Type
    ) async throws(EvaluationError) -> Value {
        try await evaluate(expression, inputs: inputs, limits: limits).read(as: type)
    }

    /// The result of a function of the session's `__main__`: load a plugin by `run`, then call its functions as often as
    /// they are wanted.
    ///
    /// - Throws: `EvaluationError.failed` where the function raised, or was ended, with the report.
    @discardableResult
    public func call(
        _ function: String, arguments: [PythonValue] = [], keywords: [String: PythonValue] = [:],
        limits: CallLimits = CallLimits()
    ) async throws(EvaluationError) -> PythonValue {
        let completion: StatementCompletion
        do {
            completion = try await run(calling: function, arguments: arguments, keywords: keywords, limits: limits)
        } catch {
            throw .notRun(error)
        }
        return try completion.requiredValue()
    }

    /// The same with Swift values: each argument passes as what `PythonValue(encoding:)` makes of it.
    public func call<Value: Decodable>(
        _ function: String, encoding arguments: [any Encodable], limits: CallLimits = CallLimits(), as type: Value.Type
    ) async throws(EvaluationError) -> Value {
        var values: [PythonValue] = []
        for argument in arguments {
            do {
                values.append(try PythonValue(encoding: argument))
            } catch {
                throw .notRun(SandboxError(
                    .request, "Argument \(values.count + 1) of '\(function)' cannot pass: \(error)."))
            }
        }
        return try await call(function, arguments: values, limits: limits).read(as: type)
    }

    // MARK: Copies

    /// Opens a session that can be copied by `branch`, in a worker of its own and of its copies'. Its system call filter
    /// allows one form of clone, about each of which this process decides, on a thread for each family of copies, and the
    /// kernel counts its processes.
    ///
    /// - Parameters:
    ///   - sandbox: what code may do, in the session and in its copies.
    ///   - branches: how many copies, and copies of copies, there may be at a time.
    ///   - arguments: `sys.argv[1:]`.
    ///   - isInterruptible: whether `interrupt` raises KeyboardInterrupt. Where not, it ends the process.
    /// - Throws: `SandboxError` where the session could not be opened: it needs the enclosure `full` with a user namespace,
    ///   and grants of files in memory alone.
    public static func branchable(
        _ sandbox: Sandbox, branches: Int = 8, arguments: [[UInt8]] = [], isInterruptible: Bool = true
    ) async throws(SandboxError) -> Session {
        let family = try SessionFamily(sandbox, branches: branches, patience: Self.startPatience)
        let plan = try SessionPlan(sandbox, arguments, .none, isInterruptible)
        let core = try await Cancellation.onThread { cancellation throws(SandboxError) in
            try SessionCore(plan, FamilyProcesses(family), cancellation: cancellation)
        }
        return Session(core: core)
    }

    /// An independent copy of the session as it is now: names, modules, files in memory. Either goes on, and ends, without
    /// the other. It takes some milliseconds, whatever there is to copy, and memory as the two come to differ.
    ///
    /// The copy holds the same objects of the host, and may call the same functions, each as often as the session still
    /// might. What is revoked is revoked for both. The functions of `random` draw other numbers in it, unless the sandbox's
    /// randomness is seeded.
    ///
    /// - Throws: `SandboxError` of code `request` where the session was not opened by `branchable`, has threads besides the
    ///   one that runs statements, which it names, or awaits host functions; of code `busy` where there are as many copies as
    ///   there may be; of code `cancelled` where the task was, which may have ended the session's process.
    public func branch() async throws(SandboxError) -> Session {
        let copy = try await inTurn { core, cancellation throws(SandboxError) in try core.branch(cancellation: cancellation) }
        return Session(core: copy, membership: membership)
    }

    // MARK: The end

    /// Ends the session's process, whatever it holds, and goes on with a fresh one.
    ///
    /// - Throws: `SandboxError` where none could be had.
    public func reset() async throws(SandboxError) {
        try await inTurn { core, cancellation throws(SandboxError) in try core.reset(cancellation: cancellation) }
    }

    /// Runs what a script runs at its end, threads and exit functions, with the budget of a statement, and ends the
    /// session.
    ///
    /// - Returns: what became of that; `nil` where there was nothing left to end.
    @discardableResult
    public func close(
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect
    ) async throws(SandboxError) -> Completion? {
        defer {
            standardOutput.finish()
            standardError.finish()
        }
        return try await inTurn { core, cancellation throws(SandboxError) in
            try core.close(standardOutput: standardOutput, standardError: standardError, cancellation: cancellation)
        }
    }

    // MARK: Parts

    private func perform(_ call: SessionCore.Call) async throws(SandboxError) -> StatementCompletion {
        defer { call.finish() }
        return try await inTurn { core, cancellation throws(SandboxError) in
            try core.perform(call, cancellation: cancellation)
        }
    }

    /// Waits for the calls before, then goes on a thread of its own.
    private func inTurn<Outcome: Sendable>(
        _ body: @escaping @Sendable (SessionCore, Cancellation) throws(SandboxError) -> Outcome
    ) async throws(SandboxError) -> Outcome {
        try await turns.take(for: "")
        defer { turns.giveBack() }
        if let membership {
            return try await membership.perform { [core] cancellation throws(SandboxError) in try body(core, cancellation) }
        }
        return try await Cancellation.onThread { [core] cancellation throws(SandboxError) in try body(core, cancellation) }
    }

    private static let startPatience = Duration.seconds(30)
}

extension NamedValue {
    fileprivate static func all(_ values: [String: PythonValue]) -> [NamedValue] {
        values.sorted { $0.key < $1.key }.map { NamedValue($0.key, $0.value) }
    }
}

extension SessionCore.Call {
    /// A statement whose value is wanted.
    fileprivate static func statement(
        _ source: String, _ form: Statement.Form, _ inputs: [String: PythonValue], _ limits: CallLimits,
        _ standardOutput: OutputDestination, _ standardError: OutputDestination
    ) -> SessionCore.Call {
        let named = NamedValue.all(inputs)
        return SessionCore.Call(
            frame: { number, followsInterrupt in
                .statement(Statement(
                    number: number, source: Array(source.utf8), form: form, followsInterrupt: followsInterrupt, inputs: named,
                    returnsValue: true))
            },
            wantsValue: true, limits: limits, standardOutput: standardOutput, standardError: standardError)
    }
}

// MARK: For programs without tasks

extension Session {
    /// Starts the session's process and blocks until it waits for statements.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await the other initialiser.")
    public convenience init(
        blocking sandbox: Sandbox, arguments: [[UInt8]] = [], input: ScriptInput = .none, isInterruptible: Bool = true
    ) throws(SandboxError) {
        try self.init(
            blocking: sandbox, arguments: arguments, input: input, isInterruptible: isInterruptible, startPatience: Self.startPatience)
    }

    /// `startPatience`: from the start of a worker until it says that it is ready.
    package convenience init(
        blocking sandbox: Sandbox, arguments: [[UInt8]], input: ScriptInput, isInterruptible: Bool, startPatience: Duration
    ) throws(SandboxError) {
        self.init(core: try SessionCore(
            SessionPlan(sandbox, arguments, input, isInterruptible), OwnWorker(startPatience: startPatience), cancellation: nil))
    }

    /// Interrupted by SIGINT, ended by SIGTERM.
    package convenience init(
        blocking sandbox: Sandbox, arguments: [[UInt8]], input: ScriptInput, signals: TerminationSignals
    ) throws(SandboxError) {
        let plan = SessionPlan(
            sandbox, request: SessionRequest(arguments: arguments, isInterruptible: true), input: input,
            interrupts: .signals(signals))
        self.init(core: try SessionCore(plan, OwnWorker(startPatience: Self.startPatience), cancellation: nil))
    }

    /// As the method that is awaited, and blocks.
    ///
    /// - Parameter startPatience: for a worker to say that it is ready, and for each process of it.
    package static func branchable(
        blocking sandbox: Sandbox, branches: Int, isInterruptible: Bool = true, startPatience: Duration
    ) throws(SandboxError) -> Session {
        let family = try SessionFamily(sandbox, branches: branches, patience: startPatience)
        return Session(core: try SessionCore(
            SessionPlan(sandbox, [], .none, isInterruptible), FamilyProcesses(family), cancellation: nil))
    }

    /// As the method that is awaited, and blocks.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await `branch`.")
    package func branchBlocking(cancellation: Cancellation? = nil) throws(SandboxError) -> Session {
        Session(core: try core.branch(cancellation: cancellation))
    }

    /// Runs one statement and blocks until it is over and its output delivered.
    ///
    /// - Parameters:
    ///   - source: the statement.
    ///   - form: how the text is meant. `interactive` shows the value of an expression, and may find that more lines are
    ///     needed.
    ///   - returnsValue: whether the value of its last expression is asked for, as `run` does.
    ///   - standardOutput: where `sys.stdout` goes.
    ///   - standardError: where `sys.stderr` goes, tracebacks included.
    ///   - cancellation: ends the statement and its process from elsewhere, with the verdict `stopped`.
    /// - Throws: `SandboxError` where the statement did not run. However it ended is in the report.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await `run`.")
    @discardableResult
    public func runBlocking(
        _ source: [UInt8], as form: Statement.Form = .script, returnsValue: Bool = false,
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect,
        cancellation: Cancellation? = nil
    ) throws(SandboxError) -> StatementCompletion {
        let call = SessionCore.Call(
            frame: { number, followsInterrupt in
                .statement(Statement(
                    number: number, source: source, form: form, followsInterrupt: followsInterrupt, returnsValue: returnsValue))
            },
            wantsValue: returnsValue, standardOutput: standardOutput, standardError: standardError)
        return try core.perform(call, cancellation: cancellation)
    }

    /// The same from text.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await `run`.")
    @discardableResult
    public func runBlocking(
        _ source: String, as form: Statement.Form = .script, returnsValue: Bool = false,
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect,
        cancellation: Cancellation? = nil
    ) throws(SandboxError) -> StatementCompletion {
        try runBlocking(
            Array(source.utf8), as: form, returnsValue: returnsValue, standardOutput: standardOutput,
            standardError: standardError, cancellation: cancellation)
    }

    /// As the method that is awaited, and blocks.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await `reset`.")
    public func resetBlocking() throws(SandboxError) { try core.reset(cancellation: nil) }

    /// As the method that is awaited, and blocks.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await `close`.")
    @discardableResult
    public func closeBlocking(
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect
    ) throws(SandboxError) -> Completion? {
        try core.close(standardOutput: standardOutput, standardError: standardError, cancellation: nil)
    }
}
