internal import Policy
internal import Synchronization

/// What closures made of calls, until the loop of the run takes it.
final class HostCallOutcomes: Sendable {
    private struct State {
        /// `nil` once the run is over: a closure that goes on then holds no descriptor.
        var event: Event?
        var answers: [HostCallAnswer] = []
    }

    private let state: Mutex<State>

    init() throws(SystemError) { state = Mutex(State(event: try Event())) }

    /// Turns readable when there is an answer.
    var descriptor: Int32? { state.withLock { $0.event?.descriptor } }

    func add(_ answer: HostCallAnswer) {
        state.withLock { state in
            guard let event = state.event else { return }
            state.answers.append(answer)
            event.raise()
        }
    }

    func take() -> [HostCallAnswer] {
        state.withLock { state in
            guard !state.answers.isEmpty else { return [] }
            state.event?.lower()
            defer { state.answers = [] }
            return state.answers
        }
    }

    func close() {
        state.withLock { $0 = State(event: nil) }
    }
}
