internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Replaces entries in the dictionaries of built-in types. Deleting them would break the standard
/// library; a replacement that decides by the object breaks nothing.
enum Descriptors {
    static func replaceGetter(
        of type: spy_type_kind, _ name: String, get: getter, set: setter? = nil
    ) throws(PythonError) {
        let definition = UnsafeMutablePointer<PyGetSetDef>.allocate(capacity: 1)
        definition.initialize(to: PyGetSetDef())
        definition.pointee.name = persistentCString(name)
        definition.pointee.get = get
        definition.pointee.set = set
        let descriptor = try checked(PyDescr_NewGetSet(spy_type(type), definition))
        try store(descriptor, as: name, in: type)
    }

    static func replaceMethod(
        of type: spy_type_kind, _ name: String, flags: Int32, _ function: PyCFunction
    ) throws(PythonError) {
        let definition = UnsafeMutablePointer<PyMethodDef>.allocate(capacity: 1)
        definition.initialize(to: PyMethodDef())
        definition.pointee.ml_name = persistentCString(name)
        definition.pointee.ml_meth = function
        definition.pointee.ml_flags = flags
        let descriptor = try checked(PyDescr_NewMethod(spy_type(type), definition))
        try store(descriptor, as: name, in: type)
    }

    /// Points the slot wrapper `name` of a type at another C function. Subclasses made later inherit
    /// the slot from it.
    static func redirectWrapper(
        of type: spy_type_kind, _ name: String, to function: UnsafeMutableRawPointer
    ) throws(PythonError) {
        guard let descriptor = try original(of: type, name), spy_wrapper_replace(descriptor.pointer, function) != nil
        else {
            throw PythonError(.systemError, "slot wrapper \(name) is missing: this CPython is not known here")
        }
        spy_type_modified(object(type))
    }

    static func original(of type: spy_type_kind, _ name: String) throws(PythonError) -> PythonReference? {
        try dictionary(of: type).value(forKey: name)
    }

    static func store(
        _ descriptor: borrowing PythonReference, as name: String, in type: spy_type_kind
    ) throws(PythonError) {
        guard try original(of: type, name) != nil else {
            throw PythonError(.systemError, "attribute \(name) is missing: this CPython is not known here")
        }
        try dictionary(of: type).setValue(descriptor, forKey: name)
        spy_type_modified(object(type))
    }

    static func object(_ type: spy_type_kind) -> ObjectPointer {
        UnsafeMutableRawPointer(spy_type(type)).assumingMemoryBound(to: PyObject.self)
    }

    private static func dictionary(of type: spy_type_kind) -> PythonReference {
        PythonReference(retaining: spy_type_dictionary(object(type)))
    }
}

/// A new reference to a borrowed pointer, for C functions that return one.
func retained(_ pointer: ObjectPointer?) -> ObjectPointer? {
    Py_IncRef(pointer)
    return pointer
}

func retainedNone() -> ObjectPointer? { retained(spy_none()) }

func raiseTypeError(_ message: String) -> ObjectPointer? {
    PythonError(.typeError, message).raise()
    return nil
}

func raiseAttributeError(_ message: String) -> Int32 {
    PythonError(.attributeError, message).raise()
    return -1
}
