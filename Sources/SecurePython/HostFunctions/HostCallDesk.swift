internal import Policy
internal import PythonValues
internal import Synchronization
internal import Wire

/// What closures made of calls, until the loop of the run takes it.
private final class HostCallOutcomes: Sendable {
    let event: Event
    private let answers = Mutex<[HostCallAnswer]>([])

    init() throws(SystemError) { event = try Event() }

    func add(_ answer: HostCallAnswer) {
        answers.withLock { $0.append(answer) }
        event.raise()
    }

    func take() -> [HostCallAnswer] {
        event.lower()
        var taken: [HostCallAnswer] = []
        answers.withLock { swap(&taken, &$0) }
        return taken
    }
}

/// Takes the calls of one run's script, has the closures run as tasks, and keeps their answers until they are sent. Used
/// by the run's loop alone.
final class HostCallDesk {
    private let modules: [HostModule]
    private let outcomes: HostCallOutcomes

    private struct Call {
        let place: Place
        let arguments: HostArguments
        var task: Task<Void, Never>?
        var deadline = MonotonicInstant.never
    }

    private struct Place: Hashable {
        let module: Int
        let function: Int
    }

    /// By number; those without a task wait for their turn.
    private var calls: [UInt32: Call] = [:]
    private var waiting: [UInt32] = []
    private var counts: [Place: (made: Int, underWay: Int)] = [:]
    private var lastNumber: UInt32 = 0
    private var ready: [HostCallAnswer] = []

    /// Calls that may be unanswered at a time, those that wait for their turn included.
    static let maximumPending = 1_024

    init(_ modules: [HostModule]) throws(SandboxError) {
        self.modules = modules
        do {
            outcomes = try HostCallOutcomes()
        } catch {
            throw SandboxError(.system, "A run with host functions needs an event descriptor: \(error).")
        }
    }

    deinit { end() }

    /// Turns readable when an answer has come.
    var event: Event { outcomes.event }

    var descriptions: [HostModuleDescription] { modules.map(\.description) }

    /// Whether a call waits for the host, so that the time of the run does not count.
    var isWorking: Bool { !calls.isEmpty }

    /// When the next call has taken too long.
    var deadline: MonotonicInstant { calls.values.map(\.deadline).min() ?? .never }

    // MARK: Calls

    func take(_ call: HostCall) throws(WorkerFault) {
        guard call.number > lastNumber else { throw WorkerFault(reason: "the script's process used the number of a call twice") }
        lastNumber = call.number
        guard calls.count < Self.maximumPending else {
            return refuse(call.number, .runtimeError, "too many calls of host functions are unanswered")
        }
        guard let module = Int(exactly: call.module), modules.indices.contains(module),
            let index = Int(exactly: call.function), modules[module].functions.indices.contains(index)
        else { throw WorkerFault(reason: "the script's process called a host function that was not granted") }
        let function = modules[module].functions[index]
        let place = Place(module: module, function: index)
        counts[place, default: (0, 0)].made += 1
        if function.grant?.isRevoked == true {
            return refuse(call.number, .permissionError, "the host function '\(function.name)' was revoked")
        }
        guard counts[place, default: (0, 0)].made <= function.budget.calls else {
            return refuse(call.number, .runtimeError, "the host function '\(function.name)' may be called \(function.budget.calls) times in a run")
        }
        do throws(HostFunctionError) {
            calls[call.number] = Call(place: place, arguments: try arguments(call.arguments, of: function))
        } catch {
            return refuse(call.number, error.scriptException, error.scriptMessage)
        }
        waiting.append(call.number)
        startWaiting()
    }

    /// What the worker sent, checked once more: it is the script's word.
    private func arguments(_ bytes: [UInt8], of function: HostFunction) throws(HostFunctionError) -> HostArguments {
        guard bytes.count <= function.budget.valueBytes else {
            throw HostFunctionError(.valueError, "the arguments of '\(function.name)' are over \(function.budget.valueBytes) bytes")
        }
        guard case .dictionary(let entries)? = try? PythonValue(decoding: bytes, ValueLimits(bytes: function.budget.valueBytes)) else {
            throw HostFunctionError(.typeError, "the arguments of '\(function.name)' cannot be read")
        }
        var values: [String: PythonValue] = [:]
        for entry in entries {
            guard case .string(let name) = entry.key, function.parameters.contains(where: { $0.name == name }) else {
                throw HostFunctionError(.typeError, "'\(function.name)' has no such parameter")
            }
            values[name] = entry.value
        }
        for parameter in function.parameters where values[parameter.name] == nil {
            guard let value = parameter.defaultValue else {
                throw HostFunctionError(.typeError, "'\(function.name)' is missing its argument '\(parameter.name)'")
            }
            values[parameter.name] = value
        }
        return HostArguments(values: values)
    }

    private func startWaiting() {
        var rest: [UInt32] = []
        for number in waiting {
            guard let call = calls[number] else { continue }
            let function = modules[call.place.module].functions[call.place.function]
            if counts[call.place, default: (0, 0)].underWay < max(1, function.budget.concurrency) {
                start(number, function, call)
            } else {
                rest.append(number)
            }
        }
        waiting = rest
    }

    private func start(_ number: UInt32, _ function: HostFunction, _ call: Call) {
        counts[call.place, default: (0, 0)].underWay += 1
        calls[number]?.deadline = .now.advanced(by: function.budget.time)
        calls[number]?.task = Self.task(number, function, call.arguments, outcomes)
    }

    private static func task(
        _ number: UInt32, _ function: HostFunction, _ arguments: HostArguments, _ outcomes: HostCallOutcomes
    ) -> Task<Void, Never> {
        Task {
            let outcome = await outcome(of: function, arguments)
            outcomes.add(HostCallAnswer(number: number, outcome: outcome))
        }
    }

    private func refuse(_ number: UInt32, _ exception: HostException, _ message: String) {
        ready.append(HostCallAnswer(number: number, outcome: .raised(exception, message: message)))
    }

    // MARK: Answers

    /// All answers that can be sent. One that comes after its call was given up is dropped.
    func takeAnswers() -> [HostCallAnswer] {
        for answer in outcomes.take() where calls[answer.number] != nil { finish(answer) }
        for (number, call) in calls where call.deadline <= .now {
            let function = modules[call.place.module].functions[call.place.function]
            call.task?.cancel()
            finish(HostCallAnswer(
                number: number,
                outcome: .raised(.timeoutError, message: "the host function '\(function.name)' took longer than \(function.budget.time)")))
        }
        startWaiting()
        defer { ready = [] }
        return ready
    }

    private func finish(_ answer: HostCallAnswer) {
        guard let call = calls.removeValue(forKey: answer.number) else { return }
        counts[call.place, default: (0, 0)].underWay -= 1
        ready.append(answer)
    }

    /// Cancels what is under way: nobody waits for it any more.
    func end() {
        for call in calls.values { call.task?.cancel() }
        calls = [:]
        waiting = []
    }

    private static func outcome(of function: HostFunction, _ arguments: HostArguments) async -> HostCallAnswer.Outcome {
        do {
            let value = try await function.body(arguments)
            let limit = min(function.budget.valueBytes, WireLimits.valueLength)
            guard let bytes = try? value.encoded(ValueLimits(bytes: limit)) else {
                return .raised(.runtimeError, message: "the result of '\(function.name)' is over \(limit) bytes, or too deep")
            }
            return .returned(bytes)
        } catch let error as any ScriptVisibleError {
            return .raised(error.scriptException, message: error.scriptMessage)
        } catch {
            return .raised(.runtimeError, message: "the host function '\(function.name)' failed")
        }
    }
}
