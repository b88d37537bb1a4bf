internal import Synchronization

/// Whoever waits for a child.
final class ChildRequest: Sendable {
    private let event: Event
    private let answer = Mutex<Result<ReadyChild, SandboxError>?>(nil)

    init() throws(SystemError) { event = try Event() }

    func fulfil(_ result: Result<ReadyChild, SandboxError>) {
        answer.withLock { $0 = result }
        event.raise()
    }

    enum Outcome {
        case answered(Result<ReadyChild, SandboxError>)
        case cancelled
        case late
    }

    /// Blocks until there is an answer, the caller cancels, or the deadline has come.
    func wait(until deadline: MonotonicInstant, _ cancellation: Cancellation) -> Outcome {
        while true {
            if let result = answer.withLock({ $0 }) { return .answered(result) }
            guard .now < deadline else { return .late }
            var set = PollSet()
            _ = set.add(event.descriptor, reading: true)
            let cancelled = set.add(cancellation.descriptor, reading: true)
            guard (try? set.wait(until: deadline)) != nil else { return .late }
            if set.isReady(cancelled) { return .cancelled }
        }
    }
}
