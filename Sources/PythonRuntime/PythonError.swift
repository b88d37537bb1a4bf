internal import CPython
internal import CPythonShims
internal import Glibc

/// The exception classes that native code raises.
public enum ExceptionKind: Sendable {
    case attributeError, blockingIOError, bufferError, deprecationWarning, eofError, exception, importError, indexError
    case keyError, keyboardInterrupt, lookupError, memoryError, moduleNotFoundError, nameError, notImplementedError, osError
    case overflowError, permissionError, recursionError, runtimeError, runtimeWarning, stopIteration, syntaxError, systemError
    case systemExit, timeoutError, typeError, unicodeError, valueError

    package var classPointer: ObjectPointer {
        let kind: spy_exception_kind = switch self {
        case .attributeError: SPY_EXC_ATTRIBUTE_ERROR
        case .blockingIOError: SPY_EXC_BLOCKING_IO_ERROR
        case .bufferError: SPY_EXC_BUFFER_ERROR
        case .deprecationWarning: SPY_EXC_DEPRECATION_WARNING
        case .eofError: SPY_EXC_EOF_ERROR
        case .exception: SPY_EXC_EXCEPTION
        case .importError: SPY_EXC_IMPORT_ERROR
        case .indexError: SPY_EXC_INDEX_ERROR
        case .keyError: SPY_EXC_KEY_ERROR
        case .keyboardInterrupt: SPY_EXC_KEYBOARD_INTERRUPT
        case .lookupError: SPY_EXC_LOOKUP_ERROR
        case .memoryError: SPY_EXC_MEMORY_ERROR
        case .moduleNotFoundError: SPY_EXC_MODULE_NOT_FOUND_ERROR
        case .nameError: SPY_EXC_NAME_ERROR
        case .notImplementedError: SPY_EXC_NOT_IMPLEMENTED_ERROR
        case .osError: SPY_EXC_OS_ERROR
        case .overflowError: SPY_EXC_OVERFLOW_ERROR
        case .permissionError: SPY_EXC_PERMISSION_ERROR
        case .recursionError: SPY_EXC_RECURSION_ERROR
        case .runtimeError: SPY_EXC_RUNTIME_ERROR
        case .stopIteration: SPY_EXC_STOP_ITERATION
        case .syntaxError: SPY_EXC_SYNTAX_ERROR
        case .systemError: SPY_EXC_SYSTEM_ERROR
        case .systemExit: SPY_EXC_SYSTEM_EXIT
        case .timeoutError: SPY_EXC_TIMEOUT_ERROR
        case .typeError: SPY_EXC_TYPE_ERROR
        case .unicodeError: SPY_EXC_UNICODE_ERROR
        case .valueError: SPY_EXC_VALUE_ERROR
        case .runtimeWarning: SPY_EXC_RUNTIME_WARNING
        }
        return spy_exception(kind)
    }
}

/// A Python exception, on its way through Swift.
///
/// Either one that CPython raised, held as an object, or one that native code asks for and that
/// becomes an object only where it enters Python.
public struct PythonError: Error {
    package enum Content: Sendable {
        case object(ExceptionBox)
        case request(ExceptionKind, String)
        case importRequest(ExceptionKind, message: String, name: String)
        case system(errno: Int32, path: String?, note: String?)
    }

    package let content: Content

    package init(content: Content) {
        self.content = content
    }

    public init(_ kind: ExceptionKind, _ message: String) {
        content = .request(kind, message)
    }

    /// An `ImportError` or `ModuleNotFoundError` that carries the name of the module.
    public static func refusedImport(_ kind: ExceptionKind, _ message: String, name: String) -> PythonError {
        PythonError(content: .importRequest(kind, message: message, name: name))
    }

    /// An `OSError` of the subclass that fits the number, with the system's text, or with `note` in its place.
    public static func system(_ number: Int32, path: String? = nil, note: String? = nil) -> PythonError {
        PythonError(content: .system(errno: number, path: path, note: note))
    }

    /// An exception that exists already.
    public static func instance(_ exception: consuming PythonReference) -> PythonError {
        PythonError(content: .object(ExceptionBox(consuming: exception.release())))
    }

