internal import LinuxShims

/// A file descriptor that several may hold; closed when the last has let go.
final class OwnedDescriptor: Sendable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { spl_close(number) }

    func status() throws(SystemError) -> spl_status {
        var status = spl_status()
        _ = try checked(spl_examine(number, &status))
        return status
    }
}
