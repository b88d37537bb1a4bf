internal import CPython
internal import CPythonShims

extension PythonReference {
    // MARK: Lists and tuples

    public borrowing func append(_ value: consuming PythonReference) throws(PythonError) {
        try checked(PyList_Append(pointer, value.pointer))
    }

    public borrowing func asTuple() throws(PythonError) -> PythonReference {
        try checked(PySequence_Tuple(pointer))
    }

    public borrowing func count() throws(PythonError) -> Int {
        try checked(size: PyObject_Size(pointer))
    }

    /// An element of an exact or subclassed tuple, by its own storage.
    public borrowing func tupleItem(_ index: Int) throws(PythonError) -> PythonReference {
        guard let item = PyTuple_GetItem(pointer, index) else { throw PythonError.fetch() }
        return PythonReference(retaining: item)
    }

    public borrowing func item(_ index: Int) throws(PythonError) -> PythonReference {
        try checked(PySequence_GetItem(pointer, index))
    }

    /// Runs `body` on each element that iteration yields.
    public borrowing func forEach(
        _ body: (borrowing PythonReference) throws(PythonError) -> Void
    ) throws(PythonError) {
        let iterator = try checked(PyObject_GetIter(pointer))
        while let next = PyIter_Next(iterator.pointer) {
            let element = PythonReference(consuming: next)
            try body(element)
        }
        if PyErr_Occurred() != nil { throw PythonError.fetch() }
    }

    // MARK: Dicts, by their own storage: no method of a subclass runs

    public borrowing func value(forKey key: String) throws(PythonError) -> PythonReference? {
        let name = try checked(newString(key))
        return try value(forKey: name)
    }

    public borrowing func value(forKey key: borrowing PythonReference) throws(PythonError) -> PythonReference? {
        if let found = PyDict_GetItemWithError(pointer, key.pointer) {
            return PythonReference(retaining: found)
        }
        if PyErr_Occurred() != nil { throw PythonError.fetch() }
        return nil
    }

    public borrowing func setValue(
        _ value: borrowing PythonReference, forKey key: String
    ) throws(PythonError) {
        try checked(key.withCString { PyDict_SetItemString(pointer, $0, value.pointer) })
    }

    public borrowing func setValue(
        _ value: borrowing PythonReference, forKey key: borrowing PythonReference
    ) throws(PythonError) {
        try checked(PyDict_SetItem(pointer, key.pointer, value.pointer))
    }

    /// Removes a key; a missing one is no error.
    public borrowing func removeValue(forKey key: String) throws(PythonError) {
        let name = try checked(newString(key))
        if PyDict_Contains(pointer, name.pointer) == 1 {
            try checked(PyDict_DelItem(pointer, name.pointer))
        }
    }

    public borrowing func copyOfDictionary() throws(PythonError) -> PythonReference {
        try checked(PyDict_Copy(pointer))
    }

    public borrowing func update(from other: borrowing PythonReference) throws(PythonError) {
        try checked(PyDict_Update(pointer, other.pointer))
    }

    /// The keys that are `str`, in order.
    public borrowing func stringKeys() throws(PythonError) -> [String] {
        let keys = try checked(PyDict_Keys(pointer))
        var result: [String] = []
        for index in 0..<PyList_Size(keys.pointer) {
            guard let key = PyList_GetItem(keys.pointer, index) else { throw PythonError.fetch() }
            let reference = PythonReference(retaining: key)
            if reference.isString { result.append(try reference.string()) }
        }
        return result
    }
}
