internal import CPython
internal import CPythonShims
internal import Glibc

extension PythonReference {
    public borrowing func attribute(_ name: String) throws(PythonError) -> PythonReference {
        try checked(name.withCString { PyObject_GetAttrString(pointer, $0) })
    }

    /// The attribute, or nil where there is none; other exceptions are thrown.
    public borrowing func attributeIfPresent(_ name: String) throws(PythonError) -> PythonReference? {
        do {
            return try attribute(name)
        } catch {
            if error.matches(.attributeError) { return nil }
            throw error
        }
    }

    public borrowing func setAttribute(_ name: String, _ value: borrowing PythonReference) throws(PythonError) {
        try checked(name.withCString { PyObject_SetAttrString(pointer, $0, value.pointer) })
    }

    public borrowing func call() throws(PythonError) -> PythonReference {
        try checked(PyObject_CallNoArgs(pointer))
    }

    public borrowing func call(_ argument: borrowing PythonReference) throws(PythonError) -> PythonReference {
        try checked(PyObject_CallOneArg(pointer, argument.pointer))
    }

    public borrowing func call(
        _ first: borrowing PythonReference, _ second: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        var arguments: [ObjectPointer?] = [first.pointer, second.pointer]
        return try checked(spy_call(pointer, &arguments, 2, nil))
    }

    public borrowing func call(
        _ first: borrowing PythonReference, _ second: borrowing PythonReference, _ third: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        var arguments: [ObjectPointer?] = [first.pointer, second.pointer, third.pointer]
        return try checked(spy_call(pointer, &arguments, 3, nil))
    }

    /// Calls with a tuple of arguments and, where given, a dict of keywords.
    public borrowing func call(
        arguments: borrowing PythonReference, keywords: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        // CPython takes their word for it.
        guard arguments.isTuple, keywords.isNone || keywords.isDictionary else {
            throw PythonError(.typeError, "a call takes a tuple and a dict, not \(arguments.typeName())")
        }
        return try checked(PyObject_Call(pointer, arguments.pointer, keywords.isNone ? nil : keywords.pointer))
    }

    public borrowing func callMethod(_ name: String) throws(PythonError) -> PythonReference {
        try attribute(name).call()
    }

    public borrowing func callMethod(
        _ name: String, _ argument: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        try attribute(name).call(argument)
    }

    /// Python's `is`.
    public borrowing func isSame(as other: borrowing PythonReference) -> Bool { pointer == other.pointer }

    public borrowing func isTrue() throws(PythonError) -> Bool {
        try checked(PyObject_IsTrue(pointer)) != 0
    }

    public borrowing func isInstance(of type: borrowing PythonReference) throws(PythonError) -> Bool {
        try checked(PyObject_IsInstance(pointer, type.pointer)) != 0
    }

    public borrowing func type() -> PythonReference {
        PythonReference(retaining: spy_type_object(pointer))
    }

    /// The beginning of the type's name, for messages.
    public borrowing func typeName() -> String { PythonRuntime.typeName(of: pointer) }

    public borrowing func representation() throws(PythonError) -> String {
        try checked(PyObject_Repr(pointer)).string()
    }

    /// The same as a part of another object's.
    ///
    /// - Throws: `RuntimeError` where that one is part of this one.
    public borrowing func representation(within outer: borrowing PythonReference) throws(PythonError) -> String {
        guard try checked(Py_ReprEnter(outer.pointer)) == 0 else {
            throw PythonError(.runtimeError, "reentrant call inside \(outer.typeName()).__repr__")
        }
        defer { Py_ReprLeave(outer.pointer) }
        return try representation()
    }

    public borrowing func text() throws(PythonError) -> String {
        try checked(PyObject_Str(pointer)).string()
    }

    /// The beginning of `text`, so many characters of Python's.
    public borrowing func text(atMost count: Int) throws(PythonError) -> String {
        let text = try checked(PyObject_Str(pointer))
        return try checked(PyUnicode_Substring(text.pointer, 0, count)).string()
    }

    // MARK: Values

