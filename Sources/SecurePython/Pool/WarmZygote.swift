internal import Glibc
internal import LinuxShims
internal import Policy
internal import Wire
internal import Synchronization

/// A zygote that is kept, with children that are forked, locked and ready before there is a script for them.
///
/// A thread of its own speaks with the zygote: it has children forked as they are wanted, and brings each run the news of
/// its child. Whatever goes wrong ends this zygote and the runs that it has, and nothing else.
final class WarmZygote: Sendable {
    private struct State {
        var ready: [ReadyChild] = []
        var requests: [ChildRequest] = []
        /// Of children that live.
        var mailboxes: [UInt32: ChildMailbox] = [:]
        var forks: UInt32 = 0
        var isRetired = false
        var isCondemned = false
        /// Why there will be no more children.
        var failure: SandboxError?
    }

    private let sandbox: Sandbox
    private let grantsInput: Bool
    private let spare: Int
    let born = MonotonicInstant.now
    private let state = Mutex(State())
    /// Raised for the thread when there is something to do.
    private let work: Event
    /// Raised for good when the thread has ended.
    private let gone: Event

    /// For a child to be forked, and for a run to get one.
    private static let patience = Duration.seconds(30)

    /// Starts the zygote in the background.
    ///
    /// - Parameter spare: how many children are kept ready.
    init(_ sandbox: Sandbox, grantsInput: Bool, spare: Int) throws(SandboxError) {
        self.sandbox = sandbox
        self.grantsInput = grantsInput
        self.spare = max(0, spare)
        do {
            (work, gone) = (try Event(), try Event())
        } catch {
            throw SandboxError(.system, "A zygote needs event descriptors: \(error).")
        }
        let error = onThread { self.keep() }
        guard error == 0 else { throw SandboxError(.system, "A zygote needs a thread: \(text(of: error)).") }
    }

    /// Children forked so far.
    var forks: UInt32 { state.withLock { $0.forks } }

    /// Whether it takes runs.
    var isUsable: Bool { state.withLock { !$0.isRetired && !$0.isCondemned && $0.failure == nil } }

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

    /// A child that waits for its script. Blocks until there is one.
    func take() throws(SandboxError) -> ReadyChild {
        let request: ChildRequest
        do {
            request = try ChildRequest()
        } catch {
            throw SandboxError(.system, "A run needs an event descriptor: \(error).")
        }
        let atOnce: Result<ReadyChild, SandboxError>? = state.withLock { state in
            if let failure = state.failure { return .failure(failure) }
            if state.ready.isEmpty {
                state.requests.append(request)
                return nil
            }
            return .success(state.ready.removeFirst())
        }
        work.raise()
        if let atOnce { return try atOnce.get() }
        if let result = request.wait(until: .now.advanced(by: Self.patience)) { return try result.get() }
        state.withLock { $0.requests.removeAll { $0 === request } }
        throw SandboxError(.worker, "The zygote had no child ready within \(Self.patience).")
    }

    // MARK: The thread

    private struct Fork: ~Copyable {
        let number: UInt32
        let line: Descriptor
        let deadline: MonotonicInstant
    }

