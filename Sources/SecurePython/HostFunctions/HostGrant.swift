internal import Synchronization

/// What functions were granted by, to take them away while scripts run: a call that comes later raises PermissionError
/// and does not reach the closure, nor does one that waits for its turn. Calls under way come to their end.
public final class HostGrant: Sendable {
    private let revoked = Atomic(false)

    public init() {}

    public var isRevoked: Bool { revoked.load(ordering: .acquiring) }

    public func revoke() { revoked.store(true, ordering: .releasing) }
}
