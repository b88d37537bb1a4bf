internal import Synchronization

/// Something of the host's that a script may hold without seeing into it. Made by `HostClass.object`; equal only to itself.
///
/// In Python it is an instance of a class that has the listed methods and attributes and nothing else. It belongs to the run,
/// or session, that it was given to: it cannot be pickled, and no other run takes it.
public final class HostObject: Sendable {
    package enum Content: Sendable {
        /// In the host.
        case held(any Sendable, HostClassIdentity)
        /// In a script's process, and on the way from and to it.
        case number(HostObjectNumber)
    }

    package let content: Content
    /// The name of its class, as scripts see it.
    public let className: String
    private let revoked = Atomic(false)

    package init(_ content: Content, className: String) {
        self.content = content
        self.className = className
    }

    /// Whether it was taken away.
    public var isRevoked: Bool { revoked.load(ordering: .acquiring) }

    /// Takes it away from the scripts that hold it: what they call of it from now on raises PermissionError and reaches no
    /// closure. Calls under way come to their end.
    public func revoke() { revoked.store(true, ordering: .releasing) }

    package var number: HostObjectNumber? { if case .number(let number) = content { number } else { nil } }
}

extension HostObject: Hashable {
    public static func == (left: HostObject, right: HostObject) -> Bool {
        if let number = left.number { return number == right.number }
        return left === right
    }

    public func hash(into hasher: inout Hasher) {
        if let number { hasher.combine(number) } else { hasher.combine(ObjectIdentifier(self)) }
    }
}

/// What a class is known by in the host, whatever it is called.
package final class HostClassIdentity: Sendable {
    package init() {}
}

/// A place in the table of one run, as its script's process knows an object.
package struct HostObjectNumber: Sendable, Hashable {
    /// The place of its class: the module among those that were granted, and the class in it.
    package var module: UInt32
    package var hostClass: UInt32
    package var slot: UInt32
    /// Which of the slot's objects.
    package var generation: UInt32

    package init(module: UInt32, hostClass: UInt32, slot: UInt32, generation: UInt32) {
        self.module = module
        self.hostClass = hostClass
        self.slot = slot
        self.generation = generation
    }
}

extension PythonValue {
    /// Whether there is an object of the host's in it.
    package var holdsObjects: Bool {
        switch self {
        case .object: true
        case .list(let elements), .tuple(let elements), .set(let elements): elements.contains(where: \.holdsObjects)
        case .dictionary(let entries): entries.contains { $0.key.holdsObjects || $0.value.holdsObjects }
        case .none, .bool, .integer, .float, .string, .bytes, .date, .time, .dateTime, .duration, .decimal: false
        }
    }

    /// Whether no more than so many containers lie within one another.
    package func isAtMost(_ depth: Int) -> Bool {
        switch self {
        case .list(let elements), .tuple(let elements), .set(let elements):
            depth > 0 && elements.allSatisfy { $0.isAtMost(depth - 1) }
        case .dictionary(let entries):
            depth > 0 && entries.allSatisfy { $0.key.isAtMost(depth - 1) && $0.value.isAtMost(depth - 1) }
        case .none, .bool, .integer, .float, .string, .bytes, .date, .time, .dateTime, .duration, .decimal, .object: true
        }
    }

    /// The same value with other objects. Its depth must have been checked.
    package func replacingObjects<Failure: Error>(
        _ replace: (HostObject) throws(Failure) -> HostObject
    ) throws(Failure) -> PythonValue {
        switch self {
        case .object(let object): return .object(try replace(object))
        case .list(let elements): return .list(try Self.replacing(elements, replace))
        case .tuple(let elements): return .tuple(try Self.replacing(elements, replace))
        case .set(let elements): return .set(try Self.replacing(elements, replace))
        case .dictionary(let entries):
            var replaced: [Entry] = []
            for entry in entries {
                let key = try entry.key.replacingObjects(replace)
                replaced.append(Entry(key: key, value: try entry.value.replacingObjects(replace)))
            }
            return .dictionary(replaced)
        case .none, .bool, .integer, .float, .string, .bytes, .date, .time, .dateTime, .duration, .decimal: return self
        }
    }

    private static func replacing<Failure: Error>(
        _ elements: [PythonValue], _ replace: (HostObject) throws(Failure) -> HostObject
    ) throws(Failure) -> [PythonValue] {
        var replaced: [PythonValue] = []
        for element in elements { replaced.append(try element.replacingObjects(replace)) }
        return replaced
    }
}
