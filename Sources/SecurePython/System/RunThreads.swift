internal import LinuxShims
internal import Synchronization

/// Threads for what blocks, kept from one job to the next: making one takes longer than a short script.
///
/// The one that was idle for the shortest time is taken first, since its memory is the warmest.
final class RunThreads: Sendable {
    typealias Job = @Sendable () -> Void

    private enum Order {
        case perform(Job)
        case end
    }

    /// Where a thread of ours waits.
    private final class Desk: Sendable {
        let bell: Event
        private let order = Mutex<Order?>(nil)

        init() throws(SystemError) { bell = try Event() }

        func put(_ next: Order) {
            order.withLock { $0 = next }
            bell.raise()
        }

        func take() -> Order? {
            order.withLock { order in
                defer { order = nil }
                return order
            }
        }
    }

    private struct State {
        var idle: [Desk] = []
        var count = 0
        var isEnding = false
    }

    private let state = Mutex(State())
    /// Raised when the last thread ends after `end`.
    private let gone: Event

    init() throws(SystemError) { gone = try Event() }

    /// Does the job on a thread of its own.
    ///
    /// - Returns: an error number, 0 where the job is done or will be.
    func perform(_ job: @escaping Job) -> Int32 {
        let idle = state.withLock { state -> Desk? in
            if state.idle.isEmpty { state.count += 1 }
            return state.idle.popLast()
        }
        if let idle {
            idle.put(.perform(job))
            return 0
        }
        let desk: Desk
        do {
            desk = try Desk()
        } catch {
            _ = leave()
            return error.number
        }
        desk.put(.perform(job))
        let error = onThread { self.work(at: desk) }
        if error != 0 { _ = leave() }
        return error
    }

    /// Has the threads end, each after its job. No job comes afterwards.
    func end() {
        let (idle, isEmpty) = state.withLock { state in
            state.isEnding = true
            defer { state.idle = [] }
            return (state.idle, state.count == 0)
        }
        for desk in idle { desk.put(.end) }
        if isEmpty { gone.raise() }
    }

    /// Blocks until all have ended, after `end`.
    func waitUntilGone() {
        var set = PollSet()
        _ = set.add(gone.descriptor, reading: true)
        try? set.wait(until: nil)
    }

    private func work(at desk: Desk) {
        _ = spl_block_signals()
        while case .perform(let job) = next(at: desk) {
            job()
            let goesOn = state.withLock { state in
                if !state.isEnding { state.idle.append(desk) }
                return !state.isEnding
            }
            if !goesOn { break }
        }
        if leave() { gone.raise() }
    }

    private func next(at desk: Desk) -> Order {
        while true {
            if let order = desk.take() { return order }
            var set = PollSet()
            _ = set.add(desk.bell.descriptor, reading: true)
            try? set.wait(until: nil)
            desk.bell.lower()
        }
    }

    /// Whether this was the last one, after `end`.
    private func leave() -> Bool {
        state.withLock { state in
            state.count -= 1
            return state.isEnding && state.count == 0
        }
    }
}
