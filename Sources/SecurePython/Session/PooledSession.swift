internal import Synchronization

extension WorkerPool {
    /// Opens a session whose processes are forks of the tenant's zygote for sessions: it costs a process, and no worker of
    /// its own. Processes of one zygote share address layout and hash seed, so that sessions of one tenant must trust one
    /// another that far.
    ///
    /// Its calls are among the pool's runs: no more than `Configuration.concurrency` go at a time, and a host function that
    /// calls another session of the pool takes one more place. An idle session has none.
    ///
    /// - Parameters: as those of `Session`.
    /// - Throws: `SandboxError` where the session could not be opened; of code `busy` where `Configuration.sessions` are
    ///   open.
    public func session(
        tenant: String = "", arguments: [[UInt8]] = [], input: ScriptInput = .none, isInterruptible: Bool = true
    ) async throws(SandboxError) -> Session {
        let most = configuration.sessions
        guard let place = sessionCount.take(atMost: most) else {
            throw SandboxError(.busy, "\(most) sessions of the pool are open, which is its limit. Close some, or configure more.")
        }
        let plan = try SessionPlan(sandbox, arguments, input, isInterruptible)
        let grantsInput = if case .none = input { false } else { true }
        let key = ZygoteShelf.Key(tenant: tenant, grantsInput: grantsInput, isForSessions: true)
        let membership = Membership(pool: self, tenant: tenant)
        let core = try await membership.perform { [self] cancellation throws(SandboxError) in
            try SessionCore(plan, PooledProcesses(of: self, key, place), cancellation: cancellation)
        }
        return Session(core: core, membership: membership)
    }

    /// What a session is of its pool.
    struct Membership {
        let pool: WorkerPool
        let tenant: String

        /// Does what blocks, when it is the tenant's turn, on a thread of the pool's. Cancelling the task cancels it, and so
        /// does the end of the pool.
        func perform<Outcome: Sendable>(
            _ body: @escaping @Sendable (Cancellation) throws(SandboxError) -> Outcome
        ) async throws(SandboxError) -> Outcome {
            try await pool.turns.take(for: tenant)
            defer { pool.turns.giveBack() }
            let cancellation = try Cancellation()
            let number = pool.live.add(cancellation)
            defer { pool.live.remove(number) }
            return try await cancellation.awaitAnswer(from: pool.threads.perform) { answer in
                answer(Result { () throws(SandboxError) in try body(cancellation) })
            }
        }
    }
}

/// How many sessions are open.
final class SessionCount: Sendable {
    private let count = Mutex(0)

    /// Counts for one as long as it lives.
    final class Place: Sendable {
        private let count: SessionCount

        fileprivate init(_ count: SessionCount) { self.count = count }

        deinit { count.count.withLock { $0 -= 1 } }
    }

    /// `nil` where there are so many.
    func take(atMost most: Int) -> Place? {
        let isFree = count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        return isFree ? Place(self) : nil
    }
}

/// Forks of a pool's zygote, one after the other.
final class PooledProcesses: ForkedProcesses {
    private let pool: WorkerPool
    private let key: ZygoteShelf.Key
    private var place: SessionCount.Place?
    var keeper: (any ChildKeeper)?

    init(of pool: WorkerPool, _ key: ZygoteShelf.Key, _ place: SessionCount.Place) {
        self.pool = pool
        self.key = key
        self.place = place
    }

    func open(_ plan: SessionPlan, cancellation: Cancellation?) throws(SandboxError) -> SessionChild {
        let (ready, zygote) = try take(cancellation)
        let child = try plan.child(number: ready.number, ready: ready, cancellation: cancellation)
        return try open(child, ready, of: zygote)
    }

    /// A zygote may end between being chosen and being asked; a second one may not.
    private func take(_ cancellation: Cancellation?) throws(SandboxError) -> (ReadyChild, WarmZygote) {
        let cancellation = if let cancellation { cancellation } else { try Cancellation() }
        let zygote = try pool.zygote(key)
        do throws(SandboxError) {
            return (try zygote.take(cancellation), zygote)
        } catch {
            guard !zygote.isUsable, error.code == .worker else { throw error }
        }
        let other = try pool.zygote(key)
        return (try other.take(cancellation), other)
    }

    func end(_ child: SessionChild?) {
        place = nil
        guard let child else { return }
        // Where the host holds nothing that the process may still use, nobody need wait for its end.
        if child.files == nil, child.group == nil, child.run.process?.kill() ?? false {
            keeper = nil
            child.release()
        } else {
            drop(child)
        }
    }
}
