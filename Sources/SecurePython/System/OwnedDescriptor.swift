internal import LinuxShims

/// A file descriptor that several may hold; closed when the last has let go.
final class OwnedDescriptor: Sendable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { spl_close(number) }

    func status() throws(SystemError) -> spl_status { try spl_status(of: number) }
}

extension spl_status {
    init(of descriptor: Int32) throws(SystemError) {
        self.init()
        _ = try checked(spl_examine(descriptor, &self))
    }

    func isSame(as other: spl_status) -> Bool { device == other.device && inode == other.inode }
}
