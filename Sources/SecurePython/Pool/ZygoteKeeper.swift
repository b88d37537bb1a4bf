internal import Enclosure
internal import Policy
internal import Wire
internal import Synchronization

/// The one that speaks with a kept zygote: has children forked as they are wanted, and brings each run the news of its
/// child.
struct ZygoteKeeper: ~Copyable {
    struct Order: Sendable {
        let sandbox: Sandbox
        let grantsInput: Bool
        /// Whether its children are for sessions, and not for scripts.
        let isForSessions: Bool
        /// How many children are kept ready.
        let spare: Int
        /// How many live at a time.
        let processes: Int
        let preload: [ModuleName]
        /// Copies of sessions that there may be beside its children.
        var branches = 0
        /// Where control groups are made, and how.
        var groups = (parent: ControlGroup.parent, folders: ControlGroup.Folders())
        /// For the zygote to come up, for a child to be forked, and for a run to get one.
        var patience = Duration.seconds(30)

        /// Whether children that are ready have rehearsed. What that writes to would be memory of a session for as long as
        /// it lives.
        var isAhead: Bool { spare > 0 && !isForSessions }
    }

    /// A child that the zygote was asked for.
    private struct Fork {
        let number: UInt32
        let line: ChildLine
        let deadline: MonotonicInstant
    }

    private let zygote: WarmZygote
    private let order: Order
    private let worker: WorkerProcess
    private let broughtUp: WorkerProcess.BroughtUp
    /// In the order in which they were asked for.
    private var underWay: [Fork] = []

    /// Starts the zygote and serves it until it is to end, or must; returns why there are no more children.
    static func keep(_ zygote: WarmZygote, _ order: Order) -> SandboxError {
        do throws(SandboxError) {
            let sandbox = order.sandbox
            let worker = try WorkerProcess(
                sandbox.worker, user: sandbox.workerUser, enclosure: sandbox.effectiveEnclosure, seed: sandbox.seed,
                startPatience: order.patience)
            defer { worker.end() }
            let line = try newLine()
            let number = nextNumber(of: zygote)
            let broughtUp = try worker.bringUp(
                run: number, channel: line.other, Preparation(preload: order.preload, isKept: true), isAhead: order.isAhead,
                cancellation: nil
            ) { python throws(SandboxError) in
                try sandbox.scriptPolicy(
                    python: python, input: order.grantsInput ? .bytes([]) : .none, forSession: order.isForSessions,
                    processes: order.processes, branches: order.branches)
            }
            var keeper = ZygoteKeeper(zygote, order, worker, broughtUp)
            try keeper.add(number, ChildLine(line.own), broughtUp.process)
            zygote.state.withLock { $0.starter = worker.starter }
            try keeper.serve()
            return SandboxError(.worker, "The zygote has ended.")
        } catch {
            return error
        }
    }

    private init(
        _ zygote: WarmZygote, _ order: Order, _ worker: WorkerProcess, _ broughtUp: WorkerProcess.BroughtUp
    ) {
        self.zygote = zygote
        self.order = order
        self.worker = worker
        self.broughtUp = broughtUp
    }

    private static func newLine() throws(SandboxError) -> SocketPair {
        do {
            return try SocketPair()
        } catch {
            throw SandboxError(.system, "A run needs a pair of sockets: \(error).")
        }
    }

    private static func nextNumber(of zygote: WarmZygote) -> UInt32 {
        zygote.state.withLock { state in
            state.forks += 1
            return state.forks
        }
    }

    // MARK: The loop

    private mutating func serve() throws(SandboxError) {
        do {
            while !isOver {
                try requestForks()
                let adoptions = zygote.state.withLock { state in
                    defer { state.adoptions = [] }
                    return state.adoptions
                }
                for (number, process) in adoptions { try worker.requestAdoption(run: number, process) }
                try wait()
                while let frame = try worker.connection.next() { try take(frame) }
            }
        } catch let fault as WorkerFault {
            worker.kill()
            throw SandboxError(.worker, "The zygote is lost: \(fault.reason).")
        } catch let error as SandboxError {
            throw error
        } catch {
            throw SandboxError(.worker, "The zygote is lost: \(error).")
        }
    }

    /// Whether it is to end: at once, or because nothing of it is used any more.
    private var isOver: Bool {
        zygote.state.withLock { state in
            state.isCondemned
                || state.isRetired && state.requests.isEmpty && underWay.isEmpty && state.mailboxes.count == state.ready.count
        }
    }

