internal import Policy
internal import PythonValues
internal import Synchronization
internal import Wire

/// What a closure made of a call.
enum HostCallOutcome: Sendable {
    case encoded([UInt8])
    /// With objects of the host in it, which get their places on the way.
    case value(PythonValue)
    case raised(HostException, message: String)
}

extension HostFunction {
    /// Runs the closure, or that of an object.
    func outcome(of body: Body, _ arguments: HostArguments) async -> HostCallOutcome {
        do {
            let value = try await body(arguments)
            guard let bytes = try? value.encoded(resultLimits) else {
                return value.isAtMost(resultLimits.depth) && value.holdsObjects ? .value(value) : .raised(.runtimeError, message: tooLarge)
            }
            return .encoded(bytes)
        } catch let error as any ScriptVisibleError {
            return .raised(error.scriptException, message: error.scriptMessage)
        } catch {
            return .raised(.runtimeError, message: "the host function '\(name)' failed")
        }
    }

    fileprivate var resultLimits: ValueLimits { ValueLimits(bytes: min(budget.valueBytes, WireLimits.valueLength)) }

    fileprivate var tooLarge: String { "the result of '\(name)' is over \(resultLimits.bytes) bytes, or too deep" }
}

extension HostCallOutcome {
    func sent(by function: HostFunction, _ objects: HostObjectTable) -> HostCallAnswer.Outcome {
        switch self {
        case .encoded(let bytes): return .returned(bytes)
        case .raised(let exception, let message): return .raised(exception, message: message)
        case .value(let value):
            let placed: PythonValue
            do throws(HostFunctionError) {
                placed = try objects.sending(value)
            } catch {
                return .raised(error.scriptException, message: error.scriptMessage)
            }
            if let bytes = try? placed.encoded(function.resultLimits) { return .returned(bytes) }
            objects.takeBack(placed)
            return .raised(.runtimeError, message: function.tooLarge)
        }
    }
}

/// What closures made of calls, until the loop of the run takes it.
final class HostCallOutcomes: Sendable {
    private struct State {
        /// `nil` once the run is over: a closure that goes on then holds no descriptor.
        var event: Event?
        var outcomes: [(UInt32, HostCallOutcome)] = []
    }

    private let state: Mutex<State>

    init() throws(SystemError) { state = Mutex(State(event: try Event())) }

    /// Turns readable when there is an outcome.
    var descriptor: Int32? { state.withLock { $0.event?.descriptor } }

    func add(_ number: UInt32, _ outcome: HostCallOutcome) {
        state.withLock { state in
            guard let event = state.event else { return }
            state.outcomes.append((number, outcome))
            event.raise()
        }
    }

    func take() -> [(UInt32, HostCallOutcome)] {
        state.withLock { state in
            guard !state.outcomes.isEmpty else { return [] }
            state.event?.lower()
            defer { state.outcomes = [] }
            return state.outcomes
        }
    }

    func close() {
        state.withLock { $0 = State(event: nil) }
    }
}
