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
    let copies = SessionCount()
    /// One copy is made at a time.
    let turn = Mutex(())
    private let worker = Mutex<WarmZygote?>(nil)

    init(_ sandbox: Sandbox, branches: Int) throws(SandboxError) {
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
                        branches: branches))
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
            let child = try open(plan, copy.ready, of: copy.zygote, isCopy: true, cancellation)
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
        return try open(plan, ready, of: zygote, isCopy: false, cancellation)
    }

    private func open(
        _ plan: SessionPlan, _ ready: ReadyChild, of zygote: WarmZygote, isCopy: Bool, _ cancellation: Cancellation?
    ) throws(SandboxError) -> SessionChild {
        let child = try plan.child(number: ready.number, ready: ready, isCopy: isCopy, cancellation: cancellation)
        (self.zygote, broughtUp) = (zygote, ready.broughtUp)
        child.run.awaitsGate = !isCopy
        return try open(child, ready, of: zygote)
    }

    /// Has `child` copy itself.
    func branch(
        _ child: SessionChild, number: UInt32, _ plan: SessionPlan, _ cancellation: Cancellation?
    ) throws(SandboxError) -> SessionCore {
        guard let place = family.copies.take(atMost: family.branches) else {
            throw SandboxError(.busy, "The session has \(family.branches) copies, as many as it may have. Close some.")
        }
        guard let gate = child.run.gate, let zygote, let keeper, let broughtUp, let original = child.run.process else {
            throw SandboxError(.worker, "The session has no process that could be copied.")
        }
        let result: Result<SessionCore, SandboxError> = family.turn.withLock { _ in
            do throws(SandboxError) {
                let line = try Self.line()
                gate.expect(original.identifier)
                defer { gate.expect(nil) }
                try ask(child, number: number, OwnedDescriptor(owning: line.other.release()), plan, cancellation, keeper)
                let claimed = try Self.speaker(at: line.own.number)
                guard claimed != original.identifier,
                    let ready = try zygote.adopt(claimed, line: line.own, like: broughtUp)
                else {
                    zygote.condemn()
                    throw SandboxError(.worker, "The session was not copied: what answers as its copy is none.")
                }
                let copy = Copy(ready: ready, zygote: zygote, gate: gate)
                return .success(try SessionCore(plan.copy(), FamilyProcesses(family, place, copy: copy), cancellation: cancellation))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func ask(
        _ child: SessionChild, number: UInt32, _ line: OwnedDescriptor, _ plan: SessionPlan, _ cancellation: Cancellation?,
        _ keeper: any ChildKeeper
    ) throws(SandboxError) {
        let frame: [UInt8]
        do {
            frame = try HostToChild.branch(number).encoded()
        } catch {
            throw SandboxError(.request, "The session cannot be asked for a copy: \(error).")
        }
        let completion = child.run.perform(
            frame, passing: line, number: number, wantsValue: false,
            output: OutputDelivery(standardOutput: .discard, standardError: .discard), limits: plan.sandbox.limits,
            cancellation: cancellation, on: keeper)
        if completion.report.verdict == .ok { return }
        if case .exception("RuntimeError", let message) = completion.report.verdict {
            throw SandboxError(.request, "The session was not copied: \(message).")
        }
        throw SandboxError(.worker, "The session was not copied: it ended with the verdict \(completion.report.verdict).")
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

    /// Who has spoken at the copy's channel, by the kernel's word.
    private static func speaker(at line: Int32) throws(SandboxError) -> Int32 {
        var set = PollSet()
        _ = set.add(line, reading: true)
        try? set.wait(until: .now.advanced(by: ChildRun.patience))
        var process: pid_t = 0
        let result = spl_next_sender(line, &process)
        guard result == 0, process > 1 else {
            throw SandboxError(.worker, "The session was not copied: its copy says nothing.")
        }
        return process
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
