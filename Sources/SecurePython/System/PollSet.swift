internal import Glibc
internal import LinuxShims

/// What one turn of a loop waits for.
struct PollSet {
    private var entries: [spl_poll] = []

    struct Token { fileprivate let index: Int }

    mutating func add(_ descriptor: Int32, reading: Bool = false, writing: Bool = false) -> Token {
        let wanted = (reading ? POLLIN : 0) | (writing ? POLLOUT : 0)
        entries.append(spl_poll(descriptor: descriptor, wanted: Int16(wanted), seen: 0))
        return Token(index: entries.count - 1)
    }

    /// Waits until something happens on one of them, or until `deadline`.
    mutating func wait(until deadline: MonotonicInstant?) throws(SystemError) {
        _ = try checked(spl_wait_ready(&entries, entries.count, deadline?.millisecondsFromNow ?? -1))
    }

    /// Whether reading, or writing, would yield something now: bytes, room, the end, or an error.
    func isReady(_ token: Token?) -> Bool {
        guard let token else { return false }
        return entries[token.index].seen != 0
    }
}
