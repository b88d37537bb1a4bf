import Glibc
import LinuxShims
import Policy
import Wire

/// Receives the host's frames for threads that wait for different ones.
///
/// A thread that waits for input must not keep another from importing a module. Whoever waits and finds
/// nobody reading reads, and hands what is not its own to the thread that waits for it. Each kind of question
/// has at most one asker at a time, as the host demands.
final class AnswerBox {
    private let socket: Int32
    private var decoder = FrameDecoder<HostToChild>()

    private let state = Lock()
    private var isReading = false
    private var scriptAnswer: ScriptRequest?
    private var inputAnswer: [UInt8]?
    private var moduleAnswer: SourceModule??

    private let inputTurn = Lock()
    private let moduleTurn = Lock()

    init(socket: Int32) { self.socket = socket }

    func script() -> ScriptRequest {
        wait(for: \.scriptAnswer)
    }

    func input(asking ask: () -> Void) -> [UInt8] {
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

    private func wait<Answer>(for slot: ReferenceWritableKeyPath<AnswerBox, Answer?>) -> Answer {
        state.locked {
            while true {
                if let answer = self[keyPath: slot] {
                    self[keyPath: slot] = nil
                    return answer
                }
                if isReading {
                    state.waitForChange()
                    continue
                }
                isReading = true
                let frame = state.unlockedWhile { receive() }
                isReading = false
                switch frame {
                case .script(let request): scriptAnswer = request
                case .input(let bytes): inputAnswer = bytes
                case .module(let module): moduleAnswer = .some(module)
                }
                state.announceChange()
            }
        }
    }

    private func receive() -> HostToChild {
        while true {
            do {
                if let frame = try decoder.next() { return frame }
            } catch {
                _exit(125)
            }
            let count = withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { room -> Int in
                guard let start = room.baseAddress else { return 0 }
                let count = spl_receive_bytes(socket, start, min(room.count, decoder.missingBytes))
                if count > 0 { decoder.append(UnsafeRawBufferPointer(start: start, count: count)) }
                return count
            }
            guard count > 0 else { _exit(125) }
        }
    }
}
