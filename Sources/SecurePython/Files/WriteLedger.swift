internal import Glibc
internal import Synchronization

/// What a run has written to host files, over all its mounts.
final class WriteLedger: Sendable {
    private struct Room {
        var bytes: Int
        var files: Int
    }

    private let room: Mutex<Room>

    init(bytes: Int, files: Int) { room = Mutex(Room(bytes: max(0, bytes), files: max(0, files))) }

    /// - Throws: ENOSPC where there is not so much room left.
    func take(bytes: Int) throws(SystemError) { try take(bytes: bytes, files: 0) }

    func takeFile() throws(SystemError) { try take(bytes: 0, files: 1) }

    private func take(bytes: Int, files: Int) throws(SystemError) {
        let isThere = room.withLock { room in
            guard bytes <= room.bytes, files <= room.files else { return false }
            room.bytes -= bytes
            room.files -= files
            return true
        }
        if !isThere { throw SystemError(number: ENOSPC) }
    }
}