    private func keep() {
        _ = spl_block_signals()
        do throws(SandboxError) {
            let worker = try WorkerProcess(
                sandbox.worker, user: sandbox.workerUser, enclosure: sandbox.effectiveEnclosure, seed: sandbox.seed)
            defer { worker.end() }
            let broughtUp = try bringUp(worker)
            try serve(worker, broughtUp)
            end(SandboxError(.worker, "The zygote has ended."))
        } catch {
            end(error)
        }
        gone.raise()
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

    private func bringUp(_ worker: WorkerProcess) throws(SandboxError) -> WorkerProcess.BroughtUp {
        let pair = try Self.pair()
        let number = nextNumber()
        let broughtUp = try worker.bringUp(run: number, channel: pair.other, cancellation: nil) {
            python throws(SandboxError) in
            try sandbox.scriptPolicy(python: python, input: grantsInput ? .bytes([]) : .none)
        }
        try add(number, pair.own, broughtUp)
        return broughtUp
    }

    private static func pair() throws(SandboxError) -> SocketPair {
        do {
            return try SocketPair()
        } catch {
            throw SandboxError(.system, "A run needs a pair of sockets: \(error).")
        }
    }

    private func nextNumber() -> UInt32 {
        state.withLock { state in
            state.forks += 1
            return state.forks
        }
    }

    private func add(
        _ number: UInt32, _ line: consuming Descriptor, _ broughtUp: WorkerProcess.BroughtUp
    ) throws(SandboxError) {
        let mailbox: ChildMailbox
        do {
            mailbox = try ChildMailbox()
        } catch {
            throw SandboxError(.system, "A run needs an event descriptor: \(error).")
        }
        let child = ReadyChild(number: number, line: line, mailbox: mailbox, broughtUp: broughtUp)
        let request = state.withLock { state -> ChildRequest? in
            state.mailboxes[number] = mailbox
            if let first = state.requests.first {
                state.requests.removeFirst()
                return first
            }
            state.ready.append(child)
            return nil
        }
        request?.fulfil(.success(child))
    }

    private enum Step { case fork, wait, end }

    private func nextStep(isForking: Bool) -> Step {
        // Outside of the lock, since on its last release a child closes its channel.
        var dropped: [ReadyChild] = []
        defer { dropped = [] }
        return state.withLock { state in
            if state.isCondemned { return .end }
            if state.isRetired {
                swap(&dropped, &state.ready)
                if state.mailboxes.isEmpty, state.requests.isEmpty, !isForking { return .end }
            }
            let wanted = state.requests.count + (state.isRetired ? 0 : spare)
            return !isForking && wanted > state.ready.count ? .fork : .wait
        }
    }

    private func serve(
        _ worker: WorkerProcess, _ earlier: WorkerProcess.BroughtUp
    ) throws(SandboxError) {
        var fork: Fork?
        do {
            while true {
                switch nextStep(isForking: fork != nil) {
                case .end: return
                case .fork:
                    let pair = try Self.pair()
                    let number = nextNumber()
                    try worker.requestFork(run: number, channel: pair.other)
                    fork = Fork(number: number, line: pair.own, deadline: .now.advanced(by: Self.patience))
                case .wait: break
                }
                try wait(worker, until: fork?.deadline ?? .never)
                while let frame = try worker.connection.next() {
                    try take(frame, worker, earlier, &fork)
                }
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

    private func wait(_ worker: WorkerProcess, until deadline: MonotonicInstant) throws {
        var set = PollSet()
        let control = set.add(worker.connection.descriptor, reading: true)
        let asked = set.add(work.descriptor, reading: true)
        try set.wait(until: deadline)
        if set.isReady(asked) { work.lower() }
        if set.isReady(control) {
            guard try worker.connection.receive() else { throw WorkerFault(reason: "it ended") }
        } else if deadline <= .now {
            throw WorkerFault(reason: "it did not fork within \(Self.patience)")
        }
    }

    private func take(
        _ frame: ZygoteToHost, _ worker: WorkerProcess, _ earlier: WorkerProcess.BroughtUp, _ fork: inout Fork?
    ) throws {
        switch frame {
        case .started(let number):
            guard let pending = fork.take(), pending.number == number else {
                throw WorkerFault(reason: "it started a run that it was not given")
            }
            try add(
                number, pending.line,
                WorkerProcess.BroughtUp(
                    layers: earlier.layers, enclosure: earlier.enclosure, process: worker.takeScriptProcess()))
        case .refused(let number, let error):
            guard fork?.number == number else { throw WorkerFault(reason: "it refused a run that it was not given") }
            throw WorkerFault(reason: "it cannot fork: \(text(of: error))")
        case .ended(let number, let end):
            let mailbox = state.withLock { state -> ChildMailbox? in
                state.ready.removeAll { $0.number == number }
                return state.mailboxes.removeValue(forKey: number)
            }
            guard let mailbox else { throw WorkerFault(reason: "it reported the end of a run that it does not have") }
            mailbox.deliver(.ended(end))
        default: throw WorkerFault(reason: "it sent a frame that does not belong here")
        }
    }
}
