internal import CPython
internal import CPythonShims
package import PythonValues

/// An object of the host, in the script's process: the Swift part of its instance.
package final class HeldObject {
    package let number: HostObjectNumber
    package let className: String
    /// How often it has come.
    package var received: UInt32 = 1
    private let drop: (HeldObject) -> Void

    /// `drop` is called when the script holds the object no longer, with the interpreter lock held.
    package init(_ number: HostObjectNumber, className: String, drop: @escaping (HeldObject) -> Void) {
        self.number = number
        self.className = className
        self.drop = drop
    }

    deinit { drop(self) }

    /// `nil` for an instance that a script made past the constructor.
    static func of(_ object: ObjectPointer) -> HeldObject? {
        let base = UnsafeMutableRawPointer(spy_type(SPY_TYPE_OBJECT)).assumingMemoryBound(to: PyObject.self)
        guard let payload = spy_payload(object, spy_basic_size(base)) else { return nil }
        // Only `NativeType` stores one.
        return Unmanaged<AnyObject>.fromOpaque(payload).takeUnretainedValue() as? HeldObject
    }
}

/// Objects of the host that a script holds, by their numbers: the same one, come again, is the same in Python.
package final class HeldObjects {
    private var pointers: [HostObjectNumber: ObjectPointer] = [:]

    package init() {}

    /// Notes that it has come again.
    package func existing(_ number: HostObjectNumber) -> PythonReference? {
        guard let pointer = pointers[number], let held = HeldObject.of(pointer) else { return nil }
        held.received += 1
        return PythonReference(retaining: pointer)
    }

    /// Without holding it: it leaves by `remove`, when it ends.
    package func add(_ object: borrowing PythonReference, _ number: HostObjectNumber) { pointers[number] = object.pointer }

    package func remove(_ number: HostObjectNumber) { pointers.removeValue(forKey: number) }
}
