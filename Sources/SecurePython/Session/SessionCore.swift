internal import Policy
internal import Synchronization
internal import Wire

/// What a session does, one call after the other, each on the thread that calls.
final class SessionCore: Sendable {
    private let plan: SessionPlan
    private let state: Mutex<State>

    private struct State {
        let processes: any SessionProcesses
        var child: SessionChild?
        var history = History()
        var isClosed = false
    }

    struct History: Sendable {
        /// Of all that was asked so far, in which tracebacks find the lines of statements.
        var statements: UInt32 = 0
        /// Whether an interrupt may have come too late for the statement before.
        var wasInterrupted = false
    }

    /// One thing to be done by the session's process.
    struct Call: Sendable {
        /// Made with its number, and whether an interrupt may be left of the one before.
        let frame: @Sendable (UInt32, Bool) -> HostToChild
        let wantsValue: Bool
        var limits = CallLimits()
        var standardOutput: OutputDestination = .collect
        var standardError: OutputDestination = .collect

        /// Ends sequences of output.
        func finish() {
            standardOutput.finish()
            standardError.finish()
        }
    }

    /// Starts the session's process and returns once it waits for statements.
    ///
    /// - Parameter history: of the session that it is a copy of.
    init(
        _ plan: SessionPlan, _ processes: sending any SessionProcesses, after history: History = History(), cancellation: Cancellation?
    ) throws(SandboxError) {
        try plan.sandbox.limits.check()
        self.plan = plan
        state = Mutex(State(processes: processes, history: history))
        try locked { state throws(SandboxError) in state.child = try state.processes.open(plan, cancellation: cancellation) }
    }

    /// Copies the session's process. The copy is a session of its own, and this one goes on as it was.
    func branch(cancellation: Cancellation?) throws(SandboxError) -> SessionCore {
        try locked { [plan] state throws(SandboxError) in
            try Self.requireOpen(state)
            guard let family = state.processes as? FamilyProcesses else {
                throw SandboxError(.request, "The session was not created branchable: say `isBranchable: true` where it is opened.")
            }
            guard let child = state.child else {
                throw SandboxError(.request, "The session has lost its state, so that there is nothing to copy. Run something first.")
            }
            state.history.statements += 1
            defer { if child.run.isOver { Self.drop(&state) } }
            return try family.branch(child, state.history, plan, cancellation)
        }
    }

    deinit {
        state.withLock { state in
            state.processes.end(state.child)
            state.child = nil
        }
    }

    func perform(_ call: Call, cancellation: Cancellation?) throws(SandboxError) -> StatementCompletion {
        defer { call.finish() }
        let limits = try call.limits.lowering(plan.sandbox.limits)
        return try locked { [plan] state throws(SandboxError) in
            try Self.requireOpen(state)
            let child: SessionChild
            if let present = state.child {
                child = present
            } else {
                child = try state.processes.open(plan, cancellation: cancellation)
                state.child = child
                state.history.wasInterrupted = false
            }
            guard let keeper = state.processes.keeper else { throw SandboxError(.worker, "The session has no process.") }
            // A text that turned out to be incomplete comes again, under the number that it had.
            let number = state.history.statements + 1
            let completion = child.run.perform(
                try Self.bytes(of: call.frame(number, state.history.wasInterrupted), child.calls?.objects), number: number, wantsValue: call.wantsValue,
                output: OutputDelivery(standardOutput: call.standardOutput, standardError: call.standardError), limits: limits,
                cancellation: cancellation, on: keeper)
            let exchange = child.run.exchange
            state.history.wasInterrupted = exchange.interrupted != nil
            if exchange.outcome != .incomplete { state.history.statements = number }
            let hasLostState = child.run.isOver
            if hasLostState { Self.drop(&state) }
            return StatementCompletion(completion, outcome: exchange.outcome, hasLostState: hasLostState)
        }
    }

    func interrupt() {
        if case .event(let event) = plan.interrupts { event.raise() }
    }

    func reset(cancellation: Cancellation?) throws(SandboxError) {
        try locked { [plan] state throws(SandboxError) in
            try Self.requireOpen(state)
            Self.drop(&state)
            state.child = try state.processes.open(plan, cancellation: cancellation)
            state.history.wasInterrupted = false
        }
    }

    func close(
        standardOutput: OutputDestination, standardError: OutputDestination, cancellation: Cancellation?
    ) throws(SandboxError) -> Completion? {
        defer {
            standardOutput.finish()
            standardError.finish()
        }
        return try locked { [plan] state throws(SandboxError) in
            defer {
                state.isClosed = true
                state.processes.end(state.child)
                state.child = nil
            }
            guard let child = state.child, let keeper = state.processes.keeper, !child.run.isOver else { return nil }
            return child.run.perform(
                try Self.bytes(of: .close), number: nil, wantsValue: false,
                output: OutputDelivery(standardOutput: standardOutput, standardError: standardError), limits: plan.sandbox.limits,
                cancellation: cancellation, on: keeper)
        }
    }

    // MARK: Parts

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

    private static func requireOpen(_ state: borrowing State) throws(SandboxError) {
        guard !state.isClosed else { throw SandboxError(.request, "The session is closed.") }
    }

    private static func drop(_ state: inout State) {
        guard let child = state.child else { return }
        state.child = nil
        state.processes.drop(child)
    }

    private static func bytes(of frame: HostToChild, _ objects: HostObjectTable? = nil) throws(SandboxError) -> [UInt8] {
        var frame = frame
        do throws(HostFunctionError) {
            if let objects { frame = try frame.sending(objects) }
        } catch {
            throw SandboxError(.request, "The call's values cannot be sent: \(error.scriptMessage).")
        }
        do {
            return try frame.encoded()
        } catch {
            throw SandboxError(
                .request, "The call cannot be sent: \(error). At most \(WireLimits.sourceLength) bytes of text and "
                    + "\(WireLimits.valueLength) bytes of values can be, under plain Python names.")
        }
    }
}

extension StatementCompletion {
    init(_ completion: Completion, outcome: StatementOutcome?, hasLostState: Bool) {
        let exitRequest: Int32? = if case .ended(.exited(let status)) = outcome { status & 0xff } else { nil }
        self.init(
            report: completion.report, standardOutput: completion.standardOutput,
            standardError: completion.standardError, value: completion.value, isIncomplete: outcome == .incomplete,
            exitRequest: exitRequest, hasLostState: hasLostState)
    }
}
