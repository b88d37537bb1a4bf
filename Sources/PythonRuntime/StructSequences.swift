internal import CPython
internal import CPythonShims

/// A tuple with named fields, of a type like `os.stat_result`, while it is made.
package struct StructSequence: ~Copyable {
    private let value: PythonReference
    private var count = 0

    /// - Parameter type: one of those types, as CPython itself made it; all its fields are to be appended.
    package init(ofType type: borrowing PythonReference) throws(PythonError) {
        let type = UnsafeMutableRawPointer(type.pointer).assumingMemoryBound(to: PyTypeObject.self)
        value = try checked(PyStructSequence_New(type))
    }

    package mutating func append(_ field: consuming PythonReference) {
        PyStructSequence_SetItem(value.pointer, count, field.release())
        count += 1
    }

    package consuming func finish() -> PythonReference { value.copy() }
}
