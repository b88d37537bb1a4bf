internal import CPython

extension InterpreterLock {
    /// Issues a warning at the line that called the native function; where the filters make it an error, that is thrown.
    package func warn(_ category: ExceptionKind, _ text: String) throws(PythonError) {
        try checked(text.withCString { PyErr_WarnEx(category.classPointer, $0, 1) })
    }
}
