internal import CPython
internal import CPythonShims
internal import PythonRuntime
internal import PythonValues
internal import VirtualSystem

/// Code in two parts: what comes before the last statement, and that statement's expression, whose value is wanted.
struct ValuedCode {
    /// `nil` where the text is one expression.
    private let statements: KeptReference?
    /// `nil` where the last statement is no expression.
    private let expression: KeptReference?
    /// Flags of what was imported from `__future__`, by this and before.
    let features: Int

    /// The flag of `compile` by which it returns a tree.
    private static let onlyTree = 0x400
    private static let limits = ValueLimits.passing

    /// - Parameters:
    ///   - isExpression: whether the text is one expression and no statements.
    ///   - features: flags of what earlier code imported from `__future__`.
    ///   - trees: the module `_ast`.
    init(
        _ source: [UInt8], isExpression: Bool, path: String, features: Int = 0, trees: borrowing PythonReference,
        lock: borrowing InterpreterLock
    ) throws(PythonError) {
        guard let compile = try PythonReference(retaining: spy_interpreter_builtins()).value(forKey: "compile") else {
            throw PythonError(.systemError, "there is no compile")
        }
        // The compiler tries to read the line of an error from a file of the script's name.
        spy_refuse_quietly("open")
        defer { spy_refuse_quietly(nil) }
        let name = try lock.string(path)
        if isExpression {
            let text = Array(source.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
            statements = nil
            expression = KeptReference(
                try Self.parse(text, path, name, "eval", flags: features, compile, lock))
            self.features = features
            return
        }
        let tree = try Self.parse(source, path, name, "exec", flags: Self.onlyTree | features, compile, lock)
        let body = try tree.attribute("body")
        let count = try body.count()
        let last = count > 0 ? try body.item(count - 1) : lock.none
        let isValued = last.typeName() == "Expr"
        if isValued { _ = try body.callMethod("pop") }
        let before = try Self.compile(tree, name, "exec", flags: features, compile, lock)
        // What is imported from __future__ is for the expression, too.
        self.features = try features | before.attribute("co_flags").integer() & Int(spy_future_flags())
        statements = KeptReference(before)
        guard isValued else {
            expression = nil
            return
        }
        let holder = try trees.attribute("Expression").call(last.attribute("value"))
        expression = KeptReference(try Self.compile(holder, name, "eval", flags: self.features, compile, lock))
    }

    private static func parse(
        _ source: [UInt8], _ path: String, _ name: borrowing PythonReference, _ mode: String, flags: Int,
        _ compile: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        do {
            try SourceText.check(source, path: path)
            return try Self.compile(lock.bytes(source), name, mode, flags: flags, compile, lock)
        } catch {
            throw try SourceText.showingLine(of: error, in: source)
        }
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

    /// Runs both parts; the value is None where the last statement is no expression.
    func run(in namespace: borrowing PythonReference) throws(PythonError) -> Result<PythonValue, UnfitValue> {
        if let statements {
            _ = try checked(PyEval_EvalCode(statements.reference.pointer, namespace.pointer, namespace.pointer))
        }
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