    public var isString: Bool { spy_is_string(pointer) != 0 }
    public var isBytes: Bool { spy_is_bytes(pointer) != 0 }
    public var isCallable: Bool { PyCallable_Check(pointer) != 0 }
    public var isInteger: Bool { spy_is_integer(pointer) != 0 }
    /// Whether it is an integer or has an `__index__`.
    public var isNumber: Bool { PyNumber_Check(pointer) != 0 }
    public var isIndex: Bool { PyIndex_Check(pointer) != 0 }
    public var isFloat: Bool { spy_is_float(pointer) != 0 }
    public var isDictionary: Bool { spy_is_dict(pointer) != 0 }
    public var isExactDictionary: Bool { spy_is_exact_dict(pointer) != 0 }
    public var isList: Bool { spy_is_list(pointer) != 0 }
    public var isTuple: Bool { spy_is_tuple(pointer) != 0 }
    /// Whether it has elements by number.
    public var isSequence: Bool { PySequence_Check(pointer) != 0 }
    public var isModule: Bool { spy_is_module(pointer) != 0 }
    public var isCode: Bool { spy_is_code(pointer) != 0 }
    public var isFunction: Bool { spy_is_function(pointer) != 0 }
    public var isType: Bool { spy_is_type(pointer) != 0 }

    /// The text of a `str`, read from its own storage: no method of a subclass runs.
    ///
    /// - Parameter copies: how many of it there is to be room for. What quotes it in a message is one, and takes the
    ///   room of two while it grows.
    /// - Throws: `MemoryError` where there is none.
    public borrowing func string(copies: Int = 4) throws(PythonError) -> String {
        guard spy_is_string(pointer) != 0 else {
            throw PythonError(.typeError, "expected str, not \(typeName())")
        }
        var length = 0
        guard let characters = PyUnicode_AsUTF8AndSize(pointer, &length) else { throw PythonError.fetch() }
        try MemoryGuard.requireRoom(length, times: copies)
        return characters.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
            String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        }
    }

    /// An integer of 64 bits; `OverflowError` beyond, `TypeError` for what has no `__index__`.
    public borrowing func integer() throws(PythonError) -> Int {
        let index = try checked(PyNumber_Index(pointer))
        let value = PyLong_AsLong(index.pointer)
        if value == -1, PyErr_Occurred() != nil { throw PythonError.fetch() }
        return value
    }

    public borrowing func float() throws(PythonError) -> Double {
        let value = PyFloat_AsDouble(pointer)
        if value == -1, PyErr_Occurred() != nil { throw PythonError.fetch() }
        return value
    }

    /// A copy of what the buffer protocol offers.
    ///
    /// - Parameter copies: how many of it there is to be room for.
    /// - Throws: `MemoryError` where there is none.
    public borrowing func bytes(copies: Int = 1) throws(PythonError) -> [UInt8] {
        var isTooLarge: PythonError?
        let copy = try withBytes { bytes in
            do throws(PythonError) { try MemoryGuard.requireRoom(bytes.count, times: copies) } catch { isTooLarge = error }
            return isTooLarge == nil ? Array(bytes) : []
        }
        if let isTooLarge { throw isTooLarge }
        return copy
    }

    /// Lends the object's buffer, locked for the time of `body`.
    public borrowing func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(PythonError) -> Result {
        var view = Py_buffer()
        try checked(PyObject_GetBuffer(pointer, &view, PyBUF_SIMPLE))
        defer { PyBuffer_Release(&view) }
        return body(UnsafeRawBufferPointer(start: view.buf, count: view.len))
    }

    /// Whether it has a buffer that can be written to.
    public var hasWritableBytes: Bool {
        var view = Py_buffer()
        guard PyObject_GetBuffer(pointer, &view, PyBUF_WRITABLE) == 0 else {
            PyErr_Clear()
            return false
        }
        PyBuffer_Release(&view)
        return true
    }

    /// Lends the object's writable buffer, locked for the time of `body`.
    public borrowing func withWritableBytes<Result>(
        _ body: (UnsafeMutableRawBufferPointer) throws(PythonError) -> Result
    ) throws(PythonError) -> Result {
        var view = Py_buffer()
        try checked(PyObject_GetBuffer(pointer, &view, PyBUF_WRITABLE))
        defer { PyBuffer_Release(&view) }
        return try body(UnsafeMutableRawBufferPointer(start: view.buf, count: view.len))
    }
}

/// Characters of a type's name that messages show, as many as CPython's.
private let shownNameLength = 200

/// The beginning of the name of an object's type.
package func typeName(of object: ObjectPointer) -> String {
    let name = spy_type_name(object)
    let bytes = UnsafeRawBufferPointer(start: name, count: strnlen(name, shownNameLength))
    return String(decoding: bytes, as: UTF8.self)
}
