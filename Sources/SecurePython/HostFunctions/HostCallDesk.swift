internal import Policy
internal import PythonValues
internal import Wire

/// Takes the calls of one run's script, has the closures run as tasks, and keeps their answers until they are sent. Used
/// by the run's loop alone.
final class HostCallDesk {
    private let modules: [HostModule]
    private let outcomes: HostCallOutcomes

    private struct Place: Hashable {
        let module: Int
        let function: Int
    }

    private struct Call {
        let place: Place
        /// As they came: read when it is the call's turn, since a value takes more room than its bytes.
        var arguments: [UInt8]
        let size: Int
        var task: Task<Void, Never>?
        var deadline = MonotonicInstant.never
    }

    /// Of one function.
    private struct Use {
        var made = 0
        var underWay = 0
        /// Closures that go on though their calls were given up: they keep their places.
        var abandoned = 0
    }

    /// Unanswered, by number; those without a task wait for their turn.
    private var calls: [UInt32: Call] = [:]
    private var waiting: [UInt32] = []
    private var abandoned: [UInt32: Place] = [:]
    private var uses: [Place: Use] = [:]
    private var lastNumber: UInt32 = 0
    private var heldBytes = 0
    private var ready: [HostCallAnswer] = []

    /// Calls that may be unanswered at a time, those that wait for their turn included, and the size of their arguments.
    static let maximumPending = 1_024
    static let maximumPendingBytes = 64 << 20

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
    var eventDescriptor: Int32? { outcomes.descriptor }

    var descriptions: [HostModuleDescription] { modules.map(\.description) }

    /// Whether a closure works for the script, so that the time of the run does not count. A call that waits for its turn
    /// because the script does not take answers is no work of the host's.
    var isWorking: Bool { calls.values.contains { $0.task != nil } }

    /// Whether nothing is unanswered.
    var isIdle: Bool { calls.isEmpty && abandoned.isEmpty && ready.isEmpty }

    /// When the next call has taken too long.
    var deadline: MonotonicInstant { calls.values.map(\.deadline).min() ?? .never }

    // MARK: Calls

    func take(_ call: HostCall) throws(WorkerFault) {
        guard call.number > lastNumber else { throw WorkerFault(reason: "the script's process used the number of a call twice") }
        lastNumber = call.number
        guard let module = Int(exactly: call.module), modules.indices.contains(module),
            let index = Int(exactly: call.function), modules[module].functions.indices.contains(index)
        else { throw WorkerFault(reason: "the script's process called a host function that was not granted") }
        let function = modules[module].functions[index]
        let place = Place(module: module, function: index)
        uses[place, default: Use()].made += 1
        let size = call.arguments.count
        if let refusal = refusal(of: function, at: place, size: size) { return refuse(call.number, refusal) }
        calls[call.number] = Call(place: place, arguments: call.arguments, size: size)
        heldBytes += size
        waiting.append(call.number)
        startWaiting()
    }

    /// Why a call is answered without its closure, `nil` where it is not.
    private func refusal(of function: HostFunction, at place: Place, size: Int) -> HostFunctionError? {
        let (name, budget) = (function.name, function.budget)
        if let revocation = Self.revocation(of: function) { return revocation }
        if uses[place, default: Use()].made > budget.calls {
            return HostFunctionError(.runtimeError, "the host function '\(name)' may be called \(budget.calls) times in a run")
        }
        if size > budget.valueBytes {
            return HostFunctionError(.valueError, "the arguments of '\(name)' are over \(budget.valueBytes) bytes")
        }
        if calls.count >= Self.maximumPending || heldBytes > 0 && heldBytes + size > Self.maximumPendingBytes {
            return HostFunctionError(.runtimeError, "too many calls of host functions are unanswered")
        }
        return nil
    }

    private static func revocation(of function: HostFunction) -> HostFunctionError? {
        guard function.grant?.isRevoked == true else { return nil }
        return HostFunctionError(.permissionError, "the host function '\(function.name)' was revoked")
    }

    /// What the worker sent, checked once more: it is the script's word.
    private static func arguments(_ bytes: [UInt8], of function: HostFunction) throws(HostFunctionError) -> HostArguments {
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
            let use = uses[call.place, default: Use()]
            if use.underWay + use.abandoned < function.budget.concurrency {
                start(number, function, call)
            } else if use.underWay == 0 {
                // None of those that hold the places will be answered any more.
                finish(
                    number, .raised(.timeoutError, message: "the host function '\(function.name)' is busy with calls that took too long"))
            } else {
                rest.append(number)
            }
        }
        waiting = rest
    }

    private func start(_ number: UInt32, _ function: HostFunction, _ call: Call) {
        let arguments: HostArguments
        do throws(HostFunctionError) {
            if let revocation = Self.revocation(of: function) { throw revocation }
            arguments = try Self.arguments(call.arguments, of: function)
        } catch {
            return finish(number, .raised(error.scriptException, message: error.scriptMessage))
        }
        uses[call.place, default: Use()].underWay += 1
        calls[number]?.arguments = []
        calls[number]?.deadline = .now.advanced(by: function.budget.time)
        calls[number]?.task = Self.task(number, function, arguments, outcomes)
    }

    private static func task(
        _ number: UInt32, _ function: HostFunction, _ arguments: HostArguments, _ outcomes: HostCallOutcomes
    ) -> Task<Void, Never> {
        Task {
            let outcome = await outcome(of: function, arguments)
            outcomes.add(HostCallAnswer(number: number, outcome: outcome))
        }
    }

    private func refuse(_ number: UInt32, _ error: HostFunctionError) {
        ready.append(HostCallAnswer(number: number, outcome: .raised(error.scriptException, message: error.scriptMessage)))
    }

    // MARK: Answers

    /// Takes what closures have made, and gives up calls that took too long. What comes of those later is dropped.
    func proceed() {
        for answer in outcomes.take() {
            if let place = abandoned.removeValue(forKey: answer.number) {
                uses[place, default: Use()].abandoned -= 1
            } else {
                finish(answer.number, answer.outcome)
            }
        }
        let now = MonotonicInstant.now
        for (number, call) in calls where call.deadline <= now {
            let function = modules[call.place.module].functions[call.place.function]
            call.task?.cancel()
            abandoned[number] = call.place
            uses[call.place, default: Use()].abandoned += 1
            finish(
                number, .raised(.timeoutError, message: "the host function '\(function.name)' took longer than \(function.budget.time)"))
        }
    }

    /// The next that can be sent. More calls are begun only when all before are, so that results never pile up.
    func nextAnswer() -> HostCallAnswer? {
        if ready.isEmpty { startWaiting() }
        return ready.isEmpty ? nil : ready.removeFirst()
    }

    private func finish(_ number: UInt32, _ outcome: HostCallAnswer.Outcome) {
        guard let call = calls.removeValue(forKey: number) else { return }
        if call.task != nil { uses[call.place, default: Use()].underWay -= 1 }
        heldBytes -= call.size
        ready.append(HostCallAnswer(number: number, outcome: outcome))
    }

    /// Cancels what is under way: nobody waits for it any more. A closure that goes on all the same holds nothing of the run.
    func end() {
        for call in calls.values { call.task?.cancel() }
        calls = [:]
        waiting = []
        outcomes.close()
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
