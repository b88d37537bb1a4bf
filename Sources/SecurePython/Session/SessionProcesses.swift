internal import Enclosure
internal import Policy
internal import Wire

/// What a session is made with, each time that it gets a process.
struct SessionPlan: Sendable {
    let sandbox: Sandbox
    let request: SessionRequest
    let input: ScriptInput
    let interrupts: InterruptSource

    init(_ sandbox: Sandbox, request: SessionRequest, input: ScriptInput, interrupts: InterruptSource) {
        self.sandbox = sandbox
        self.request = request
        self.input = input
        self.interrupts = interrupts
    }

    /// For a copy, which is interrupted on its own.
    func copy() throws(SandboxError) -> SessionPlan {
        do {
            return SessionPlan(sandbox, request: request, input: input, interrupts: .event(try Event()))
        } catch {
            throw SandboxError(.system, "A session needs an event descriptor: \(error).")
        }
    }

    init(
        _ sandbox: Sandbox, _ arguments: [[UInt8]], _ input: ScriptInput, _ isInterruptible: Bool
    ) throws(SandboxError) {
        do {
            self.init(
                sandbox, request: SessionRequest(arguments: arguments, isInterruptible: isInterruptible), input: input,
                interrupts: .event(try Event()))
        } catch {
            throw SandboxError(.system, "A session needs an event descriptor: \(error).")
        }
    }

    /// - Parameters:
    ///   - ready: a process that there is already, in whatever control group it has.
    ///   - standing: of the process that it is a copy of.
    func child(
        number: UInt32, ready: ReadyChild? = nil, isCopy: Bool = false, standing: HostCallStanding? = nil, cancellation: Cancellation?
    ) throws(SandboxError) -> SessionChild {
        let line = ready?.line.take()
        let group = ready != nil ? nil : sandbox.limits.memoryBytes.value.flatMap { bytes in
            ControlGroup(
                memoryBytes: UInt64(clamping: bytes), tasks: sandbox.limits.threads.value.map { $0 + 1 },
                beneath: ControlGroup.parent)
        }
        // Those of a copy are in its memory already.
        let files = isCopy ? nil : try sandbox.runFiles()
        let calls = try sandbox.hostCalls(from: standing)
        let run = try ChildRun(
            number: number, line: line, isCopy ? .copy(request) : .session(request), input: input,
            output: OutputDelivery(standardOutput: .discard, standardError: .discard), limits: sandbox.limits,
            mayHaveThreads: sandbox.mayHaveThreads,
            sourceRoot: try sandbox.sourceRoot.map { path throws(SandboxError) in
                try SourceRoot(path: path, whitelist: sandbox.whitelist)
            },
            files: files, calls: calls, cancellation: cancellation, interrupts: interrupts)
        run.controlGroup = ready?.mailbox.controlGroup ?? group
        return SessionChild(run: run, files: files, calls: calls, group: group)
    }
}

/// One process of a session, and what the host holds for it.
struct SessionChild {
    let run: ChildRun
    let files: RunFiles?
    let calls: HostCallDesk?
    let group: ControlGroup?

    /// - Throws: where it does not wait for statements, as `completion` says.
    func requireOpen(_ completion: Completion) throws(SandboxError) {
        if !run.isOver, run.process != nil { return }
        if completion.report.verdict == .stopped(.cancelled) { throw SandboxError(.cancelled, "Cancelled before the session was open.") }
        let reason = switch completion.report.verdict {
        case .hostFault(let reason): reason
        case .ok: run.isOver ? "its process gave a result, and no session" : "its process could not be verified"
        case let verdict: "its process ended with the verdict \(verdict)"
        }
        throw SandboxError(.worker, "The session could not be opened: \(reason).")
    }

    /// Lets go of what the host holds, once the process is gone.
    func release() {
        files?.end()
        calls?.end()
        group?.remove()
    }
}

/// Where the processes of one session come from. Used by one thread at a time.
protocol SessionProcesses: AnyObject {
    /// Who brings the news of the session's process.
    var keeper: (any ChildKeeper)? { get }

    /// Starts a process and returns once it waits for statements.
    func open(_ plan: SessionPlan, cancellation: Cancellation?) throws(SandboxError) -> SessionChild

    /// Ends a process. The next may come from where it came from.
    func drop(_ child: SessionChild)

    /// Ends a process, if there is one, and all that serves this session alone.
    func end(_ child: SessionChild?)
}

/// Processes that are forks of a zygote of a pool or family.
protocol ForkedProcesses: SessionProcesses {
    var keeper: (any ChildKeeper)? { get set }
}

extension ForkedProcesses {
    /// Hands the session to a fork that is ready, and returns once it waits for statements.
    func open(_ child: SessionChild, _ ready: ReadyChild, of zygote: WarmZygote) throws(SandboxError) -> SessionChild {
        let keeper = PooledChild(ready, of: zygote)
        self.keeper = keeper
        child.run.begin(ready.broughtUp)
        let completion = child.run.finish(on: keeper)
        do throws(SandboxError) {
            try child.requireOpen(completion)
            return child
        } catch {
            drop(child)
            throw error
        }
    }

    func drop(_ child: SessionChild) {
        if let keeper { child.run.endChild(on: keeper) }
        keeper = nil
        child.release()
    }
}
