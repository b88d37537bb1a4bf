internal import CPython
internal import CPythonShims

/// What native modules and types are made with: the types of native callables, and `property`.
public final class NativeFunctions {
    public let type: NativeFunctionType
    let property: PythonReference

    public init(lock: borrowing InterpreterLock) throws(PythonError) {
        type = try NativeFunctionType(lock: lock)
        property = try PythonReference(retaining: spy_interpreter_builtins()).value(forKey: "property") ?? lock.none
    }
}
