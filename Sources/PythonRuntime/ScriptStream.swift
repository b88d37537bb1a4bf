internal import CPython
internal import CPythonShims

/// `sys.stdout` or `sys.stderr` as it stands: perhaps an object of the script's, whose code runs with each write and may
/// put another in its place. This one lives until it is let go.
public struct ScriptStream: ~Copyable {
    private let stream: PythonReference

    /// `nil` where the script has none.
    public init?(_ name: String) {
        guard let stream = PythonModule.systemObject(name), !stream.isNone else { return nil }
        self.stream = stream
    }

    /// Writes what `str` makes of the object.
    public borrowing func write(_ object: borrowing PythonReference) throws(PythonError) {
        try checked(PyFile_WriteObject(object.pointer, stream.pointer, Py_PRINT_RAW))
    }

    /// Writes what `repr` makes of the object.
    public borrowing func writeRepresentation(of object: borrowing PythonReference) throws(PythonError) {
        try checked(PyFile_WriteObject(object.pointer, stream.pointer, 0))
    }

    public borrowing func write(_ text: String) throws(PythonError) {
        try write(checked(newString(text)))
    }
}
