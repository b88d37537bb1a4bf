package import CPython
internal import CPythonShims

package typealias ObjectPointer = UnsafeMutablePointer<PyObject>

/// One strong reference to a Python object: the only place where ownership of references is expressed.
///
/// Every operation needs the interpreter lock; a reference is made by `InterpreterLock` or by another
/// reference, and must not outlive the lock's holder.
public struct PythonReference: ~Copyable {
    package let pointer: ObjectPointer

    /// Adopts a new reference that a C function returned.
    package init(consuming pointer: ObjectPointer) {
        self.pointer = pointer
    }

    /// Makes a new reference from a borrowed one.
    package init(retaining pointer: ObjectPointer) {
        Py_IncRef(pointer)
        self.pointer = pointer
    }

    deinit {
        Py_DecRef(pointer)
    }

    /// Hands the reference to a C function that steals it.
    package consuming func release() -> ObjectPointer {
        let released = pointer
        discard self
        return released
    }

    public borrowing func copy() -> PythonReference {
        PythonReference(retaining: pointer)
    }

    public borrowing func isIdentical(to other: borrowing PythonReference) -> Bool {
        pointer == other.pointer
    }

    public var isNone: Bool { pointer == spy_none() }
}
