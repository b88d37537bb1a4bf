internal import Enclosure
internal import Glibc
internal import LinuxShims
internal import Policy
internal import Synchronization

/// A zygote that is kept, with children that are forked, locked and ready before there is a script for them.
///
/// A thread of its own, the `ZygoteKeeper`, speaks with the zygote. Whatever goes wrong with the zygote ends it and the
/// runs that it has, and nothing else.
final class WarmZygote: Sendable {
    struct State {
        var ready: [ReadyChild] = []
        var requests: [ChildRequest] = []
        /// Of children that live.
        var mailboxes: [UInt32: ChildMailbox] = [:]
        var forks: UInt32 = 0
        var plan: ForkPlan
        /// The first process of the worker, once it has come up.
        var starter: Int32?
        var hasComeUp: Bool { starter != nil }
        /// Copies that the zygote is yet to be told of.
        var adoptions: [(number: UInt32, process: ScriptProcess)] = []
        /// Of a session and its copies, which are born in it, where they are in one.
        var familyGroup: ControlGroup?
        var isRetired = false
        var isCondemned = false
        /// Why there will be no more children.
        var failure: SandboxError?
    }

    let born = MonotonicInstant.now
    let state: Mutex<State>
    /// Raised for the thread when there is something to do.
    let work: Event
    /// Raised for good when the thread has ended.
    private let gone: Event

    /// For a run to get a child.
    private let patience: Duration

    /// Starts the zygote in the background.
    init(_ order: ZygoteKeeper.Order) throws(SandboxError) {
        state = Mutex(State(plan: ForkPlan(spare: order.spare)))
        patience = order.patience
        do {
            (work, gone) = (try Event(), try Event())
        } catch {
            throw SandboxError(.system, "A zygote needs event descriptors: \(error).")
        }
        let error = onThread {
            _ = spl_block_signals()
            self.end(ZygoteKeeper.keep(self, order))
            self.gone.raise()
        }
        guard error == 0 else { throw SandboxError(.system, "A zygote needs a thread: \(text(of: error)).") }
    }

    /// Children forked so far.
    var forks: UInt32 { state.withLock { $0.forks } }

    /// Whether it takes runs.
    var isUsable: Bool { state.withLock { !$0.isRetired && !$0.isCondemned && $0.failure == nil } }

    /// Why it never came up, where it did not.
    var startFailure: SandboxError? { state.withLock { $0.hasComeUp ? nil : $0.failure } }

    var isGone: Bool {
        var set = PollSet()
        let ended = set.add(gone.descriptor, reading: true)
        return (try? set.wait(until: .now)) != nil && set.isReady(ended)
    }

    /// Takes no new runs, and ends with its last.
    func retire() {
        state.withLock { $0.isRetired = true }
        work.raise()
    }

    /// Ends at once, with all its runs.
    func condemn() {
        state.withLock { $0.isCondemned = true }
        work.raise()
    }

    /// Blocks until its processes are gone.
    func waitUntilGone() {
        var set = PollSet()
        _ = set.add(gone.descriptor, reading: true)
        try? set.wait(until: nil)
    }

    /// A child that waits for its script, where there is one.
    func takeReady() -> ReadyChild? {
        let (child, isLow) = state.withLock { state -> (ReadyChild?, Bool) in
            guard state.failure == nil, !state.ready.isEmpty else { return (nil, false) }
            let child = state.ready.removeFirst()
            return (child, state.plan.isLow(ready: state.ready.count))
        }
        if isLow { work.raise() }
        return child
    }

    /// A child that waits for its script. Blocks until there is one.
    func take(_ cancellation: Cancellation) throws(SandboxError) -> ReadyChild {
        if let child = takeReady() { return child }
        let request: ChildRequest
        do {
            request = try ChildRequest()
        } catch {
            throw SandboxError(.system, "A run needs an event descriptor: \(error).")
        }
        let atOnce: Result<ReadyChild, SandboxError>? = state.withLock { state in
            if let failure = state.failure { return .failure(failure) }
            if !state.ready.isEmpty { return .success(state.ready.removeFirst()) }
            state.requests.append(request)
            return nil
        }
        work.raise()
        if let atOnce { return try atOnce.get() }
        switch request.wait(until: .now.advanced(by: patience), cancellation) {
        case .answered(let result): return try result.get()
        case .cancelled:
            withdraw(request)
            throw SandboxError(.cancelled, "Cancelled before the script had begun.")
        case .late:
            withdraw(request)
            throw SandboxError(.worker, "The zygote had no child ready within \(patience).")
        }
    }

    /// Takes a process for one of this zygote's that a session of it copied itself into.
    ///
    /// - Parameter claimed: who spoke at the copy's channel, as the kernel says.
    /// - Returns: `nil` where it is no child of the zygote's, or is a session already.
    func adopt(_ claimed: Int32, line: consuming Descriptor, like other: WorkerProcess.BroughtUp) throws(SandboxError) -> ReadyChild? {
        let descriptor = spl_process_descriptor(claimed)
        guard descriptor >= 0, let starter = state.withLock({ $0.starter }),
            let process = ScriptProcess(sentDescriptor: descriptor, starter: starter)
        else { return nil }
        let mailbox: ChildMailbox
        do {
            mailbox = try ChildMailbox(of: process.identifier, state.withLock { $0.familyGroup })
        } catch {
            throw SandboxError(.system, "A session needs an event descriptor: \(error).")
        }
        let number: UInt32? = state.withLock { state in
            guard state.failure == nil, !state.mailboxes.values.contains(where: { $0.process == process.identifier }) else { return nil }
            state.forks += 1
            state.mailboxes[state.forks] = mailbox
            state.adoptions.append((state.forks, process))
            return state.forks
        }
        guard let number else { return nil }
        work.raise()
        return ReadyChild(
            number: number, line: ChildLine(line),
            broughtUp: WorkerProcess.BroughtUp(layers: other.layers, enclosure: other.enclosure, process: process), mailbox: mailbox)
    }

    /// Whether the zygote has, or may have, a child that nobody watches over and that is not about to be told of.
    func mayHaveStrays() -> Bool {
        let deadline = MonotonicInstant.now.advanced(by: Self.tellingTime)
        while true {
            guard let starter = state.withLock({ $0.starter }), let zygotes = ScriptProcess.children(of: starter) else { return true }
            var children: Set<Int32> = []
            // Twice: the kernel may pass over one where another ends.
            for zygote in Array(zygotes) + Array(zygotes) {
                guard let some = ScriptProcess.children(of: zygote) else { return true }
                children.formUnion(some)
            }
            let known = state.withLock { Set($0.mailboxes.values.compactMap(\.process)) }
            if children.isSubset(of: known) { return false }
            guard .now < deadline else { return true }
            usleep(5_000)
        }
    }

    /// For the zygote to tell of a child that it has.
    private static let tellingTime = Duration.milliseconds(300)

    /// A child that was given to it meanwhile ends with it.
    private func withdraw(_ request: ChildRequest) {
        state.withLock { $0.requests.removeAll { $0 === request } }
    }

    private func end(_ failure: SandboxError) {
        let (requests, mailboxes) = state.withLock { state in
            state.failure = failure
            let left = (state.requests, Array(state.mailboxes.values))
            (state.requests, state.mailboxes, state.ready) = ([], [:], [])
            return left
        }
        for request in requests { request.fulfil(.failure(failure)) }
        for mailbox in mailboxes { mailbox.deliver(.lost) }
    }
}
