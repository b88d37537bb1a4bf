internal import CPython
internal import CPythonShims

extension PythonReference {
    /// The bytes of a path given as `str`, `bytes` or path-like object, as `os.fsencode` makes them.
    ///
    /// - Throws: `TypeError` for anything else, `ValueError` for a path with a null byte.
    public borrowing func fileSystemPath() throws(PythonError) -> [UInt8] {
        let bytes = try checked(PyOS_FSPath(pointer)).fileSystemBytes()
        if bytes.contains(0) { throw PythonError(.valueError, "embedded null byte") }
        return bytes
    }
}

extension PythonReference {
    /// The same of whatever `compile` takes for a file name: other bytes-like objects, too, with a warning.
    public borrowing func decodedFileSystemPath() throws(PythonError) -> [UInt8] {
        var decoded: UnsafeMutablePointer<PyObject>?
        guard PyUnicode_FSDecoder(pointer, &decoded) != 0, let decoded else { throw PythonError.fetch() }
        return try PythonReference(consuming: decoded).fileSystemPath()
    }

    /// The bytes of a `str`, as `os.fsencode` makes them, or of what offers bytes.
    package borrowing func fileSystemBytes() throws(PythonError) -> [UInt8] {
        // Messages quote it.
        let copies = 4
        guard isString else { return try bytes(copies: copies) }
        var length = 0
        if let characters = PyUnicode_AsUTF8AndSize(pointer, &length) {
            try MemoryGuard.requireRoom(length, times: copies)
            return Array(UnsafeRawBufferPointer(start: characters, count: length))
        }
        // Lone surrogates stand for bytes that were no UTF-8.
        PyErr_Clear()
        return try checked(PyUnicode_AsEncodedString(pointer, "utf-8", "surrogateescape")).bytes(copies: copies)
    }

    /// Whether it offers bytes, as `bytes` and `bytearray` do.
    package var isBuffer: Bool { PyObject_CheckBuffer(pointer) != 0 }

    /// The `str` or `bytes` that a path-like object stands for.
    public borrowing func fileSystemPathObject() throws(PythonError) -> PythonReference {
        try checked(PyOS_FSPath(pointer))
    }
}

extension PythonModule {
    /// A module object over a dictionary that somebody else reads and writes, too.
    public static func make(
        named name: String, adopting namespace: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try make(named: name, lock: lock)
        spy_module_set_dictionary(module.pointer, namespace.pointer)
        return module
    }
}
