import Glibc
import LinuxShims
import Policy
import VirtualSystem
import Wire

/// Receives the host's frames for threads that wait for different ones.
///
/// A thread that waits for input must not keep another from importing a module. Whoever waits and finds
/// nobody reading reads, and hands what is not its own to the thread that waits for it. Each kind of question
/// has at most one asker at a time, as the host demands.
final class AnswerBox {
    private let socket: Int32
    /// Whether the filter lets this process take descriptors.
    private let takesDescriptors: Bool
    private let mayHaveThreads: Bool
    private var decoder = FrameDecoder<HostToChild>()

    private let state = Lock()
    private var isReading = false
    private var openingAnswer: Opening?
    private var turnAnswer: SessionTurn?
    private var inputAnswer: InputAnswer?
    private var moduleAnswer: SourceModule??
    private var fileAnswer: ReceivedAnswer?
    /// Whole once the script is there.
    private(set) var grants: [ReceivedGrant] = []
    /// Whole once the script or session is there.
    private(set) var hostModules: [HostModuleDescription] = []
    private var callAnswers: [UInt32: HostCallAnswer.Outcome] = [:]
    /// Of calls that no thread waits for.
    private var callHandlers: [UInt32: (HostCallAnswer.Outcome) -> Void] = [:]
    private var hasReceiver = false
    /// Whether the receiver is to end, which a process that copies itself must be rid of.
    private var isReceiverEnding = false
    /// Whether the channel may end: the result is sent.
    private var isEndExpected = false
    /// A descriptor received, until the answer that it came with is.
    private var passed: Int32?

    private let inputTurn = Lock()
    private let moduleTurn = Lock()
    private let fileTurn = Lock()

    init(socket: Int32, takesDescriptors: Bool, mayHaveThreads: Bool) {
        self.socket = socket
        self.mayHaveThreads = mayHaveThreads
        self.takesDescriptors = takesDescriptors
    }

    /// What this process is for.
    enum Opening {
        case script(ScriptRequest)
        case session(SessionRequest)
    }

    /// What a session does next.
    enum SessionTurn {
        case statement(Statement)
        case call(FunctionCall)
        /// With the copy's channel.
        case branch(UInt32, Int32)
        case close
    }

    enum InputAnswer {
        case bytes([UInt8])
        case interrupted
    }

    func opening() -> Opening {
        wait(for: \.openingAnswer)
    }

    /// From here on the end of the channel is the end of a run and no loss.
    func expectEnd() { state.locked { isEndExpected = true } }

    func turn() -> SessionTurn {
        wait(for: \.turnAnswer)
    }

    func input(asking ask: () -> Void) -> InputAnswer {
        inputTurn.locked {
            ask()
            return wait(for: \.inputAnswer)
        }
    }

    func module(asking ask: () -> Void) -> SourceModule? {
        moduleTurn.locked {
            ask()
            return wait(for: \.moduleAnswer)
        }
    }

    func file(asking ask: () -> Void) -> ReceivedAnswer {
        fileTurn.locked {
            ask()
            return wait(for: \.fileAnswer)
        }
    }

    /// The answer to a call of a host function.
    func call(_ number: UInt32) -> HostCallAnswer.Outcome {
        wait { callAnswers.removeValue(forKey: number) }
    }

    /// Has the answer to a call given to `handler`, on a thread that is made for the first of them. False where there can
    /// be none. To be called before the call is sent.
    func receiveCall(_ number: UInt32, _ handler: @escaping (HostCallAnswer.Outcome) -> Void) -> Bool {
        state.locked {
            if !hasReceiver {
                hasReceiver = mayHaveThreads && ReceiverThread.start { [self] in receiveCalls() }
                guard hasReceiver else { return false }
            }
            callHandlers[number] = handler
            state.announceChange()
            return true
        }
    }

    private func receiveCalls() {
        state.locked {
            while !isReceiverEnding {
                if callHandlers.isEmpty || isReading { state.waitForChange() } else { readFrame() }
            }
            (hasReceiver, isReceiverEnding) = (false, false)
            state.announceChange()
        }
    }

    /// Ends the thread that waits for answers, until the next call needs one. False where it has some to wait for.
    func endReceiver() -> Bool {
        state.locked {
            guard callHandlers.isEmpty else { return false }
            isReceiverEnding = hasReceiver
            state.announceChange()
            while hasReceiver { state.waitForChange() }
            return true
        }
    }

    private func wait<Answer>(for slot: ReferenceWritableKeyPath<AnswerBox, Answer?>) -> Answer {
        wait {
            defer { self[keyPath: slot] = nil }
            return self[keyPath: slot]
        }
    }

    private func wait<Answer>(take: () -> Answer?) -> Answer {
        state.locked {
            while true {
                if let answer = take() { return answer }
                if isReading { state.waitForChange() } else { readFrame() }
            }
        }
    }

    /// With the state locked, which is let go while nothing has come.
    private func readFrame() {
        isReading = true
        let frame = state.unlockedWhile { receive() }
        isReading = false
        switch frame {
        case .script(let request): openingAnswer = .script(request)
        case .session(let request): openingAnswer = .session(request)
        case .statement(let statement): turnAnswer = .statement(statement)
        case .call(let call): turnAnswer = .call(call)
        case .branch(let number):
            guard let channel = takePassed() else { _exit(125) }
            turnAnswer = .branch(number, channel)
        case .close: turnAnswer = .close
        case .input(let bytes): inputAnswer = .bytes(bytes)
        case .inputInterrupted: inputAnswer = .interrupted
        case .module(let module): moduleAnswer = .some(module)
        case .fileAnswer(let answer): fileAnswer = ReceivedAnswer(answer, descriptor: takePassed())
        case .grant(let grant): grants.append(ReceivedGrant(grant: grant))
        case .grantBytes(let bytes):
            guard !grants.isEmpty else { _exit(125) }
            grants[grants.count - 1].content += bytes
        case .hostModule(let module): hostModules.append(module)
        case .hostCallAnswer(let answer):
            if let handler = callHandlers.removeValue(forKey: answer.number) {
                handler(answer.outcome)
            } else {
                callAnswers[answer.number] = answer.outcome
            }
        }
        state.announceChange()
    }

    private func receive() -> HostToChild {
        while true {
            do {
                if let frame = try decoder.next() { return frame }
            } catch {
                _exit(125)
            }
            let size = max(1, min(64 << 10, decoder.missingBytes))
            let count = withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { room -> Int in
                guard let start = room.baseAddress else { return 0 }
                let count = receive(start, size)
                if count > 0 { decoder.append(UnsafeRawBufferPointer(start: start, count: count)) }
                return count
            }
            guard count > 0 else { _exit(state.locked { isEndExpected } ? 0 : 125) }
        }
    }

    private func receive(_ room: UnsafeMutableRawPointer, _ size: Int) -> Int {
        guard takesDescriptors else { return spl_receive_bytes(socket, room, size) }
        var descriptor: Int32 = -1
        let count = spl_receive_with_descriptor(socket, room, size, &descriptor)
        if descriptor >= 0 {
            if let passed { spl_close(passed) }
            passed = descriptor
        }
        return count
    }

    private func takePassed() -> Int32? {
        defer { passed = nil }
        return passed
    }
}
