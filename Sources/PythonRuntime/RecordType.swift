internal import CPython
internal import CPythonShims

/// A type of tuples with named fields, as modules in C make them for their results.
package struct RecordType {
    package let type: KeptReference

    /// - Parameters:
    ///   - name: with the module, such as `pwd.struct_passwd`
    ///   - fields: names with what each holds
    package init(_ name: String, _ documentation: String, fields: [(name: String, holds: String)]) throws(PythonError) {
        // CPython keeps the names for as long as the type lives: these are never freed.
        let table = UnsafeMutablePointer<PyStructSequence_Field>.allocate(capacity: fields.count + 1)
        table.initialize(repeating: PyStructSequence_Field(), count: fields.count + 1)
        for (index, field) in fields.enumerated() {
            table[index] = PyStructSequence_Field(name: persistentCString(field.name), doc: persistentCString(field.holds))
        }
        var description = PyStructSequence_Desc(
            name: persistentCString(name), doc: persistentCString(documentation), fields: table,
            n_in_sequence: Int32(fields.count))
        guard let type = PyStructSequence_NewType(&description) else { throw PythonError.fetch() }
        let object = UnsafeMutableRawPointer(type).assumingMemoryBound(to: PyObject.self)
        self.type = KeptReference(PythonReference(consuming: object))
    }

    /// A record with these fields, in order: all of the type.
    package func record(_ fields: borrowing PythonReference) throws(PythonError) -> PythonReference {
        try type.reference.call(fields)
    }
}
