internal import Glibc

/// The files that a run has open for writing in one mount.
struct OpenHandles: Sendable {
    private var files: [UInt32: OwnedDescriptor] = [:]
    private var last: UInt32 = 0

    /// Each is a descriptor of the host, which has other runs to serve.
    static let maximum = 128

    subscript(number: UInt32) -> OwnedDescriptor {
        get throws(SystemError) {
            guard let file = files[number] else { throw SystemError(number: EBADF) }
            return file
        }
    }

    var isFull: Bool { files.count >= Self.maximum }

    mutating func add(_ file: OwnedDescriptor) throws(SystemError) -> UInt32 {
        guard !isFull else { throw SystemError(number: EMFILE) }
        repeat { last &+= 1 } while files[last] != nil
        files[last] = file
        return last
    }

    mutating func remove(_ number: UInt32) throws(SystemError) {
        guard files.removeValue(forKey: number) != nil else { throw SystemError(number: EBADF) }
    }
}
