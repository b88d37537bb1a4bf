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
        awaitedDescriptor = switch input {
        case .descriptor(let number), .lines(let number): number
        case .none, .bytes: nil
        }
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
        case .lines(let number): return readLine(of: number, atMost: count)
        }
    }

    /// Up to the end of a line, or as much of it as has come.
    private func readLine(of number: Int32, atMost count: Int) -> [UInt8]? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        repeat {
            let done = spl_read(number, &byte, 1)
            if done == -Int(EAGAIN) { return line.isEmpty ? nil : line }
            guard done > 0 else { return line }
            line.append(byte)
            // The next byte may be long in coming.
        } while line.count < count && byte != UInt8(ascii: "\n") && Self.isReady(number)
        return line
    }

    private static func isReady(_ number: Int32) -> Bool {
        var set = PollSet()
        let token = set.add(number, reading: true)
        return (try? set.wait(until: .now)) != nil && set.isReady(token)
    }
}
