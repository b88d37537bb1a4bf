import Glibc
import LinuxShims
import Policy
import PythonRuntime
import PythonValues
import VirtualSystem
import Wire

/// The run's channel, as the interpreter uses it.
///
/// Output of both streams waits in one batch, in order, until it holds 64 KiB, or 20 ms have passed since the
/// last time, or something is asked of the host, or someone flushes. CPython's streams hand over full buffers, and
/// less only where the script flushed and may now sleep: that leaves at once. Sending blocks while the host does not
/// read, so that the batch never grows without bound. Threads of the script may call at the same time. A lost
/// channel ends the process: nobody is left to run for.
final class ChannelConnection: HostConnection {
    private let socket: Int32
    private let output = Lock()
    private var batch = OutputBatch()
    private var lastFlush = spl_monotonic_nanoseconds()
    private var denials = 0
    /// Set with the result. What threads of the script write from then on is lost, as it is in python3.
    private var isFinished = false
    /// Between two statements of a session: nothing is sent, and what asks for something waits.
    private var isIdle = false
    private let answers: AnswerBox
    /// Of host functions, so far.
    private var calls: UInt32 = 0
    /// The one that a session's interrupts are for.
    private let mainThread = pthread_self()

    private static let flushSize = 64 << 10
    private static let flushInterval: Int64 = 20_000_000
    /// `io.DEFAULT_BUFFER_SIZE`.
    private static let streamBuffer = 8 << 10

    init(socket: Int32, policy: ScriptPolicy) {
        self.socket = socket
        answers = AnswerBox(
            socket: socket, takesDescriptors: policy.budget.hostDescriptors > 0 || policy.budget.branches > 0, mayHaveThreads: policy.budget.threads > 0)
    }

    /// Hands over what decides about copies of this process, before there is a connection.
    static func giveGate(_ descriptor: Int32) -> Bool {
        guard let frame = try? ChildToHost.gate.encoded() else { return false }
        return spl_send(WorkerArguments.control, frame, frame.count, descriptor, 1) == frame.count
    }

    /// Answers a request for a copy, and waits for what comes next. What waits to be sent is of the next statement.
    func answerBranch(_ number: UInt32, _ outcome: StatementOutcome) -> AnswerBox.SessionTurn {
        answer([.answered(number, outcome)], keepsOutput: true)
    }

    /// In a copy: says that there is another process at another channel, and waits for what comes next.
    func answerAsCopy() -> AnswerBox.SessionTurn {
        answer([.ready, .answered(0, .completed)], keepsOutput: true)
    }

    /// Ends our own thread that waits for answers. False where some are awaited yet.
    func endReceiver() -> Bool { answers.endReceiver() }

    /// Says that the child is ready and waits for its script.
    func receiveOpening() -> AnswerBox.Opening {
        output.locked { queue(.ready); send() }
        return answers.opening()
    }

    /// Sends what is left of a statement's output, then how it ended, and waits for what comes next.
    func answer(_ number: UInt32, _ outcome: StatementOutcome) -> AnswerBox.SessionTurn {
        answer([.answered(number, outcome)], keepsOutput: false)
    }

    private func answer(_ frames: [ChildToHost], keepsOutput: Bool) -> AnswerBox.SessionTurn {
        output.locked {
            var waiting = OutputBatch()
            if keepsOutput { swap(&waiting, &batch) }
            isIdle = false
            for frame in frames { queue(frame) }
            send()
            if keepsOutput { batch = waiting }
            isIdle = true
        }
        let turn = answers.turn()
        // While a copy is made, the session goes on waiting.
        if case .branch = turn { return turn }
        output.locked {
            isIdle = false
            denials = 0
            output.announceChange()
        }
        return turn
    }

    /// The parts of the script's tree, folders before what is in them and collected folders last; there once the script
    /// is.
    var grants: [ReceivedGrant] { answers.grants }

    var hostModules: [HostModuleDescription] { answers.hostModules }

    /// Sends what is left of the output, then how the script ended.
    func finish(_ outcome: ScriptOutcome) {
        answers.expectEnd()
        output.locked {
            queue(.result(outcome))
            send()
            isFinished = true
        }
    }

    /// After the result: until the host, which first reads off what this process used, has no more to say.
    func waitUntilLetGo() {
        var byte: UInt8 = 0
        while spl_receive_bytes(socket, &byte, 1) > 0 {}
    }

    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {
        var rest = bytes[...]
        output.locked {
            if isFinished { return }
            if isIdle {
                // It belongs to the next statement, as far as there is room for it.
                batch.append(UnsafeRawBufferPointer(rebasing: rest.prefix(max(0, Self.flushSize - batch.byteCount))), to: stream)
                return
            }
            while !rest.isEmpty {
                let piece = rest.prefix(Self.flushSize)
                batch.append(UnsafeRawBufferPointer(rebasing: piece), to: stream)
                rest = rest.dropFirst(piece.count)
                if batch.byteCount >= Self.flushSize { send() }
            }
            let isFlushed = bytes.count < Self.streamBuffer
            if isFlushed || spl_monotonic_nanoseconds() - lastFlush >= Self.flushInterval { send() }
        }
    }

