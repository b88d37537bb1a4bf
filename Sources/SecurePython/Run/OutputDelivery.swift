internal import Glibc
internal import LinuxShims
internal import Policy

/// Brings the output of a script to where the caller wants it, in the order in which it was written over both
/// streams, and without ever blocking the loop that watches the run.
struct OutputDelivery {
    enum Failure: Error {
        /// Nobody reads it any more.
        case closed
        case failed(SystemError)
    }

    private let destinations: (standardOutput: OutputDestination, standardError: OutputDestination)
    private var queue: [(bytes: ArraySlice<UInt8>, stream: OutputStream)] = []
    /// Where the queue begins: taking entries off the front of an array would cost its length each time, which
    /// a script could turn against the host by writing single bytes.
    private var head = 0
    private var queuedBytes = 0
    /// Whether nothing more is written than what has come already.
    private var isAtEnd = false
    private(set) var collectedOutput: [UInt8] = []
    private(set) var collectedError: [UInt8] = []

    /// While more than this waits, nothing is read from the worker, which then blocks.
    private static let room = 256 << 10
    /// What an entry costs beyond its bytes, about.
    private static let entryCost = 64
    /// What a pipe that is ready for writing takes without blocking (PIPE_BUF).
    private static let safeChunk = 4_096

    init(standardOutput: OutputDestination, standardError: OutputDestination) {
        destinations = (standardOutput, standardError)
    }

    var isEmpty: Bool { head == queue.count }
    var hasRoom: Bool { queuedBytes < Self.room }

    /// The descriptor that must take bytes before anything else can move on.
    var awaitedDescriptor: Int32? {
        guard !isEmpty, case .descriptor(let number) = destination(of: queue[head].stream) else { return nil }
        return number
    }

    /// What turns readable when the sequence that must take bytes has room.
    var awaitedRoom: Event? {
        guard !isEmpty, case .sequence(let output) = destination(of: queue[head].stream) else { return nil }
        return try? output.roomEvent()
    }

    mutating func accept(_ bytes: [UInt8], from stream: OutputStream) {
        if isEmpty, deliverAtOnce(bytes[...], stream) { return }
        queue.append((bytes[...], stream))
        queuedBytes += bytes.count + Self.entryCost
    }

    /// Writes once to the awaited descriptor, which was found ready, and passes on what waited behind it.
    mutating func writeWhenReady() throws(Failure) {
        guard let number = awaitedDescriptor else { return }
        let isFile = (try? Self.description(of: number).isRegular) ?? false
        let chunk = isFile ? queue[head].bytes : queue[head].bytes.prefix(Self.safeChunk)
        let count = chunk.withUnsafeBytes { bytes -> Int in
            guard let start = bytes.baseAddress else { return 0 }
            return spl_write_quietly(number, start, bytes.count)
        }
        switch count {
        case 0...:
            queuedBytes -= count
            queue[head].bytes.removeFirst(count)
            if queue[head].bytes.isEmpty { dropHead() }
        case -Int(EAGAIN): return
        case -Int(EPIPE): throw .closed
        default: throw .failed(SystemError(number: Int32(clamping: -count)))
        }
        deliverWaiting()
    }

    /// The script has ended: what it left, which is little, is handed to sequences, so that their readers hold up no run.
    mutating func end() {
        guard !isAtEnd else { return }
        isAtEnd = true
        deliverWaiting()
    }

    /// Passes on what need not wait any longer.
    mutating func deliverWaiting() {
        while !isEmpty, deliverAtOnce(queue[head].bytes, queue[head].stream) { dropHead() }
    }

    private mutating func dropHead() {
        queuedBytes -= queue[head].bytes.count + Self.entryCost
        queue[head].bytes = []
        head += 1
        if isEmpty {
            queue.removeAll(keepingCapacity: true)
            head = 0
        }
    }

    mutating func discardQueue() {
        queue = []
        head = 0
        queuedBytes = 0
    }

    private func destination(of stream: OutputStream) -> OutputDestination {
        switch stream {
        case .standardOutput: destinations.standardOutput
        case .standardError: destinations.standardError
        }
    }

    /// False where the bytes go to a descriptor, which may not be ready for them, or to a sequence without room.
    private mutating func deliverAtOnce(_ bytes: ArraySlice<UInt8>, _ stream: OutputStream) -> Bool {
        switch destination(of: stream) {
        case .discard: break
        case .handler(let handler): handler(Array(bytes))
        case .sequence(let output): return output.offer(bytes, from: stream, isLast: isAtEnd)
        case .collect(let limit):
            switch stream {
            case .standardOutput: collectedOutput += bytes.prefix(max(0, limit - collectedOutput.count))
            case .standardError: collectedError += bytes.prefix(max(0, limit - collectedError.count))
            }
        case .descriptor: return false
        }
        return true
    }

    private static func description(of number: Int32) throws(SystemError) -> spl_file {
        var file = spl_file()
        _ = try checked(spl_describe(number, &file))
        return file
    }
}
