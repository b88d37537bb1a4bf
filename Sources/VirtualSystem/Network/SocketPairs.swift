/// One direction of an in-memory connection. Guarded by the monitor of `SocketPairs`.
final class ByteQueue {
    /// Bytes that wait to be read at most; a writer blocks beyond.
    static let capacity = 64 * 1024

    private var storage: [UInt8] = []
    private var start = 0
    /// Nothing more will be written.
    var isWriterClosed = false
    /// Nothing more will be read.
    var isReaderClosed = false

    var count: Int { storage.count - start }
    var isReadable: Bool { count > 0 || isWriterClosed || isReaderClosed }
    var isWritable: Bool { count < Self.capacity || isWriterClosed || isReaderClosed }

    /// Takes as many bytes as fit and answers how many.
    func append(_ bytes: ArraySlice<UInt8>) -> Int {
        let accepted = min(bytes.count, Self.capacity - count)
        storage.append(contentsOf: bytes.prefix(accepted))
        return accepted
    }

    func read(atMost limit: Int, keeping: Bool) -> [UInt8] {
        let end = start + min(limit, count)
        let result = Array(storage[start..<end])
        if !keeping {
            start = end
            if start == storage.count {
                storage.removeAll(keepingCapacity: true)
                start = 0
            } else if start >= Self.capacity {
                storage.removeFirst(start)
                start = 0
            }
        }
        return result
    }
}

/// One end of an in-memory connection.
final class SocketEnd {
    enum Kind {
        case socket, pipeReader, pipeWriter
    }

    let kind: Kind
    /// The address family of a socket.
    let family: Int
    let incoming: ByteQueue
    let outgoing: ByteQueue
    /// Whether `os.read` and `os.write` wait. Changes under the interpreter lock only.
    var isBlocking = true
    /// How many descriptors lead here. Guarded by the monitor.
    fileprivate var descriptors = 1

    init(kind: Kind = .socket, family: Int = 0, incoming: ByteQueue, outgoing: ByteQueue) {
        self.kind = kind
        self.family = family
        self.incoming = incoming
        self.outgoing = outgoing
    }

    var isReadable: Bool { kind != .pipeWriter && incoming.isReadable }
    var isWritable: Bool { kind != .pipeReader && outgoing.isWritable }

    func closeReading() { incoming.isReaderClosed = true }
    func closeWriting() { outgoing.isWriterClosed = true }
}

/// All in-memory connections of this process, by descriptor.
///
/// One monitor serves them all: a `select` waits on many, and there are few.
///
/// `@unchecked`: all mutable state is read and written under the monitor.
final class SocketPairs: @unchecked Sendable {
    static let shared = SocketPairs()
    /// Open ends at most, as a process has a limit of open files.
    static let maximumEnds = 1024
    /// Far beyond any descriptor of this process, so that the two kinds cannot be mixed up.
    private static let firstDescriptor = 1_000_000

    let monitor = WaitMonitor()
    private var ends: [Int: SocketEnd] = [:]
    /// Descriptors are never used again: a stale one cannot reach a newer connection.
    private var nextDescriptor = firstDescriptor

    /// Makes a connected pair; `nil` where too many are open.
    func makePair(family: Int) -> (Int, Int)? {
        monitor.withLock {
            guard ends.count + 2 <= Self.maximumEnds else { return nil }
            let forward = ByteQueue()
            let backward = ByteQueue()
            let first = nextDescriptor
            nextDescriptor += 2
            ends[first] = SocketEnd(family: family, incoming: backward, outgoing: forward)
            ends[first + 1] = SocketEnd(family: family, incoming: forward, outgoing: backward)
            return (first, first + 1)
        }
    }

    /// Makes a pipe: the descriptors of its reading and its writing end; `nil` where too many are open.
    func makePipe(isBlocking: Bool) -> (Int, Int)? {
        monitor.withLock {
            guard ends.count + 2 <= Self.maximumEnds else { return nil }
            let queue = ByteQueue()
            let reader = SocketEnd(kind: .pipeReader, incoming: queue, outgoing: ByteQueue())
            let writer = SocketEnd(kind: .pipeWriter, incoming: ByteQueue(), outgoing: queue)
            let first = nextDescriptor
            nextDescriptor += 2
            for (offset, end) in [reader, writer].enumerated() {
                end.isBlocking = isBlocking
                ends[first + offset] = end
            }
            return (first, first + 1)
        }
    }

    func end(_ descriptor: Int) -> SocketEnd? {
        monitor.withLock { ends[descriptor] }
    }

    /// One more descriptor of an end; `nil` where too many are open.
    func duplicate(_ end: SocketEnd) -> Int? {
        monitor.withLock {
            guard ends.count < Self.maximumEnds else { return nil }
            let descriptor = nextDescriptor
            nextDescriptor += 1
            ends[descriptor] = end
            end.descriptors += 1
            return descriptor
        }
    }

    /// Counts a descriptor that stands elsewhere; `release` is called when it is closed.
    func retain(_ end: SocketEnd) {
        monitor.withLock { end.descriptors += 1 }
    }

    /// Closes the end with its last descriptor.
    func release(_ end: SocketEnd) {
        monitor.change { Self.letGo(end) }
    }

    private static func letGo(_ end: SocketEnd) {
        end.descriptors -= 1
        guard end.descriptors <= 0 else { return }
        end.closeReading()
        end.closeWriting()
    }

    func close(in range: Range<Int>) {
        for descriptor in monitor.withLock({ ends.keys.filter(range.contains) }) { close(descriptor) }
    }

    /// Answers whether it was open.
    @discardableResult
    func close(_ descriptor: Int) -> Bool {
        monitor.change {
            guard let end = ends.removeValue(forKey: descriptor) else { return false }
            Self.letGo(end)
            return true
        }
    }
}