    func flush() {
        output.locked { send() }
    }

    func readStandardInput(atMost count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        while true {
            switch answers.input(asking: { ask(.readInput(atMost: count)) }) {
            case .bytes(let bytes): return bytes
            // For the thread that has yet to raise the interrupt; others, and code that has caught it, go on waiting.
            case .interrupted where pthread_equal(pthread_self(), mainThread) != 0 && Interrupts.isPending: return []
            case .interrupted: continue
            }
        }
    }

    func sourceModule(named name: ModuleName) -> SourceModule? {
        answers.module { ask(.sourceModule(name)) }
    }

    func call(_ function: HostFunctionPlace, arguments: PythonValue) -> HostCallResult {
        guard let bytes = try? arguments.encoded(Self.values) else { return Self.tooLarge }
        var number: UInt32 = 0
        _ = ask {
            number = nextCall()
            return .hostCall(HostCall(number, function, bytes))
        }
        return Self.result(answers.call(number))
    }

    func begin(
        _ function: HostFunctionPlace, arguments: PythonValue, completion: @escaping @Sendable (HostCallResult) -> Void
    ) -> Bool {
        guard let bytes = try? arguments.encoded(Self.values) else {
            completion(Self.tooLarge)
            return true
        }
        return ask {
            let number = nextCall()
            guard answers.receiveCall(number, { completion(Self.result($0)) }) else { return nil }
            return .hostCall(HostCall(number, function, bytes))
        }
    }

    private static let values = ValueLimits(bytes: WireLimits.valueLength)
    private static let tooLarge = HostCallResult.raised(
        .valueError, message: "more than \(WireLimits.valueLength) bytes cannot pass to the host at a time")

    private static func result(_ outcome: HostCallAnswer.Outcome) -> HostCallResult {
        switch outcome {
        case .raised(let exception, let message): return .raised(exception, message: message)
        case .returned(let bytes):
            guard let value = try? PythonValue(decoding: bytes, values) else { _exit(125) }
            return .returned(value)
        }
    }

    /// Sends the value that the host asked for, before what it is the value of has ended.
    func send(_ value: Result<PythonValue, UnfitValue>) {
        var claimed = ClaimedValue.unfit(reason: "it is over \(WireLimits.valueLength) bytes")
        switch value {
        case .success(let value): if let bytes = try? value.encoded(Self.values) { claimed = .value(bytes) }
        case .failure(let error): claimed = .unfit(reason: error.reason)
        }
        output.locked { queue(.value(claimed)) }
    }

    /// Leaves with the next thing that is sent.
    func drop(_ object: PythonValue, received count: UInt32) {
        guard case .object(let object) = object, let number = object.number else { return }
        output.locked { queue(.droppedObject(number, received: count)) }
    }

    /// Asks the host about one of its files and blocks until it answers, which it does in bounded time.
    func fileRequest(_ request: FileRequest) -> ReceivedAnswer {
        answers.file { ask(.fileRequest(request)) }
    }

    /// Brings out a file or folder of a collected folder, after the folders that it stands in and before `finish`. The
    /// bytes of a file follow, all of them, by `sendArtefactBytes`.
    func sendArtefact(_ artefact: Artefact) {
        output.locked { queue(.artefact(artefact)) }
    }

    func sendArtefactBytes(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        output.locked {
            while !rest.isEmpty {
                let piece = rest.prefix(WireLimits.filePiece)
                rest = rest.dropFirst(piece.count)
                queue(.artefactBytes(Array(piece)))
                if batch.byteCount >= Self.flushSize { send() }
            }
        }
    }

    func record(_ denial: Denial) {
        output.locked {
            // The host keeps no more than that many; what follows is only counted, which one more shows.
            guard denials <= WireLimits.denials else { return }
            denials += 1
            queue(.denial(denial))
        }
    }

    private func ask(_ question: ChildToHost) { _ = ask { question } }

    /// Asks what `question` makes when it is its turn, if anything.
    private func ask(_ question: () -> ChildToHost?) -> Bool {
        output.locked {
            while isIdle { output.waitForChange() }
            guard let question = question() else { return false }
            queue(question)
            send()
            return true
        }
    }

    /// With the output locked: the host expects the numbers in order.
    private func nextCall() -> UInt32 {
        calls += 1
        return calls
    }

    private func queue(_ frame: ChildToHost) {
        do { try batch.append(frame) } catch { _exit(125) }
    }

    private func send() {
        lastFlush = spl_monotonic_nanoseconds()
        guard batch.byteCount > 0, !isFinished, !isIdle else { return }
        batch.takeBytes().withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count, let start = bytes.baseAddress {
                let count = spl_send(socket, start + sent, bytes.count - sent, -1, 1)
                guard count > 0 else { _exit(125) }
                sent += count
            }
        }
    }
}

extension HostCall {
    fileprivate init(_ number: UInt32, _ place: HostFunctionPlace, _ arguments: [UInt8]) {
        self.init(
            number: number, module: UInt32(clamping: place.module), function: UInt32(clamping: place.function),
            arguments: arguments)
        receiver = place.receiver
    }
}
