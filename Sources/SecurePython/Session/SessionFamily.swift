internal import Glibc
internal import LinuxShims
internal import Policy
internal import Synchronization
internal import Wire

/// A session that may be copied, and its copies: they share a worker, which serves nothing else. The kernel counts its
/// processes together.
final class SessionFamily: Sendable {
    let sandbox: Sandbox
    let branches: Int
    /// For the worker to come up, and for each process.
    let patience: Duration
    let copies = SessionCount()
    private let worker = Mutex<WarmZygote?>(nil)

    init(_ sandbox: Sandbox, branches: Int, patience: Duration) throws(SandboxError) {
        guard (1...1_000).contains(branches) else {
            throw SandboxError(.request, "A session may have 1 to 1000 copies, and not \(branches).")
        }
        guard sandbox.effectiveEnclosure == .full else {
            throw SandboxError(
                .request, "A session can be copied where the enclosure is full: only a namespace of processes ends all copies for sure.")
        }
        for files in sandbox.files {
            switch files {
            case .memory, .scratch: continue
            case .mount, .collect:
                throw SandboxError(
                    .request, "A session that can be copied has files in memory alone: a folder of the host cannot be copied with it.")
            }
        }
        self.sandbox = sandbox
        self.branches = branches
        self.patience = patience
    }

    deinit { worker.withLock { $0 }?.condemn() }

