import Glibc
import Synchronization

/// Ends a thread of a test and waits until it has ended.
final class Stopper: Sendable {
    private let wanted = Atomic(false)
    private let ended = Atomic(false)

    var isSet: Bool { wanted.load(ordering: .relaxed) }
    func confirm() { ended.store(true, ordering: .releasing) }

    func set() {
        wanted.store(true, ordering: .relaxed)
        while !ended.load(ordering: .acquiring) { usleep(1_000) }
    }
}
