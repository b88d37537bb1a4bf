internal import LinuxShims
internal import Synchronization

/// A thread for what may block, such as a file system of the host: the loop that watches a run never does. Does one
/// job at a time, and comes to be with the first.
///
/// A job that takes too long is given up. Its outcome is dropped when it comes, and until then the lane does no other.
/// What a job left behind is dropped by the thread alone, since closing a file may block as well.
final class Lane<Job: Sendable, Outcome: Sendable>: Sendable {
    private enum Phase {
        case idle
        case queued(Job)
        case working
        case done(Outcome)
    }

    private struct State {
        var phase = Phase.idle
        var leftovers: [OwnedDescriptor] = []
        var hasThread = false
        var isGivenUp = false
        var isEnding = false
    }

    private enum Step {
        case perform(Job)
        case drop([OwnedDescriptor], Outcome?)
        case wait
        case end
    }

    private let state = Mutex(State())
    private let wakeUp: Event
    private let done: Event
    private let perform: @Sendable (Job) -> Outcome
    private let finish: @Sendable () -> Void

    /// - Parameters:
    ///   - done: raised with each outcome.
    ///   - finish: what the thread does last.
    init(
        done: Event, perform: @escaping @Sendable (Job) -> Outcome, finish: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        wakeUp = try Event()
        self.done = done
        self.perform = perform
        self.finish = finish
    }

    /// False where there can be no thread, or where the job before has not come to its end.
    func begin(_ job: Job) -> Bool {
        state.withLock { state in
            guard case .idle = state.phase, !state.isEnding else { return false }
            if !state.hasThread {
                guard onThread({ self.work() }) == 0 else { return false }
                state.hasThread = true
            }
            state.phase = .queued(job)
            wakeUp.raise()
            return true
        }
    }

    /// What became of the job, once.
    func takeOutcome() -> Outcome? {
        state.withLock { state in
            guard case .done(let outcome) = state.phase, !state.isGivenUp else { return nil }
            state.phase = .idle
            return outcome
        }
    }

    /// Waits no longer for the job that is under way.
    func giveUp() {
        state.withLock { state in
            if case .idle = state.phase { return }
            state.isGivenUp = true
            wakeUp.raise()
        }
    }

    /// Lets go of a descriptor that came with an outcome.
    func close(_ descriptor: OwnedDescriptor) {
        state.withLock { state in
            state.leftovers.append(descriptor)
            wakeUp.raise()
        }
    }

    /// The thread finishes and ends, as soon as the job that is under way lets it.
    func end() {
        state.withLock { state in
            state.isEnding = true
            wakeUp.raise()
        }
    }

    private func work() {
        _ = spl_block_signals()
        while true {
            switch nextStep() {
            case .perform(let job):
                let outcome = perform(job)
                state.withLock { state in
                    state.phase = .done(outcome)
                    if !state.isGivenUp { done.raise() }
                }
            case .drop: continue
            case .wait:
                var set = PollSet()
                _ = set.add(wakeUp.descriptor, reading: true)
                try? set.wait(until: nil)
                wakeUp.lower()
            case .end:
                finish()
                return
            }
        }
    }

    private func nextStep() -> Step {
        state.withLock { state in
            if !state.leftovers.isEmpty {
                defer { state.leftovers = [] }
                return .drop(state.leftovers, nil)
            }
            let isUnwanted = state.isGivenUp || state.isEnding
            switch state.phase {
            case .done(let outcome) where isUnwanted:
                (state.phase, state.isGivenUp) = (.idle, false)
                return .drop([], outcome)
            case .queued where isUnwanted:
                (state.phase, state.isGivenUp) = (.idle, false)
                return .drop([], nil)
            case .queued(let job):
                state.phase = .working
                return .perform(job)
            case .idle, .working, .done:
                return state.isEnding ? .end : .wait
            }
        }
    }
}
