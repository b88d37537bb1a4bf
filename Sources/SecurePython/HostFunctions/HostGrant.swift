internal import Synchronization

/// What functions were granted by, to take them away while scripts run: a call that comes later raises PermissionError
/// and does not reach the closure, nor does one that waits for its turn. Calls under way come to their end.
public final class HostGrant: Sendable {
    private let revoked = Atomic(false)

    /// A grant that holds until it is revoked.
    public init() {}

    /// Whether it was taken away.
    public var isRevoked: Bool { revoked.load(ordering: .acquiring) }

    /// Takes it away, for good, from all runs.
    public func revoke() { revoked.store(true, ordering: .releasing) }
}
