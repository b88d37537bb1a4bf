internal import Glibc
internal import PythonRuntime

/// What one Python socket object stands for. Its fields change under the interpreter lock only.
final class SocketState {
    static let unopened = -1

    var descriptor = SocketState.unopened
    var family = 0
    var type = 0
    var proto = 0
    /// Seconds; `nil` blocks for ever, 0 never blocks.
    var timeout: Double? {
        didSet { shareTimeout() }
    }

    private let pairs = SocketPairs.shared
    private let output: ScriptOutput

    init(output: ScriptOutput) {
        self.output = output
    }

    deinit {
        pairs.close(descriptor)
    }

    func open(descriptor: Int, family: Int, type: Int, proto: Int, timeout: Double?) {
        close()
        self.descriptor = descriptor
        self.family = family
        self.type = type
        self.proto = proto
        self.timeout = timeout
    }

    /// `os.read` of the descriptor waits where `recv` waits for ever.
    private func shareTimeout() {
        pairs.end(descriptor)?.isBlocking = timeout == nil
    }

    func close() {
        pairs.close(descriptor)
        descriptor = Self.unopened
    }

    /// Gives the descriptor up without closing the connection.
    func detach() -> Int {
        defer { descriptor = Self.unopened }
        return descriptor
    }

    func end() throws(PythonError) -> SocketEnd {
        guard let end = pairs.end(descriptor) else { throw PythonError.system(EBADF) }
        return end
    }

    /// Takes bytes that have arrived, waiting for some as the timeout says; empty at the end.
    func receive(
        atMost limit: Int, flags: Int, failures: SocketFailures, lock: borrowing InterpreterLock
    ) throws(PythonError) -> [UInt8] {
        let end = try end()
        let options = try TransferFlags(flags)
        if limit == 0 { return [] }
        let deadline = Deadline(after: timeout)
        while true {
            let ready = try wait(deadline, options, failures, lock) { end.incoming.isReadable }
            guard ready else { continue }
            // Another thread may have been faster.
            let bytes: [UInt8]? = pairs.monitor.change {
                end.incoming.isReadable ? end.incoming.read(atMost: limit, keeping: options.isPeek) : nil
            }
            if let bytes { return bytes }
        }
    }

    /// Hands over as many bytes as fit, waiting for room as the timeout says.
    func send(
        _ bytes: ArraySlice<UInt8>, flags: Int, deadline: Deadline, failures: SocketFailures,
        lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        let end = try end()
        let options = try TransferFlags(flags)
        while true {
            let ready = try wait(deadline, options, failures, lock) { end.outgoing.isWritable }
            guard ready else { continue }
            let outcome: Int? = pairs.monitor.change {
                let queue = end.outgoing
                if queue.isReaderClosed || queue.isWriterClosed { return nil }
                return queue.append(bytes)
            }
            guard let accepted = outcome else { throw PythonError.system(EPIPE) }
            if accepted > 0 || bytes.isEmpty { return accepted }
        }
    }

    func sendAll(
        _ bytes: [UInt8], flags: Int, failures: SocketFailures, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let deadline = Deadline(after: timeout)
        var rest = bytes[...]
        repeat {
            rest = rest.dropFirst(
                try send(rest, flags: flags, deadline: deadline, failures: failures, lock: lock))
        } while !rest.isEmpty
    }

    func shutdown(_ how: Int) throws(PythonError) {
        let end = try end()
        guard (0...2).contains(how) else { throw PythonError.system(EINVAL) }
        pairs.monitor.change {
            if how != 1 { end.closeReading() }
            if how != 0 { end.closeWriting() }
        }
    }

    /// Throws `BlockingIOError` or `TimeoutError` where it may wait no longer.
    private func wait(
        _ deadline: Deadline, _ options: TransferFlags, _ failures: SocketFailures,
        _ lock: borrowing InterpreterLock, _ isReady: () -> Bool
    ) throws(PythonError) -> Bool {
        if pairs.monitor.withLock(isReady) { return true }
        if timeout == 0 || options.neverBlocks { throw PythonError.system(EAGAIN) }
        let monitor = pairs.monitor
        output.flush()
        while true {
            if lock.released({ monitor.wait(until: deadline, isReady) }) { return true }
            try lock.checkInterrupts()
            if deadline.isOver { break }
        }
        throw try failures.timedOut(lock: lock)
    }
}

/// The flags of `send` and `recv` that mean anything here.
struct TransferFlags {
    let isPeek: Bool
    let neverBlocks: Bool

    private static let peek = 0x2
    private static let doNotWait = 0x40
    private static let noSignal = 0x4000

    init(_ flags: Int) throws(PythonError) {
        guard flags & ~(Self.peek | Self.doNotWait | Self.noSignal) == 0 else {
            throw PythonError.system(EOPNOTSUPP)
        }
        isPeek = flags & Self.peek != 0
        neverBlocks = flags & Self.doNotWait != 0
    }
}
