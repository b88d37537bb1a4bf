internal import LinuxShims

/// Ends a run from another thread. One object may serve several runs; once cancelled, it stays so.
public final class Cancellation: Sendable {
    /// Turns readable when cancelled.
    package let descriptor: Int32
    private let ownsDescriptor: Bool

    /// - Throws: `SandboxError.Code.system` where no descriptor can be had.
    public init() throws(SandboxError) {
        do {
            descriptor = try checked(spl_event())
        } catch {
            throw SandboxError(.system, "A cancellation needs an event descriptor: \(error).")
        }
        ownsDescriptor = true
    }

    /// Watches a descriptor that its owner keeps open.
    package init(watching descriptor: Int32) {
        self.descriptor = descriptor
        ownsDescriptor = false
    }

    deinit { if ownsDescriptor { spl_close(descriptor) } }

    /// Ends the runs that were given this object, with the verdict `stopped`.
    public func cancel() { _ = spl_raise_event(descriptor) }
}
