public import Policy
internal import Synchronization

/// What a script writes, while it runs.
///
///     let output = ScriptOutput()
///     async let completion = sandbox.run(script, standardOutput: .sequence(output), standardError: .sequence(output))
///     for await piece in output { show(piece.text) }
///     let report = try await completion.report
///
/// A sequence is for one run, or one statement of a session, and for one reader. It ends when all output is read and the run
/// is over, or was not begun.
///
/// At most `bufferBytes` wait for the reader; beyond that the script waits in its `write`. That time counts as wall time: a run
/// whose output nobody reads ends at its limit, or with the task that runs it. A reader that leaves the loop, or whose task is
/// cancelled, wants no more: what follows is discarded, and the script goes on.
public final class ScriptOutput: Sendable, AsyncSequence {
    /// A piece of output.
    public typealias Element = Piece
    /// Reading never fails.
    public typealias Failure = Never
    /// `sys.stdout` or `sys.stderr`.
    public typealias Stream = Policy.OutputStream

    /// Bytes of one stream, as they came. A character may go on in the next piece.
    public struct Piece: Sendable, Hashable {
        /// Where the script wrote it.
        public let stream: Stream
        /// Never none.
        public let bytes: [UInt8]

        /// With U+FFFD in place of what is no UTF-8.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    fileprivate struct State {
        var pieces: [Piece] = []
        var waitingBytes = 0
        var isFinished = false
        /// Nobody will read any more.
        var isAbandoned = false
        var reader: CheckedContinuation<Piece?, Never>?
        /// Raised when there is room again; there while a run writes.
        var room: Event?
    }

    private let state = Mutex(State())
    /// What a piece costs beyond its bytes, about.
    fileprivate static let pieceCost = 64
    private let bufferBytes: Int

    /// - Parameter bufferBytes: how much may wait for the reader; a piece of up to 64 KiB may exceed it.
    public init(bufferBytes: Int = 64 << 10) { self.bufferBytes = Swift.max(1, bufferBytes) }

    // MARK: The run's side

    /// - Returns: whether there was room, or it is the `last`. The piece was taken only then.
    func offer(_ bytes: ArraySlice<UInt8>, from stream: OutputStream, isLast: Bool) -> Bool {
        let reader: CheckedContinuation<Piece?, Never>?
        let piece = Piece(stream: stream, bytes: Array(bytes))
        switch state.withLock({ $0.offer(piece, isLast ? .max : bufferBytes) }) {
        case .full: return false
        case .taken: return true
        case .handed(let waiting): reader = waiting
        }
        reader?.resume(returning: piece)
        return true
    }

    /// To be waited for where there was no room.
    func roomEvent() throws(SystemError) -> Event {
        if let event = state.withLock({ $0.room }) { return event }
        let event = try Event()
        return state.withLock { state in
            if let other = state.room { return other }
            state.room = event
            if state.waitingBytes < bufferBytes || state.isAbandoned { event.raise() }
            return event
        }
    }

    /// The run is over, or does not begin.
    func finish() {
        let reader = state.withLock { state in
            state.isFinished = true
            state.room = nil
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }

    // MARK: The reader's side

    /// For the one reader: when the iterator ends, so does the interest in output.
    public func makeAsyncIterator() -> Iterator { Iterator(output: self) }

    /// Takes piece after piece.
    public struct Iterator: AsyncIteratorProtocol {
        /// Reading never fails.
        public typealias Failure = Never
        private let reading: Reading

        fileprivate init(output: ScriptOutput) { reading = Reading(output) }

        /// `nil` at the end, where the task is cancelled, and where another call waits already.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> Piece? {
            await reading.output.next()
        }

        /// As the other one.
        public mutating func next() async -> Piece? { await reading.output.next() }
    }

    /// Ends with the iterator.
    private final class Reading: Sendable {
        let output: ScriptOutput
        init(_ output: ScriptOutput) { self.output = output }
        deinit { output.abandon() }
    }

    private func next() async -> Piece? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (piece, isOver) = state.withLock { state -> (Piece?, Bool) in
                    if let piece = state.take(bufferBytes) { return (piece, true) }
                    if state.isFinished || state.isAbandoned || state.reader != nil || Task.isCancelled { return (nil, true) }
                    state.reader = continuation
                    return (nil, false)
                }
                if isOver { continuation.resume(returning: piece) }
            }
        } onCancel: {
            abandon()
        }
    }

    private func abandon() {
        let reader = state.withLock { state in
            state.isAbandoned = true
            state.pieces = []
            state.waitingBytes = 0
            state.room?.raise()
            return state.reader.take()
        }
        reader?.resume(returning: nil)
    }
}

extension ScriptOutput.State {
    fileprivate enum Offer { case full, taken, handed(CheckedContinuation<ScriptOutput.Piece?, Never>) }

    fileprivate mutating func offer(_ piece: ScriptOutput.Piece, _ bufferBytes: Int) -> Offer {
        if isAbandoned || isFinished { return .taken }
        if let reader = reader.take() { return .handed(reader) }
        guard waitingBytes < bufferBytes else {
            room?.lower()
            return .full
        }
        pieces.append(piece)
        waitingBytes += piece.bytes.count + ScriptOutput.pieceCost
        return .taken
    }

    fileprivate mutating func take(_ bufferBytes: Int) -> ScriptOutput.Piece? {
        guard !pieces.isEmpty else { return nil }
        let piece = pieces.removeFirst()
        let wasFull = waitingBytes >= bufferBytes
        waitingBytes -= piece.bytes.count + ScriptOutput.pieceCost
        if wasFull, waitingBytes < bufferBytes { room?.raise() }
        return piece
    }
}
