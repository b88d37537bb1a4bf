internal import CPython
internal import CPythonShims
internal import PythonRuntime
internal import PythonValues
internal import VirtualSystem

/// Code in two parts: what comes before the last statement, and that statement's expression, whose value is wanted.
struct ValuedCode {
    private let statements: KeptReference
    /// `nil` where the last statement is no expression.
    private let expression: KeptReference?

    /// The flag of `compile` by which it returns a tree.
    private static let onlyTree = 0x400
    private static let limits = ValueLimits(bytes: 64 << 20)

    /// `trees` is the module `_ast`.
    init(
        _ source: [UInt8], path: String, trees: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        guard let compile = try PythonReference(retaining: spy_interpreter_builtins()).value(forKey: "compile") else {
            throw PythonError(.systemError, "there is no compile")
        }
        let name = try lock.string(path)
        let tree: PythonReference
        do {
            try SourceText.check(source, path: path)
            tree = try Self.compile(lock.bytes(source), name, "exec", flags: Self.onlyTree, compile, lock)
        } catch {
            throw try SourceText.showingLine(of: error, in: source)
        }
        let body = try tree.attribute("body")
        let count = try body.count()
        let last = count > 0 ? try body.item(count - 1) : lock.none
        guard last.typeName() == "Expr" else {
            statements = KeptReference(try Self.compile(tree, name, "exec", flags: 0, compile, lock))
            expression = nil
            return
        }
        _ = try body.callMethod("pop")
        let before = try Self.compile(tree, name, "exec", flags: 0, compile, lock)
        // What is imported from __future__ is for the expression, too.
        let features = try before.attribute("co_flags").integer() & Int(spy_future_flags())
        statements = KeptReference(before)
        let holder = try trees.attribute("Expression").call(last.attribute("value"))
        expression = KeptReference(try Self.compile(holder, name, "eval", flags: features, compile, lock))
    }

    private static func compile(
        _ source: borrowing PythonReference, _ name: borrowing PythonReference, _ mode: String, flags: Int,
        _ compile: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let arguments = try lock.list()
        try arguments.append(source.copy())
        try arguments.append(name.copy())
        try arguments.append(lock.string(mode))
        try arguments.append(lock.integer(flags))
        try arguments.append(lock.bool(true))
        return try compile.call(arguments: arguments.asTuple(), keywords: lock.none)
    }

    /// Runs both parts; returns the value, `nil` where there is none.
    func run(in namespace: borrowing PythonReference) throws(PythonError) -> Result<PythonValue, UnfitValue> {
        _ = try checked(PyEval_EvalCode(statements.reference.pointer, namespace.pointer, namespace.pointer))
        guard let expression else { return .success(.none) }
        let object = try checked(PyEval_EvalCode(expression.reference.pointer, namespace.pointer, namespace.pointer))
        return Self.value(of: object)
    }

    static func value(of object: borrowing PythonReference) -> Result<PythonValue, UnfitValue> {
        do {
            return .success(try ValueExport.value(of: object, limits))
        } catch {
            return .failure(UnfitValue(reason: (try? error.exceptionObject().text()) ?? "it cannot be read"))
        }
    }
}