    /// Takes the exception that a failed call left behind. The one place where the indicator is read.
    package static func fetch() -> PythonError {
        var type: ObjectPointer?
        var value: ObjectPointer?
        var traceback: ObjectPointer?
        PyErr_Fetch(&type, &value, &traceback)
        guard type != nil else {
            return PythonError(.systemError, "a call into CPython failed without an exception")
        }
        PyErr_NormalizeException(&type, &value, &traceback)
        if let value, let traceback {
            PyException_SetTraceback(value, traceback)
        }
        Py_DecRef(type)
        Py_DecRef(traceback)
        guard let value else {
            return PythonError(.systemError, "an exception had no value")
        }
        return PythonError(content: .object(ExceptionBox(consuming: value)))
    }

    /// Makes this the exception that the interpreter sees when native code returns to it.
    package func raise() {
        switch content {
        case .object(let box):
            box.raise()
        case .request(let kind, let message):
            guard let text = newString(message) else { return }
            PyErr_SetObject(kind.classPointer, text)
            Py_DecRef(text)
        case .importRequest(let kind, let message, let name):
            let text = newString(message)
            let nameText = newString(name)
            if let text, let nameText {
                PyErr_SetImportErrorSubclass(kind.classPointer, text, nameText, nil)
            }
            Py_DecRef(text)
            Py_DecRef(nameText)
        case .system(let number, let path, let note):
            raiseSystemError(number: number, path: path, note: note)
        }
    }

    private func raiseSystemError(number: Int32, path: String?, note: String?) {
        let text = note ?? String(cString: strerror(number))
        guard let arguments = PyTuple_New(path == nil ? 2 : 3) else { return }
        defer { Py_DecRef(arguments) }
        guard let code = PyLong_FromLong(Int(number)), let message = newString(text) else { return }
        PyTuple_SetItem(arguments, 0, code)
        PyTuple_SetItem(arguments, 1, message)
        if let path {
            guard let name = newString(path) else { return }
            PyTuple_SetItem(arguments, 2, name)
        }
        guard let exception = PyObject_Call(spy_exception(SPY_EXC_OS_ERROR), arguments, nil) else { return }
        PyErr_SetObject(spy_type_object(exception), exception)
        Py_DecRef(exception)
    }

    /// The number of an `OSError` that native code asks for.
    public var systemNumber: Int32? {
        if case .system(let number, _, _) = content { number } else { nil }
    }

    /// Whether this is, or will become, an instance of the given class.
    public func matches(_ kind: ExceptionKind) -> Bool {
        switch content {
        case .object(let box):
            return PyErr_GivenExceptionMatches(box.pointer, kind.classPointer) != 0
        case .request(let own, _), .importRequest(let own, _, _):
            return PyErr_GivenExceptionMatches(own.classPointer, kind.classPointer) != 0
        case .system:
            return PyErr_GivenExceptionMatches(spy_exception(SPY_EXC_OS_ERROR), kind.classPointer) != 0
        }
    }

    /// The exception as an object; a requested one is made now.
    public func exceptionObject() -> PythonReference {
        if case .object(let box) = content {
            return PythonReference(retaining: box.pointer)
        }
        raise()
        if case .object(let box) = PythonError.fetch().content {
            return PythonReference(retaining: box.pointer)
        }
        return PythonReference(retaining: spy_none())
    }
}

/// Shares one reference to an exception object among the copies of an error.
///
/// `Error` demands `Sendable`; the pointer is only ever followed under the interpreter lock.
package final class ExceptionBox: @unchecked Sendable {
    let pointer: ObjectPointer

    init(consuming pointer: ObjectPointer) {
        self.pointer = pointer
    }

    deinit {
        Py_DecRef(pointer)
    }

    func raise() {
        let traceback = PyException_GetTraceback(pointer)
        Py_IncRef(spy_type_object(pointer))
        Py_IncRef(pointer)
        PyErr_Restore(spy_type_object(pointer), pointer, traceback)
    }
}

extension PythonError {
    /// The `name` of an `ImportError`.
    public var moduleName: String? {
        switch content {
        case .importRequest(_, _, let name): name
        case .object: try? exceptionObject().attribute("name").string()
        case .request, .system: nil
        }
    }
}
