internal import CPython
internal import CPythonShims

/// The interpreter lock, held. Objects are made from it, so that none is made without it.
///
/// It cannot be copied or stored beyond the call that lends it. No `async` function may hold it: a
/// suspension could resume on another thread.
public struct InterpreterLock: ~Copyable {
    package init() {}

    /// Takes the lock on the calling thread for the time of `body`.
    public static func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (borrowing InterpreterLock) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let state = PyGILState_Ensure()
        defer { PyGILState_Release(state) }
        return try body(InterpreterLock())
    }

    /// Lets other Python threads run while `body` blocks; it must not touch any object.
    public func released<Result>(_ body: () -> Result) -> Result {
        let thread = PyEval_SaveThread()
        defer { PyEval_RestoreThread(thread) }
        return body()
    }
}

extension InterpreterLock {
    public var none: PythonReference { PythonReference(retaining: spy_none()) }
    public var notImplemented: PythonReference { PythonReference(retaining: spy_not_implemented()) }

    public func bool(_ value: Bool) -> PythonReference {
        PythonReference(retaining: value ? spy_true() : spy_false())
    }

    public func integer(_ value: Int) throws(PythonError) -> PythonReference {
        try checked(PyLong_FromLong(value))
    }

    public func unsigned(_ value: UInt64) throws(PythonError) -> PythonReference {
        try checked(PyLong_FromUnsignedLongLong(value))
    }

    public func float(_ value: Double) throws(PythonError) -> PythonReference {
        try checked(PyFloat_FromDouble(value))
    }

    public func string(_ value: String) throws(PythonError) -> PythonReference {
        try checked(newString(value))
    }

    /// Text of bytes that need not be UTF-8; others become lone surrogates, as in `os.fsdecode`.
    public func string(decodingFileSystemBytes bytes: [UInt8]) throws(PythonError) -> PythonReference {
        try checked(
            bytes.withUnsafeBytes { buffer in
                PyUnicode_DecodeUTF8(
                    characters(of: buffer), buffer.count, "surrogateescape")
            })
    }

    public func bytes(_ value: [UInt8]) throws(PythonError) -> PythonReference {
        try checked(
            value.withUnsafeBytes { buffer in
                PyBytes_FromStringAndSize(characters(of: buffer), buffer.count)
            })
    }

    public func list() throws(PythonError) -> PythonReference {
        try checked(PyList_New(0))
    }

    public func list(ofStrings strings: [String]) throws(PythonError) -> PythonReference {
        let result = try list()
        for string in strings {
            try result.append(self.string(string))
        }
        return result
    }

    public func dictionary() throws(PythonError) -> PythonReference {
        try checked(PyDict_New())
    }

    public func emptyTuple() throws(PythonError) -> PythonReference {
        try checked(PyTuple_New(0))
    }

    public func pair(
        _ first: borrowing PythonReference, _ second: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        let items = try list()
        try items.append(first.copy())
        try items.append(second.copy())
        return try items.asTuple()
    }

    public func tuple(ofIntegers values: [Int]) throws(PythonError) -> PythonReference {
        let items = try list()
        for value in values {
            try items.append(integer(value))
        }
        return try items.asTuple()
    }

    public func exceptionClass(_ kind: ExceptionKind) -> PythonReference {
        PythonReference(retaining: kind.classPointer)
    }
}

/// Adopts what a C function returned, or takes the exception that it raised instead.
package func checked(_ pointer: ObjectPointer?) throws(PythonError) -> PythonReference {
    guard let pointer else { throw PythonError.fetch() }
    return PythonReference(consuming: pointer)
}

/// Checks a C function that returns a negative number after raising.
@discardableResult
package func checked(_ status: Int32) throws(PythonError) -> Int32 {
    if status < 0 { throw PythonError.fetch() }
    return status
}

@discardableResult
package func checked(size: Int) throws(PythonError) -> Int {
    if size < 0 { throw PythonError.fetch() }
    return size
}

/// A new `str`, or nil with an exception set.
package func newString(_ text: String) -> ObjectPointer? {
    var text = text
    return text.withUTF8 { buffer in
        PyUnicode_DecodeUTF8(characters(of: UnsafeRawBufferPointer(buffer)), buffer.count, "strict")
    }
}

private func characters(of buffer: UnsafeRawBufferPointer) -> UnsafePointer<CChar>? {
    // CPython refuses a null pointer even for no bytes at all.
    guard let base = buffer.baseAddress else { return spy_empty_string() }
    return base.assumingMemoryBound(to: CChar.self)
}
