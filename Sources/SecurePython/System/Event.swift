internal import LinuxShims

/// Something that one thread tells another, to be waited for among descriptors.
final class Event: Sendable {
    /// Turns readable when raised.
    let descriptor: Int32

    init() throws(SystemError) { descriptor = try checked(spl_event()) }

    deinit { spl_close(descriptor) }

    func raise() { _ = spl_raise_event(descriptor) }

    func lower() { spl_lower_event(descriptor) }
}
