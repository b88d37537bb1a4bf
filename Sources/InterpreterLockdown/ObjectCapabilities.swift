internal import CPython
internal import CPythonShims
public import PythonRuntime

/// What the dead constructors did, natively: Cannon's `objcap` module, for trusted code alone.
///
/// Each call needs the interpreter lock. What it returns carries authority: a file that is handed to a
/// script is that file's authority in the script's hands.
public struct ObjectCapabilities {
    private let context: LockdownContext

    init(context: LockdownContext) {
        self.context = context
    }

    /// All direct subclasses of a class, hidden ones included. Corresponds to `type.__subclasses__`.
    public func subclasses(
        of type: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard type.isType, let original = context.originalSubclasses else {
            throw PythonError(.typeError, "subclasses(of:) takes a class, not \(type.typeName())")
        }
        return try checked(original(type.pointer, nil))
    }

    /// The code of a trusted text, as of a module's body; `path` is what tracebacks call it, and is never opened.
    /// Corresponds to `compile(text, path, "exec")`.
    public func code(
        compiling text: String, path: String, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        try Compilation.ofFile(Array(text.utf8), path: path)
    }

    /// A copy of a code object with other fields, such as `co_flags`. Corresponds to `code.replace`.
    public func code(
        _ code: borrowing PythonReference, replacing fields: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard code.isCode, let original = context.originalCodeReplace else {
            throw PythonError(.typeError, "code(_:replacing:) takes a code object, not \(code.typeName())")
        }
        let bound = try PythonReference(retaining: original).attribute("__get__").call(code)
        // The event is our own: nothing else may raise it while the hook is armed.
        spy_expect_own_event("code.__new__")
        defer { spy_expect_own_event(nil) }
        return try bound.call(arguments: lock.emptyTuple(), keywords: fields)
    }

    /// A function over any namespace. Corresponds to `types.FunctionType` and `PyFunction_New`.
    ///
    /// Unless the namespace has `__builtins__`, it gets those of library modules, so that the function, and what is
    /// defined where it runs, shows a script as little of itself as theirs do.
    public func function(
        code: borrowing PythonReference, globals: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard code.isCode, globals.isDictionary else {
            throw PythonError(.typeError, "function(code:globals:) takes a code object and a dict")
        }
        if try globals.value(forKey: "__builtins__") == nil {
            try globals.setValue(PythonReference(retaining: context.trustedBuiltinsModule), forKey: "__builtins__")
        }
        return try checked(PyFunction_New(code.pointer, globals.pointer))
    }

    /// A real file of the host. Corresponds to `io.FileIO(path, mode)`; once the audit hook is armed,
    /// its `open` event is refused here as anywhere, so open before the first run.
    public func openFile(
        atPath path: String, mode: String, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let type = context.fileIO, let create = context.originalFileNew,
            let initialise = context.originalFileInitialise
        else { throw PythonError(.systemError, "the language layer is not in place") }
        let arguments = try lock.pair(lock.string(path), lock.string(mode))
        let file = try checked(spy_call_new(create, type, arguments.pointer, nil))
        try checked(initialise(file.pointer, arguments.pointer, nil))
        return file
    }
}
