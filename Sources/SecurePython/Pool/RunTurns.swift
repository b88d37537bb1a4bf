internal import Synchronization

/// Lets so many runs go at a time. Those that wait go on in order, the tenants in turn.
final class RunTurns: Sendable {
    private struct Waiter {
        let identity: Int
        let continuation: CheckedContinuation<Result<Void, SandboxError>, Never>
    }

    private struct State {
        var running = 0
        var waiting = 0
        /// Whoever waits, by tenant; those whose turn comes first at the beginning.
        var queues: [(tenant: String, waiters: [Waiter])] = []
        var lastIdentity = 0
        /// On their way to a place or a queue, and whether they were cancelled there.
        var entering: [Int: Bool] = [:]
        var isClosed = false
        /// Whoever waits for the last run to end.
        var idlers: [CheckedContinuation<Void, Never>] = []
    }

    private let places: Int
    private let capacity: Int
    private let state = Mutex(State())

    init(places: Int, waiting: Int) {
        self.places = places
        capacity = waiting
    }

    var runningCount: Int { state.withLock { $0.running } }
    var waitingCount: Int { state.withLock { $0.waiting } }

    /// Waits for a place, which `giveBack` frees again.
    func take(for tenant: String) async throws(SandboxError) {
        let identity = state.withLock { state in
            state.lastIdentity += 1
            state.entering[state.lastIdentity] = false
            return state.lastIdentity
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, SandboxError>, Never>) in
                if let result = enter(tenant, Waiter(identity: identity, continuation: continuation)) {
                    continuation.resume(returning: result)
                }
            }
        } onCancel: {
            cancel(identity)
        }
        try result.get()
    }

    /// `nil` where it has to wait.
    private func enter(_ tenant: String, _ waiter: Waiter) -> Result<Void, SandboxError>? {
        state.withLock { state in
            let isCancelled = state.entering.removeValue(forKey: waiter.identity) ?? false
            if state.isClosed { return .failure(SandboxError(.request, "The pool was shut down.")) }
            if isCancelled { return .failure(Self.cancelled) }
            if state.running < places {
                state.running += 1
                return .success(())
            }
            guard state.waiting < capacity else {
                return .failure(SandboxError(.busy, "\(state.waiting) runs wait already. Try again later."))
            }
            state.waiting += 1
            if let index = state.queues.firstIndex(where: { $0.tenant == tenant }) {
                state.queues[index].waiters.append(waiter)
            } else {
                state.queues.append((tenant, [waiter]))
            }
            return nil
        }
    }

    private static let cancelled = SandboxError(.cancelled, "Cancelled before the script had begun.")

    private func cancel(_ identity: Int) {
        let waiter = state.withLock { state -> Waiter? in
            for index in state.queues.indices {
                guard let place = state.queues[index].waiters.firstIndex(where: { $0.identity == identity }) else { continue }
                let waiter = state.queues[index].waiters.remove(at: place)
                state.waiting -= 1
                if state.queues[index].waiters.isEmpty { state.queues.remove(at: index) }
                return waiter
            }
            if state.entering[identity] != nil { state.entering[identity] = true }
            return nil
        }
        waiter?.continuation.resume(returning: .failure(Self.cancelled))
    }

    /// Hands the place to whoever is next.
    func giveBack() {
        let (next, idlers) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
            guard !state.queues.isEmpty else {
                state.running -= 1
                guard state.running == 0 else { return (nil, []) }
                defer { state.idlers = [] }
                return (nil, state.idlers)
            }
            var queue = state.queues.removeFirst()
            let waiter = queue.waiters.removeFirst()
            state.waiting -= 1
            if !queue.waiters.isEmpty { state.queues.append(queue) }
            return (waiter, [])
        }
        for idler in idlers { idler.resume() }
        next?.continuation.resume(returning: .success(()))
    }

    /// Returns when no run has a place.
    func waitUntilIdle() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.running > 0 { state.idlers.append(continuation) }
                return state.running == 0
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Refuses whoever waits and whoever comes.
    func close() {
        let waiters = state.withLock { state -> [Waiter] in
            state.isClosed = true
            defer { (state.queues, state.waiting) = ([], 0) }
            return state.queues.flatMap(\.waiters)
        }
        for waiter in waiters {
            waiter.continuation.resume(returning: .failure(SandboxError(.request, "The pool was shut down.")))
        }
    }
}
