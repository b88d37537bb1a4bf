package import CPython
internal import CPythonShims
internal import Glibc

/// A C string that CPython keeps for ever.
package func persistentCString(_ text: String) -> UnsafePointer<CChar> {
    let copy = strdup(text)
    return copy.map { UnsafePointer($0) } ?? spy_empty_string()
}

/// Getters of a type, in the form that CPython keeps a pointer to for ever.
package struct GetSetTable {
    package let pointer: UnsafeMutableRawPointer

    package init(_ entries: [(name: String, get: getter)]) {
        let table = UnsafeMutablePointer<PyGetSetDef>.allocate(capacity: entries.count + 1)
        table.initialize(repeating: PyGetSetDef(), count: entries.count + 1)
        for (index, entry) in entries.enumerated() {
            table[index].name = persistentCString(entry.name)
            table[index].get = entry.get
        }
        pointer = UnsafeMutableRawPointer(table)
    }
}

/// The slots of a type under construction.
package final class SlotTable {
    private var slots: [PyType_Slot] = []

    package init() {}

    package func add(_ slot: Int32, _ function: UnsafeMutableRawPointer?) {
        slots.append(PyType_Slot(slot: slot, pfunc: function))
    }

    /// The table with its end mark; it is small, made once a type, and never freed.
    package func finished() -> UnsafeMutablePointer<PyType_Slot> {
        let table = UnsafeMutablePointer<PyType_Slot>.allocate(capacity: slots.count + 1)
        table.initialize(repeating: PyType_Slot(slot: 0, pfunc: nil), count: slots.count + 1)
        for (index, slot) in slots.enumerated() { table[index] = slot }
        return table
    }
}
