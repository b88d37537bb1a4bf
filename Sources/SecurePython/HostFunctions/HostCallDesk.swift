internal import Policy
internal import PythonValues
internal import Wire

/// Takes the calls of one run's script, has the closures run as tasks, and keeps their answers until they are sent. Used
/// by the run's loop alone.
final class HostCallDesk {
    private let modules: [HostModule]
    private let outcomes: HostCallOutcomes
    let objects: HostObjectTable

    /// Of a function, or of a member of a class.
    struct Place: Hashable {
        let module: Int
        let hostClass: Int?
        let function: Int
    }

    private struct Call {
        let place: Place
        let receiver: HostObjectNumber?
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

    /// - Parameter standing: of the process that this one's is a copy of.
    init(_ modules: [HostModule], from standing: HostCallStanding? = nil) throws(SandboxError) {
        self.modules = modules
        objects = standing?.objects ?? HostObjectTable(modules)
        uses = standing?.made.mapValues { Use(made: $0) } ?? [:]
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

    var callsMade: [Place: Int] { uses.mapValues(\.made) }

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
        let place = try place(of: call)
        let function = function(at: place)
        uses[place, default: Use()].made += 1
        let size = call.arguments.count
        if let refusal = refusal(of: function, at: place, size: size) { return refuse(call.number, refusal) }
        calls[call.number] = Call(place: place, receiver: call.receiver, arguments: call.arguments, size: size)
        heldBytes += size
        waiting.append(call.number)
        startWaiting()
    }

    private func place(of call: HostCall) throws(WorkerFault) -> Place {
        let fault = WorkerFault(reason: "the script's process called a host function that was not granted")
        guard let module = Int(exactly: call.module), modules.indices.contains(module), let index = Int(exactly: call.function)
        else { throw fault }
        guard let receiver = call.receiver else {
            guard modules[module].functions.indices.contains(index) else { throw fault }
            return Place(module: module, hostClass: nil, function: index)
        }
        guard receiver.module == call.module, let hostClass = Int(exactly: receiver.hostClass),
            modules[module].classes.indices.contains(hostClass),
            modules[module].classes[hostClass].members.indices.contains(index)
        else { throw fault }
        return Place(module: module, hostClass: hostClass, function: index)
    }

    private func function(at place: Place) -> HostFunction {
        if let hostClass = place.hostClass { return modules[place.module].classes[hostClass].members[place.function].function }
        return modules[place.module].functions[place.function]
    }

    /// What a call runs: of an object, the class's closure on what the object holds.
    private func body(of call: Call) throws(HostFunctionError) -> HostFunction.Body {
        guard let hostClass = call.place.hostClass, let receiver = call.receiver else {
            return modules[call.place.module].functions[call.place.function].body
        }
        guard let object = objects.object(receiver), case .held(let value, _) = object.content else { throw HostObjectTable.gone }
        if let revocation = object.revocation { throw revocation }
        let member = modules[call.place.module].classes[hostClass].members[call.place.function]
        return { try await member.body(value, $0) }
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
    private func arguments(_ bytes: [UInt8], of function: HostFunction) throws(HostFunctionError) -> HostArguments {
        guard case .dictionary(let entries)? = try? PythonValue(decoding: bytes, ValueLimits(bytes: function.budget.valueBytes)) else {
            throw HostFunctionError(.typeError, "the arguments of '\(function.name)' cannot be read")
        }
        var values: [String: PythonValue] = [:]
        for entry in entries {
            guard case .string(let name) = entry.key, function.parameters.contains(where: { $0.name == name }) else {
                throw HostFunctionError(.typeError, "'\(function.name)' has no such parameter")
            }
            values[name] = try objects.received(entry.value)
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
            let function = function(at: call.place)
            let use = uses[call.place, default: Use()]
            // What was revoked needs no place: it is refused.
            if use.underWay + use.abandoned < function.budget.concurrency || Self.revocation(of: function) != nil {
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
        let body: HostFunction.Body
        do throws(HostFunctionError) {
            if let revocation = Self.revocation(of: function) { throw revocation }
            body = try self.body(of: call)
            arguments = try self.arguments(call.arguments, of: function)
        } catch {
            return finish(number, .raised(error.scriptException, message: error.scriptMessage))
        }
        uses[call.place, default: Use()].underWay += 1
        calls[number]?.arguments = []
        calls[number]?.deadline = .now.advanced(by: function.budget.time)
        calls[number]?.task = Self.task(number, function, body, arguments, outcomes)
    }

    private static func task(
        _ number: UInt32, _ function: HostFunction, _ body: @escaping HostFunction.Body, _ arguments: HostArguments,
        _ outcomes: HostCallOutcomes
    ) -> Task<Void, Never> {
        Task { outcomes.add(number, await function.outcome(of: body, arguments)) }
    }

    private func refuse(_ number: UInt32, _ error: HostFunctionError) {
        ready.append(HostCallAnswer(number: number, outcome: .raised(error.scriptException, message: error.scriptMessage)))
    }

    // MARK: Answers

    /// Takes what closures have made, and gives up calls that took too long. What comes of those later is dropped.
    func proceed() {
        for (number, outcome) in outcomes.take() {
            if let place = abandoned.removeValue(forKey: number) {
                uses[place, default: Use()].abandoned -= 1
            } else if let call = calls[number] {
                // Objects get their places when they are sure to be sent.
                finish(number, outcome.sent(by: function(at: call.place), objects))
            }
        }
        let now = MonotonicInstant.now
        for (number, call) in calls where call.deadline <= now {
            let function = function(at: call.place)
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
        objects.removeAll()
    }
}
