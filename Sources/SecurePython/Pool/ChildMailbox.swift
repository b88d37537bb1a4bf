internal import Enclosure
internal import Policy
internal import Wire
internal import Synchronization

/// What a zygote said of one child, from the thread that listens to the zygote to the one that watches the run.
final class ChildMailbox: Sendable {
    let event: Event
    /// The child's id as the host sees it, which is its own until the zygote has reported its end.
    let process: Int32?
    /// Where the child is in one, which goes away when neither a run nor the zygote needs it any more.
    let controlGroup: ControlGroup?
    private let news = Mutex(ChildNews.none)

    init(of process: Int32?, _ controlGroup: ControlGroup?) throws(SystemError) {
        event = try Event()
        self.process = process
        self.controlGroup = controlGroup
    }

    func deliver(_ latest: ChildNews) {
        news.withLock { $0 = latest }
        event.raise()
    }

    func take() -> ChildNews {
        event.lower()
        return news.withLock { $0 }
    }
}
