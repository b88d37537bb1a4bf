import Synchronization

/// How many of something live.
final class Census: Sendable {
    private let living = Mutex(0)

    var count: Int { living.withLock { $0 } }

    func enter() { living.withLock { $0 += 1 } }

    func leave() { living.withLock { $0 -= 1 } }
}
