internal import CPython
internal import CPythonShims

/// The arguments of one call of a native function, bound to its parameters.
public struct NativeCall: ~Copyable {
    public let lock: InterpreterLock
    private let function: NativeFunctionBody
    private let slots: UnsafeMutablePointer<ObjectPointer?>
    private let count: Int

    /// Binds as CPython binds the arguments of a Python function.
    init(
        _ function: NativeFunctionBody, arguments: UnsafePointer<ObjectPointer?>?, positional: Int,
        keywordNames: ObjectPointer?
    ) throws(PythonError) {
        lock = InterpreterLock()
        self.function = function
        let (signature, functionName) = (function.signature, function.name)
        count = signature.parameters.count
        slots = UnsafeMutablePointer<ObjectPointer?>.allocate(capacity: max(count, 1))
        slots.initialize(repeating: nil, count: max(count, 1))

        try bindPositional(signature, functionName, arguments, positional)
        try bindKeywords(signature, functionName, arguments, positional, keywordNames)
        for index in signature.requiredIndices where slots[index] == nil {
            throw PythonError(
                .typeError, "\(functionName)() missing required argument '\(signature.parameters[index].name)'")
        }
    }

    private borrowing func bindPositional(
        _ signature: NativeSignature, _ functionName: String,
        _ arguments: UnsafePointer<ObjectPointer?>?, _ positional: Int
    ) throws(PythonError) {
        let direct = min(positional, signature.positionalCount)
        for index in 0..<direct {
            slots[index] = arguments?[index]
            Py_IncRef(slots[index])
        }
        if let rest = signature.variadicPositionalIndex {
            let tuple = try checked(PyTuple_New(positional - direct))
            for index in direct..<positional {
                Py_IncRef(arguments?[index])
                PyTuple_SetItem(tuple.pointer, index - direct, arguments?[index])
            }
            slots[rest] = tuple.release()
        } else if positional > direct {
            throw PythonError(
                .typeError,
                "\(functionName)() takes at most \(signature.positionalCount) positional arguments (\(positional) given)")
        }
    }

    private borrowing func bindKeywords(
        _ signature: NativeSignature, _ functionName: String,
        _ arguments: UnsafePointer<ObjectPointer?>?, _ positional: Int, _ keywordNames: ObjectPointer?
    ) throws(PythonError) {
        if let rest = signature.variadicKeywordIndex {
            slots[rest] = try checked(PyDict_New()).release()
        }
        guard let keywordNames else { return }
        for index in 0..<PyTuple_Size(keywordNames) {
            guard let key = PyTuple_GetItem(keywordNames, index) else { throw PythonError.fetch() }
            let value = arguments?[positional + index]
            let name = try PythonReference(retaining: key).string()
            if let parameter = signature.index(ofKeyword: name) {
                if slots[parameter] != nil {
                    throw PythonError(.typeError, "\(functionName)() got multiple values for argument '\(name)'")
                }
                slots[parameter] = value
                Py_IncRef(value)
            } else if let rest = signature.variadicKeywordIndex, let dictionary = slots[rest] {
                try checked(PyDict_SetItem(dictionary, key, value))
            } else {
                throw PythonError(.typeError, "\(functionName)() got an unexpected keyword argument '\(name)'")
            }
        }
    }

    deinit {
        for index in 0..<count { Py_DecRef(slots[index]) }
        slots.deallocate()
    }

    // MARK: What a function reads

    public var functionName: String { function.name }

    public borrowing func parameterName(_ index: Int) -> String { function.signature.parameters[index].name }

    public borrowing func isGiven(_ index: Int) -> Bool {
        slots[index] != nil
    }

    /// Given, and not `None`.
    public borrowing func hasValue(_ index: Int) -> Bool {
        slots[index] != nil && slots[index] != spy_none()
    }

    /// The argument; `None` where an optional one was left out.
    public borrowing func object(_ index: Int) -> PythonReference {
        PythonReference(retaining: slots[index] ?? spy_none())
    }

    public borrowing func string(_ index: Int) throws(PythonError) -> String {
        try object(index).string()
    }

    public borrowing func integer(_ index: Int) throws(PythonError) -> Int {
        try object(index).integer()
    }

    public borrowing func integer(_ index: Int, default value: Int) throws(PythonError) -> Int {
        isGiven(index) ? try integer(index) : value
    }

    public borrowing func bool(_ index: Int, default value: Bool) throws(PythonError) -> Bool {
        isGiven(index) ? try object(index).isTrue() : value
    }

    public borrowing func float(_ index: Int) throws(PythonError) -> Double {
        try object(index).float()
    }

    public borrowing func bytes(_ index: Int) throws(PythonError) -> [UInt8] {
        try object(index).bytes()
    }
}