    /// The zygote that new processes come from.
    func zygote() throws(SandboxError) -> WarmZygote {
        let result: Result<WarmZygote, SandboxError> = worker.withLock { worker in
            if let worker, worker.isUsable { return .success(worker) }
            do throws(SandboxError) {
                let fresh = try WarmZygote(
                    .init(
                        sandbox: sandbox, grantsInput: false, isForSessions: true, spare: 0, processes: 1, preload: [],
                        branches: branches, patience: patience))
                worker = fresh
                return .success(fresh)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// The processes of one session of a family.
final class FamilyProcesses: ForkedProcesses {
    private let family: SessionFamily
    /// Of a copy.
    private var place: SessionCount.Place?
    private var zygote: WarmZygote?
    var keeper: (any ChildKeeper)?
    private var broughtUp: WorkerProcess.BroughtUp?

    /// A process that is a copy already.
    struct Copy: Sendable {
        let ready: ReadyChild
        let zygote: WarmZygote
        let gate: BranchGate
        let standing: HostCallStanding?
    }

    private var copy: Copy?

    init(_ family: SessionFamily, _ place: SessionCount.Place? = nil, copy: Copy? = nil) {
        self.family = family
        self.place = place
        self.copy = copy
    }

    func open(_ plan: SessionPlan, cancellation: Cancellation?) throws(SandboxError) -> SessionChild {
        if let copy {
            self.copy = nil
            let child = try open(plan, copy.ready, of: copy.zygote, copy: copy, cancellation)
            child.run.gate = copy.gate
            return child
        }
        let zygote = try family.zygote()
        let cancellation = if let cancellation { cancellation } else { try Cancellation() }
        let ready = try zygote.take(cancellation)
        guard ready.broughtUp.enclosure.hasUserNamespace else {
            throw SandboxError(
                .layer, "A session cannot be made branchable here: without a user namespace the kernel does not count its processes alone.")
        }
        return try open(plan, ready, of: zygote, copy: nil, cancellation)
    }

    private func open(
        _ plan: SessionPlan, _ ready: ReadyChild, of zygote: WarmZygote, copy: Copy?, _ cancellation: Cancellation?
    ) throws(SandboxError) -> SessionChild {
        let child = try plan.child(
            number: ready.number, ready: ready, isCopy: copy != nil, standing: copy?.standing, cancellation: cancellation)
        (self.zygote, broughtUp) = (zygote, ready.broughtUp)
        child.run.awaitsGate = copy == nil
        return try open(child, ready, of: zygote)
    }

    /// Has `child` copy itself.
    ///
    /// - Parameter history: of the session, and then of the copy, this included.
    func branch(
        _ child: SessionChild, _ history: SessionCore.History, _ plan: SessionPlan, _ cancellation: Cancellation?
    ) throws(SandboxError) -> SessionCore {
        guard let place = family.copies.take(atMost: family.branches) else {
            throw SandboxError(.busy, "The session has \(family.branches) copies, as many as it may have. Close some.")
        }
        guard let gate = child.run.gate, let zygote, let keeper, let broughtUp, let original = child.run.process else {
            throw SandboxError(.worker, "The session has no process that could be copied.")
        }
        // As of now, since the copy has all that the session has yet to say, as the session has.
        let standing = child.calls?.standing
        let line = try Self.line()
        gate.open(for: original.identifier)
        let answer = ask(child, number: history.statements, OwnedDescriptor(owning: line.other.release()), plan, cancellation, keeper)
        guard gate.close(for: original.identifier) else {
            try answer.get()
            throw SandboxError(.worker, "The session was not copied, though it says so.")
        }
        guard let ready = try adopt(line.own, of: zygote, broughtUp) else {
            try answer.get()
            throw SandboxError(.worker, "The session was not copied: its copy says nothing.")
        }
        do throws(SandboxError) {
            try answer.get()
            let copy = Copy(ready: ready, zygote: zygote, gate: gate, standing: standing)
            return try SessionCore(plan.copy(), FamilyProcesses(family, place, copy: copy), after: history, cancellation: cancellation)
        } catch {
            _ = ready.broughtUp.process?.kill()
            throw error
        }
    }

    /// Takes the process at the other end for the copy. One that was made and that nobody watches over cannot stay: where it
    /// is not to be found there, all of the family ends.
    ///
    /// - Returns: `nil` where there is none: the session's process ended while it was being made.
    private func adopt(
        _ line: consuming Descriptor, of zygote: WarmZygote, _ broughtUp: WorkerProcess.BroughtUp
    ) throws(SandboxError) -> ReadyChild? {
        do throws(SandboxError) {
            guard let claimed = Self.speaker(at: line.number) else {
                if !zygote.mayHaveStrays() { return nil }
                throw SandboxError(.worker, "The session was not copied: its copy says nothing.")
            }
            guard let ready = try zygote.adopt(claimed, line: line, like: broughtUp) else {
                throw SandboxError(.worker, "The session was not copied: what answers as its copy is none.")
            }
            return ready
        } catch {
            zygote.condemn()
            throw error
        }
    }

    /// Says to the session's process that it is to copy itself, and waits until it says that it has.
    private func ask(
        _ child: SessionChild, number: UInt32, _ line: OwnedDescriptor, _ plan: SessionPlan, _ cancellation: Cancellation?,
        _ keeper: any ChildKeeper
    ) -> Result<Void, SandboxError> {
        let frame: [UInt8]
        do {
            frame = try HostToChild.branch(number).encoded()
        } catch {
            return .failure(SandboxError(.request, "The session cannot be asked for a copy: \(error)."))
        }
        // It takes milliseconds, whatever statements may take.
        var limits = plan.sandbox.limits
        limits.wallTime = .atMost(min(limits.wallTime.value ?? family.patience, family.patience))
        let completion = child.run.perform(
            frame, passing: line, number: number, wantsValue: false, takesInterrupts: false,
            output: OutputDelivery(standardOutput: .discard, standardError: .discard), limits: limits,
            cancellation: cancellation, on: keeper)
        if completion.report.verdict == .ok { return .success(()) }
        if completion.report.verdict == .stopped(.cancelled) {
            return .failure(SandboxError(.cancelled, "Cancelled while the session copied itself: it has lost its state."))
        }
        if case .exception("RuntimeError", let message) = completion.report.verdict {
            return .failure(SandboxError(.request, "The session was not copied: \(message)."))
        }
        return .failure(SandboxError(.worker, "The session was not copied: it ended with the verdict \(completion.report.verdict)."))
    }

    private static func line() throws(SandboxError) -> SocketPair {
        do {
            let pair = try SocketPair()
            _ = try checked(spl_learn_senders(pair.own.number))
            return pair
        } catch {
            throw SandboxError(.system, "A copy needs a pair of sockets: \(error).")
        }
    }

    /// Who has spoken at the copy's channel, by the kernel's word; `nil` where nobody does.
    private static func speaker(at line: Int32) -> Int32? {
        let deadline = MonotonicInstant.now.advanced(by: ChildRun.patience)
        while true {
            var process: pid_t = 0
            let result = spl_next_sender(line, &process)
            if result == 0, process > 1 { return process }
            guard result == -EAGAIN, .now < deadline else { return nil }
            var set = PollSet()
            _ = set.add(line, reading: true)
            try? set.wait(until: deadline)
        }
    }

    func end(_ child: SessionChild?) {
        place = nil
        guard let child else { return }
        if child.run.process?.kill() ?? false {
            keeper = nil
            child.release()
        } else {
            drop(child)
        }
    }
}