    private mutating func requestForks() throws {
        let (wanted, hasTime) = zygote.state.withLock { state in
            let wanted = state.plan.forks(
                .init(
                    ready: state.ready.count, requests: state.requests.count, underWay: underWay.count, isRetired: state.isRetired))
            return (wanted, ForkPlan.hasTime(running: state.mailboxes.count - state.ready.count))
        }
        for index in 0..<wanted.awaited + wanted.ahead {
            let line = try Self.newLine()
            let number = Self.nextNumber(of: zygote)
            try worker.requestFork(run: number, channel: line.other, isAhead: order.isAhead && hasTime && index >= wanted.awaited)
            underWay.append(Fork(number: number, line: ChildLine(line.own), deadline: .now.advanced(by: order.patience)))
        }
    }

    private mutating func wait() throws {
        let deadline = underWay.first?.deadline ?? .never
        let nextLook = zygote.state.withLock { $0.plan.nextLook }
        var set = PollSet()
        let control = set.add(worker.connection.descriptor, reading: true)
        let asked = set.add(zygote.work.descriptor, reading: true)
        try set.wait(until: min(deadline, nextLook))
        if set.isReady(asked) { zygote.work.lower() }
        if set.isReady(control) {
            guard try worker.connection.receive() else { throw WorkerFault(reason: "it ended") }
        } else if deadline <= .now {
            throw WorkerFault(reason: "it did not fork within \(order.patience)")
        }
    }

    private mutating func take(_ frame: ZygoteToHost) throws {
        switch frame {
        case .started(let number):
            guard let fork = underWay.first, fork.number == number else {
                throw WorkerFault(reason: "it started a run that it was not given")
            }
            underWay.removeFirst()
            try add(number, fork.line, worker.takeScriptProcess())
        case .refused(let number, let error):
            guard let fork = underWay.first, fork.number == number else {
                throw WorkerFault(reason: "it refused a run that it was not given")
            }
            underWay.removeFirst()
            try noteRefusal(error)
        case .ended(let number, let end): try noteEnd(of: number, end)
        default: throw WorkerFault(reason: "it sent a frame that does not belong here")
        }
    }

    /// A fork that the kernel refuses costs the run that waited for it, and not those that are under way.
    private func noteRefusal(_ error: Int32) throws(WorkerFault) {
        let (request, isHopeless) = zygote.state.withLock { state in
            state.plan.noteFailure()
            return (
                state.requests.isEmpty ? nil : state.requests.removeFirst(), state.plan.isHopeless && state.mailboxes.isEmpty
            )
        }
        let reason = "the kernel makes no further process: \(text(of: error))"
        request?.fulfil(
            .failure(SandboxError(.system, "A run cannot have its process: \(reason). Try again later, or raise the limit on processes.")))
        if isHopeless { throw WorkerFault(reason: reason) }
    }

    private func noteEnd(of number: UInt32, _ end: ChildEnd) throws(WorkerFault) {
        let (mailbox, isHopeless) = zygote.state.withLock { state in
            if let index = state.ready.firstIndex(where: { $0.number == number }) {
                state.ready.remove(at: index)
                state.plan.noteFailure()
            } else {
                state.plan.noteSuccess()
            }
            return (state.mailboxes.removeValue(forKey: number), state.plan.isHopeless)
        }
        guard let mailbox else { throw WorkerFault(reason: "it reported the end of a run that it does not have") }
        mailbox.deliver(.ended(end))
        if isHopeless { throw WorkerFault(reason: "its processes end before they have a script, the last with status \(end.status)") }
    }

    /// Gives a child to whoever has waited longest, or keeps it.
    private func add(_ number: UInt32, _ line: ChildLine, _ process: ScriptProcess?) throws(SandboxError) {
        let mailbox: ChildMailbox
        do {
            mailbox = try ChildMailbox(of: process?.identifier, group(for: process))
        } catch {
            throw SandboxError(.system, "A run needs an event descriptor: \(error).")
        }
        let child = ReadyChild(
            number: number, line: line,
            broughtUp: WorkerProcess.BroughtUp(layers: broughtUp.layers, enclosure: broughtUp.enclosure, process: process),
            mailbox: mailbox)
        let request = zygote.state.withLock { state -> ChildRequest? in
            state.mailboxes[number] = mailbox
            if state.requests.isEmpty {
                state.ready.append(child)
                return nil
            }
            return state.requests.removeFirst()
        }
        request?.fulfil(.success(child))
    }

    /// The control group of a child, which is in it before it has a script.
    private func group(for process: ScriptProcess?) -> ControlGroup? {
        guard let process, let group = zygote.state.withLock({ $0.familyGroup }) ?? newGroup(), process.enter(group) else { return nil }
        if order.branches > 0 { zygote.state.withLock { $0.familyGroup = group } }
        return group
    }

    private func newGroup() -> ControlGroup? {
        guard let bytes = order.sandbox.limits.memoryBytes.value else { return nil }
        return ControlGroup(
            memoryBytes: UInt64(clamping: bytes), tasks: order.sandbox.limits.threads.value.map { $0 + 1 },
            processes: 1 + order.branches, beneath: order.groups.parent, folders: order.groups.folders)
    }
}
