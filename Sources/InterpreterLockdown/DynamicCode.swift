internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// `eval`, `exec`, `globals`, `locals` and `vars` that hand nobody's namespace to anybody else.
///
/// The real ones decide by the calling frame, and a library frame that calls a callback for a script
/// (`executor.submit(globals)`) is such a frame. These decide by the namespace.
enum DynamicCode {
    static func install(in builtins: borrowing PythonReference, functions: NativeFunctions) throws(PythonError) {
        let evaluate = try functions.type.function(
            "eval", "(source, globals=None, locals=None, /)",
            "Evaluate the given source in the context of globals and locals."
        ) { call throws(PythonError) in
            try run(call, start: Py_eval_input, name: "eval")
        }
        let execute = try functions.type.function(
            "exec", "(source, globals=None, locals=None, /, *, closure=None)",
            "Execute the given source in the context of globals and locals."
        ) { call throws(PythonError) in
            _ = try run(call, start: Py_file_input, name: "exec")
            return call.lock.none
        }
        let globals = try functions.type.function(
            "globals", "()", "Return the dictionary containing the current scope's global variables."
        ) { call throws(PythonError) in
            guard let namespace = PyEval_GetGlobals() else {
                throw PythonError(.systemError, "globals() needs a Python frame")
            }
            return try shown(namespace)
        }
        let locals = try functions.type.function(
            "locals", "()", "Return a dictionary containing the current scope's local variables."
        ) { call throws(PythonError) in try currentLocals() }
        let variables = try functions.type.function(
            "vars", "(object=<unrepresentable>, /)",
            "Without arguments, as locals(). With an argument, its __dict__ attribute."
        ) { call throws(PythonError) in
            guard call.isGiven(0) else { return try currentLocals() }
            guard let attributes = try call.object(0).attributeIfPresent("__dict__") else {
                throw PythonError(.typeError, "vars() argument must have __dict__ attribute")
            }
            return attributes
        }
        try Compilation.install(in: builtins, functions: functions)
        try builtins.setValue(locals, forKey: "locals")
        try builtins.setValue(variables, forKey: "vars")
        try builtins.setValue(evaluate, forKey: "eval")
        try builtins.setValue(execute, forKey: "exec")
        try builtins.setValue(globals, forKey: "globals")
    }

    /// The namespace itself, or a copy where it is a library module's.
    private static func shown(_ namespace: ObjectPointer) throws(PythonError) -> PythonReference {
        guard let context = LockdownContext.current else { return PythonReference(retaining: namespace) }
        return try context.shown(namespace: namespace)
    }

    /// The locals of the frame that called: none where that is a function of the library, which then
    /// calls on somebody's behalf. Bodies of classes and of loading modules get their real ones.
    private static func currentLocals() throws(PythonError) -> PythonReference {
        guard let frame = spy_current_frame() else { throw PythonError(.systemError, "locals() needs a Python frame") }
        if LockdownContext.current?.isTrusted(frame: frame) ?? true, spy_frame_is_function(frame) != 0 {
            return try checked(PyDict_New())
        }
        guard let current = PyEval_GetLocals() else { throw PythonError.fetch() }
        return try shown(current)
    }

    private static func run(
        _ call: borrowing NativeCall, start: Int32, name: String
    ) throws(PythonError) -> PythonReference {
        let globals: PythonReference
        let locals: PythonReference
        if call.hasValue(1) {
            globals = call.object(1)
            guard globals.isDictionary else {
                throw PythonError(.typeError, "\(name)() globals must be a dict, not \(globals.typeName())")
            }
            locals = call.hasValue(2) ? call.object(2) : globals.copy()
        } else {
            guard let namespace = PyEval_GetGlobals() else {
                throw PythonError(.typeError, "\(name) must be given globals and locals when called without a frame")
            }
            globals = try shown(namespace)
            if call.hasValue(2) {
                locals = call.object(2)
            } else {
                let isModuleLevel = PyEval_GetLocals() == namespace
                locals = isModuleLevel ? globals.copy() : try currentLocals()
            }
        }
        guard PyMapping_Check(locals.pointer) != 0 else {
            throw PythonError(.typeError, "locals must be a mapping")
        }
        if try globals.value(forKey: "__builtins__") == nil, let context = LockdownContext.current {
            try globals.setValue(PythonReference(retaining: context.scriptBuiltins), forKey: "__builtins__")
        }
        let closure = start == Py_file_input && call.hasValue(3) ? call.object(3) : call.lock.none
        let code = try compiled(call.object(0), start: start, name: name, closure: closure)
        return try checked(
            PyEval_EvalCodeEx(
                code.pointer, globals.pointer, locals.pointer, nil, 0, nil, 0, nil, 0, nil,
                closure.isNone ? nil : closure.pointer))
    }

    /// - Throws: `TypeError` where the closure is not one cell for each free variable of the code.
    private static func check(
        _ closure: borrowing PythonReference, for code: borrowing PythonReference, name: String
    ) throws(PythonError) {
        let count = Int(spy_code_free_variable_count(code.pointer))
        if count == 0 {
            guard closure.isNone else { throw PythonError(.typeError, "cannot use a closure with this code object") }
            return
        }
        if name == "eval" {
            throw PythonError(.typeError, "code object passed to eval() may not contain free variables")
        }
        var isClosure = closure.isTuple && PyTuple_Size(closure.pointer) == count
        if isClosure {
            try closure.forEach { cell throws(PythonError) in
                if spy_is_cell(cell.pointer) == 0 { isClosure = false }
            }
        }
        guard isClosure else {
            throw PythonError(.typeError, "code object requires a closure of exactly length \(count)")
        }
    }

    private static func compiled(
        _ source: consuming PythonReference, start: Int32, name: String, closure: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        if source.isCode {
            try check(closure, for: source, name: name)
            return source
        }
        guard closure.isNone else {
            throw PythonError(.typeError, "closure can only be used when source is a code object")
        }
        guard source.isString || PyObject_CheckBuffer(source.pointer) != 0 else {
            throw PythonError(.typeError, "\(name)() arg 1 must be a string, bytes or code object")
        }
        var text = source.isString ? Array(try source.string().utf8) : try source.bytes(copies: 4)
        if text.contains(0) {
            throw PythonError(.syntaxError, "source code string cannot contain null bytes")
        }
        if start == Py_eval_input {
            text = Array(text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        }
        text.append(0)
        let isText = source.isString
        let filename = try checked(newString("<string>"))
        return try Compilation.quietly(InterpreterLock()) { () throws(PythonError) in
            try checked(
                text.withUnsafeBytes { buffer in
                    spy_compile_source(
                        buffer.baseAddress?.assumingMemoryBound(to: CChar.self) ?? spy_empty_string(),
                        filename.pointer, start, isText ? 1 : 0, 1)
                })
        }
    }
}
