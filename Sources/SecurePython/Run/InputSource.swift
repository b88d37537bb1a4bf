internal import LinuxShims
internal import Glibc

/// Reads a script's stdin, and only as much as the script asked for.
struct InputSource {
    private let input: ScriptInput
    /// The descriptor to wait for before `read` is called, `nil` where there is no need to wait.
    let awaitedDescriptor: Int32?
    private var position = 0
    private var room: [UInt8] = []

    init(_ input: ScriptInput) {
        self.input = input
        awaitedDescriptor = if case .descriptor(let number) = input { number } else { nil }
    }

    /// At most `count` bytes; empty at the end of the input, `nil` where none have come yet.
    mutating func read(atMost count: Int) -> [UInt8]? {
        switch input {
        case .none: return []
        case .bytes(let bytes):
            let piece = bytes[position...].prefix(count)
            position += piece.count
            return Array(piece)
        case .descriptor(let number):
            if room.count < count { room = [UInt8](repeating: 0, count: count) }
            let done = spl_read(number, &room, count)
            if done == -Int(EAGAIN) { return nil }
            // What cannot be read has ended; a background process at a terminal sees EIO.
            return done > 0 ? Array(room[..<done]) : []
        }
    }
}
