internal import Synchronization

/// The runs that are under way, to be ended together.
final class LiveRuns: Sendable {
    private struct State {
        var cancellations: [UInt64: Cancellation] = [:]
        var last: UInt64 = 0
        var areEnded = false
    }

    private let state = Mutex(State())

    func add(_ cancellation: Cancellation) -> UInt64 {
        let (number, areEnded) = state.withLock { state in
            state.last += 1
            state.cancellations[state.last] = cancellation
            return (state.last, state.areEnded)
        }
        if areEnded { cancellation.cancel() }
        return number
    }

    func remove(_ number: UInt64) {
        state.withLock { state in _ = state.cancellations.removeValue(forKey: number) }
    }

    /// Those that come later, too.
    func end() {
        let cancellations = state.withLock { state in
            state.areEnded = true
            return Array(state.cancellations.values)
        }
        for cancellation in cancellations { cancellation.cancel() }
    }
}
