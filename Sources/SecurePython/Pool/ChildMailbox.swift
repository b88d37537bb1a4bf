internal import Policy
internal import Wire
internal import Synchronization

/// What a zygote said of one child, from the thread that listens to the zygote to the one that watches the run.
final class ChildMailbox: Sendable {
    let event: Event
    private let news = Mutex(ChildNews.none)

    init() throws(SystemError) { event = try Event() }

    func deliver(_ latest: ChildNews) {
        news.withLock { $0 = latest }
        event.raise()
    }

    func take() -> ChildNews {
        event.lower()
        return news.withLock { $0 }
    }
}
