internal import Policy
internal import PythonValues
internal import Synchronization
internal import Wire

/// The objects of the host that one run's script holds. What its process sends of one is a place in this table, and
/// nothing that it can send leads elsewhere.
final class HostObjectTable: Sendable {
    /// Objects that a script may hold at a time.
    static let maximumObjects = 10_000

    private struct Slot {
        var object: HostObject?
        var generation: UInt32 = 0
        var place = (module: UInt32(0), hostClass: UInt32(0))
        /// How often it was sent, less what the script's process said it had received of it when it dropped it: an object that
        /// is on its way while the one before is dropped stays.
        var sent = 0
    }

    private struct State {
        var slots: [Slot] = []
        var free: [Int] = []
        var places: [ObjectIdentifier: Int] = [:]
    }

    private let classes: [ObjectIdentifier: (module: UInt32, hostClass: UInt32)]
    private let state: Mutex<State>

    init(_ modules: [HostModule]) {
        var classes: [ObjectIdentifier: (module: UInt32, hostClass: UInt32)] = [:]
        for (module, granted) in modules.enumerated() {
            for (index, definition) in granted.classes.enumerated() {
                classes[ObjectIdentifier(definition.identity)] = (UInt32(module), UInt32(index))
            }
        }
        self.classes = classes
        state = Mutex(State())
    }

    /// The same objects at the same places, for a copy of the script's process, which has the same numbers. Either goes on
    /// without the other.
    init(copying other: HostObjectTable) {
        classes = other.classes
        state = Mutex(other.state.withLock { $0 })
    }

    var isNeeded: Bool { !classes.isEmpty }

    /// The value as it can be sent, with places in place of objects.
    func sending(_ value: PythonValue) throws(HostFunctionError) -> PythonValue {
        guard value.holdsObjects else { return value }
        return try value.replacingObjects { object throws(HostFunctionError) in
            HostObject(.number(try number(of: object)), className: object.className)
        }
    }

    /// What was to be sent was not.
    func takeBack(_ value: PythonValue) {
        _ = value.replacingObjects { object in
            if let number = object.number { drop(number, received: 1) }
            return object
        }
    }

    /// The value as the host knows it, of one that has come.
    func received(_ value: PythonValue) throws(HostFunctionError) -> PythonValue {
        guard value.holdsObjects else { return value }
        return try value.replacingObjects { object throws(HostFunctionError) in
            guard let number = object.number, let held = self.object(number) else { throw Self.gone }
            return held
        }
    }

    static let gone = HostFunctionError(.runtimeError, "the object of the host is not of this run, or is gone")

    private func number(of object: HostObject) throws(HostFunctionError) -> HostObjectNumber {
        guard case .held(_, let identity) = object.content, let place = classes[ObjectIdentifier(identity)] else {
            throw HostFunctionError(.runtimeError, "the class \(object.className) was not granted to this run")
        }
        let number = state.withLock { state -> HostObjectNumber? in
            let index: Int
            if let known = state.places[ObjectIdentifier(object)] {
                index = known
            } else if let free = state.free.popLast() {
                index = free
            } else if state.slots.count < Self.maximumObjects {
                index = state.slots.count
                state.slots.append(Slot())
            } else {
                return nil
            }
            state.slots[index].object = object
            state.slots[index].place = place
            state.slots[index].sent += 1
            state.places[ObjectIdentifier(object)] = index
            return HostObjectNumber(
                module: place.module, hostClass: place.hostClass, slot: UInt32(index), generation: state.slots[index].generation)
        }
        guard let number else {
            throw HostFunctionError(.runtimeError, "the script holds \(Self.maximumObjects) objects of the host, and may hold no more")
        }
        return number
    }

    func object(_ number: HostObjectNumber) -> HostObject? {
        state.withLock { state in
            guard let index = Int(exactly: number.slot), state.slots.indices.contains(index) else { return nil }
            let slot = state.slots[index]
            guard slot.generation == number.generation, slot.place == (number.module, number.hostClass) else { return nil }
            return slot.object
        }
    }

    /// The script's process holds the object no longer, which it had received so often.
    func drop(_ number: HostObjectNumber, received count: UInt32) {
        // What is let go may run code when it ends.
        var ended: HostObject?
        defer { ended = nil }
        state.withLock { state in
            guard let index = Int(exactly: number.slot), state.slots.indices.contains(index),
                state.slots[index].generation == number.generation, let object = state.slots[index].object
            else { return }
            state.slots[index].sent -= Int(count)
            guard state.slots[index].sent <= 0 else { return }
            ended = object
            state.places.removeValue(forKey: ObjectIdentifier(object))
            let (next, isUsedUp) = state.slots[index].generation.addingReportingOverflow(1)
            state.slots[index] = Slot(generation: next)
            if !isUsedUp { state.free.append(index) }
        }
        _ = ended
    }

    /// The run is over.
    func removeAll() {
        var ended = State()
        state.withLock { swap(&ended, &$0) }
    }
}

extension HostToChild {
    /// With places in place of the objects that a call of a session gives.
    func sending(_ objects: HostObjectTable) throws(HostFunctionError) -> HostToChild {
        switch self {
        case .statement(var statement):
            try objects.place(&statement.inputs)
            return .statement(statement)
        case .call(var call):
            for index in call.arguments.indices { call.arguments[index] = try objects.sending(call.arguments[index]) }
            try objects.place(&call.keywords)
            return .call(call)
        default: return self
        }
    }
}

extension HostObjectTable {
    func place(_ values: inout [NamedValue]) throws(HostFunctionError) {
        for index in values.indices { values[index].value = try sending(values[index].value) }
    }
}
