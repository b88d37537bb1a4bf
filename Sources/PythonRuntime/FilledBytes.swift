internal import CPython
internal import CPythonShims

/// `bytes` objects that native code fills in place, before anyone else sees them.
extension InterpreterLock {
    /// Holds as many bytes as `fill` says that it gave, at most `size`.
    package func bytes(
        atMost size: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(PythonError) -> Int
    ) throws(PythonError) -> PythonReference {
        var object = try UnfinishedBytes(size: size)
        let count = try fill(object.room(from: 0))
        return try object.finished(count: count)
    }

    /// Holds all that `read` gives until it gives nothing; the room starts with `size` bytes and grows.
    package func bytes(
        growingFrom size: Int, readBy read: (UnsafeMutableRawBufferPointer) throws(PythonError) -> Int
    ) throws(PythonError) -> PythonReference {
        var object = try UnfinishedBytes(size: max(size, 1))
        var count = 0
        while true {
            if count == object.size { try object.grow() }
            let room = object.room(from: count)
            let added = try read(room)
            if added <= 0 { return try object.finished(count: count) }
            count += min(added, room.count)
        }
    }
}

/// Owns an object whose size may still change.
private struct UnfinishedBytes: ~Copyable {
    private var pointer: ObjectPointer?
    private(set) var size: Int

    init(size: Int) throws(PythonError) {
        pointer = try checked(PyBytes_FromStringAndSize(nil, size)).release()
        self.size = size
    }

    deinit { Py_DecRef(pointer) }

    borrowing func room(from start: Int) -> UnsafeMutableRawBufferPointer {
        guard let pointer, let bytes = PyBytes_AsString(pointer) else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        return UnsafeMutableRawBufferPointer(start: bytes + start, count: size - start)
    }

    private static let smallestStep = 64 << 10

    mutating func grow() throws(PythonError) {
        let (larger, overflows) = size.addingReportingOverflow(max(size / 4, Self.smallestStep))
        guard !overflows else { throw PythonError(.overflowError, "unbounded read returned more bytes than a Python bytes object can hold") }
        try resize(to: larger)
    }

    mutating func finished(count: Int) throws(PythonError) -> PythonReference {
        // Objects of no byte are shared by all, and cannot be resized.
        if count < size { try resize(to: max(count, 0)) }
        let result = try checked(pointer)
        pointer = nil
        return result
    }

    private mutating func resize(to new: Int) throws(PythonError) {
        // Where this fails the object is gone, and the pointer is NULL.
        try checked(_PyBytes_Resize(&pointer, new))
        size = new
    }
}
