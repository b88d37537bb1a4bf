/// Bytes on their way between two ends in this process. Changes only under the interpreter lock.
final class ByteQueue {
    static let capacity = 212_992

    private var bytes: [UInt8] = []
    private var head = 0
    private let wakeup: Wakeup
    private(set) var isFinished = false
    private(set) var isAbandoned = false

    init(wakeup: Wakeup) {
        self.wakeup = wakeup
    }

    var count: Int { bytes.count - head }
    var hasNews: Bool { count > 0 || isFinished || isAbandoned }
    var hasRoom: Bool { count < Self.capacity || isAbandoned }

    /// Takes as many as there is room for, and tells how many.
    func append(_ new: [UInt8]) -> Int {
        let accepted = min(new.count, Self.capacity - count)
        guard accepted > 0 else { return 0 }
        bytes.append(contentsOf: new.prefix(accepted))
        wakeup.announce()
        return accepted
    }

    func take(atMost limit: Int, leavingThem: Bool = false) -> [UInt8] {
        let taken = Array(bytes[head..<min(bytes.count, head + max(limit, 0))])
        guard !leavingThem, !taken.isEmpty else { return taken }
        head += taken.count
        if head == bytes.count || head > Self.capacity {
            bytes.removeFirst(head)
            head = 0
        }
        wakeup.announce()
        return taken
    }

    /// No more will be written.
    func finish() {
        isFinished = true
        wakeup.announce()
    }

    /// Nobody will read any more.
    func abandon() {
        isAbandoned = true
        wakeup.announce()
    }
}
