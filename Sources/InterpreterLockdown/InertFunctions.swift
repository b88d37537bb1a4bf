internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Functions of the library show nothing of their module: empty globals, empty cells, no setters.
enum InertFunctions {
    static func install() throws(PythonError) {
        try Descriptors.replaceGetter(of: SPY_TYPE_FUNCTION, "__globals__", get: functionGlobals)
        try Descriptors.replaceGetter(of: SPY_TYPE_FUNCTION, "__builtins__", get: scriptBuiltins)
        try Descriptors.replaceGetter(of: SPY_TYPE_FUNCTION, "__closure__", get: functionClosure)
        try guardSetter("__code__", get: functionCode, set: setFunctionCode)
        try guardSetter("__defaults__", get: functionDefaults, set: setFunctionDefaults)
        try guardSetter("__kwdefaults__", get: functionKeywordDefaults, set: setFunctionKeywordDefaults)
        try Descriptors.replaceGetter(of: SPY_TYPE_BUILTIN_FUNCTION, "__self__", get: builtinSelf)
    }

    private static func guardSetter(_ name: String, get: getter, set: setter) throws(PythonError) {
        guard let descriptor = try Descriptors.original(of: SPY_TYPE_FUNCTION, name),
            let definition = spy_getset_definition(descriptor.pointer),
            let original = definition.pointee.set
        else {
            throw PythonError(.systemError, "function.\(name) is missing: this CPython is not known here")
        }
        let box = OriginalSetter(original)
        let guarded = UnsafeMutablePointer<PyGetSetDef>.allocate(capacity: 1)
        guarded.initialize(to: PyGetSetDef())
        guarded.pointee.name = persistentCString(name)
        guarded.pointee.get = get
        guarded.pointee.set = set
        guarded.pointee.closure = Unmanaged.passRetained(box).toOpaque()
        let replacement = try checked(PyDescr_NewGetSet(spy_type(SPY_TYPE_FUNCTION), guarded))
        try Descriptors.store(replacement, as: name, in: SPY_TYPE_FUNCTION)
    }
}

/// CPython's own setter, which a guarded one calls for functions of scripts.
private final class OriginalSetter {
    let function: setter

    init(_ function: @escaping setter) {
        self.function = function
    }
}

private func isTrusted(_ function: ObjectPointer) -> Bool {
    LockdownContext.current?.isTrusted(function: function) ?? true
}

private let functionGlobals: getter = { function, _ in
    guard let function else { return nil }
    guard isTrusted(function) else { return retained(spy_function_globals(function)) }
    guard let empty = PyDict_New() else { return nil }
    defer { Py_DecRef(empty) }
    return PyDictProxy_New(empty)
}

private let scriptBuiltins: getter = { _, _ in
    retained(LockdownContext.current?.scriptBuiltins ?? spy_none())
}

private let functionClosure: getter = { function, _ in
    guard let function else { return nil }
    guard let closure = spy_function_closure(function) else { return retainedNone() }
    guard isTrusted(function) else { return retained(closure) }
    let count = PyTuple_Size(closure)
    guard let cells = PyTuple_New(count) else { return nil }
    for index in 0..<count {
        guard let cell = PyCell_New(nil) else {
            Py_DecRef(cells)
            return nil
        }
        PyTuple_SetItem(cells, index, cell)
    }
    return cells
}

// Code is inert data once none can be forged.
private let functionCode: getter = { function, _ in
    function.flatMap { retained(spy_function_code($0)) }
}

private let functionDefaults: getter = { function, _ in
    function.flatMap { retained(spy_function_defaults($0) ?? spy_none()) }
}

private let functionKeywordDefaults: getter = { function, _ in
    guard let function, let defaults = spy_function_keyword_defaults(function) else { return retainedNone() }
    return isTrusted(function) ? PyDict_Copy(defaults) : retained(defaults)
}

private func set(
    _ function: ObjectPointer?, _ value: ObjectPointer?, _ closure: UnsafeMutableRawPointer?, _ name: String
) -> Int32 {
    guard let function, let closure else { return -1 }
    if isTrusted(function) {
        return raiseAttributeError("\(name) of a library function is read-only in this sandbox")
    }
    return Unmanaged<OriginalSetter>.fromOpaque(closure).takeUnretainedValue().function(function, value, nil)
}

private let setFunctionCode: setter = { set($0, $1, $2, "__code__") }
private let setFunctionDefaults: setter = { set($0, $1, $2, "__defaults__") }
private let setFunctionKeywordDefaults: setter = { set($0, $1, $2, "__kwdefaults__") }

private let builtinSelf: getter = { function, _ in
    guard let function, let owner = spy_builtin_self(function) else { return retainedNone() }
    guard spy_is_module(owner) != 0, let context = LockdownContext.current else { return retained(owner) }
    return retained(context.shownOwner(of: owner))
}
