internal import CPython
internal import CPythonShims

/// The arguments of one call of a native function, bound to its parameters.
public struct NativeCall: ~Copyable {
    public let lock: InterpreterLock
    private let function: NativeFunctionBody
    /// The caller's own arguments where they are the parameters as they stand, else references of this call.
    private let slots: UnsafePointer<ObjectPointer?>?
    private let count: Int
    private let ownSlots: UnsafeMutablePointer<ObjectPointer?>?

    /// Binds as CPython binds the arguments of a Python function.
    init(
        _ function: NativeFunctionBody, arguments: UnsafePointer<ObjectPointer?>?, positional: Int,
        keywordNames: ObjectPointer?
    ) throws(PythonError) {
        lock = InterpreterLock()
        self.function = function
        let (signature, functionName) = (function.signature, function.name)
        if keywordNames == nil, let accepted = signature.plainCounts, accepted.contains(positional) {
            slots = arguments
            count = positional
            ownSlots = nil
            return
        }
        count = signature.parameters.count
        let slots = UnsafeMutablePointer<ObjectPointer?>.allocate(capacity: max(count, 1))
        slots.initialize(repeating: nil, count: max(count, 1))
        ownSlots = slots
        self.slots = UnsafePointer(slots)

        try Self.bindPositional(slots, signature, functionName, arguments, positional)
        try Self.bindKeywords(slots, signature, functionName, arguments, positional, keywordNames)
        for index in signature.requiredIndices where slots[index] == nil {
            throw PythonError(
                .typeError, "\(functionName)() missing required argument '\(signature.parameters[index].name)'")
        }
    }

    private static func bindPositional(
        _ slots: UnsafeMutablePointer<ObjectPointer?>, _ signature: NativeSignature, _ functionName: String,
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

    private static func bindKeywords(
        _ slots: UnsafeMutablePointer<ObjectPointer?>, _ signature: NativeSignature, _ functionName: String,
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
        guard let ownSlots else { return }
        for index in 0..<count { Py_DecRef(ownSlots[index]) }
        ownSlots.deallocate()
    }

    /// Borrowed; `nil` where nothing was given.
    private borrowing func slot(_ index: Int) -> ObjectPointer? {
        index < count ? slots?[index] : nil
    }

    // MARK: What a function reads

    public var functionName: String { function.name }

    public borrowing func parameterName(_ index: Int) -> String { function.signature.parameters[index].name }

    public borrowing func isGiven(_ index: Int) -> Bool {
        slot(index) != nil
    }

    /// Given, and not `None`.
    public borrowing func hasValue(_ index: Int) -> Bool {
        slot(index) != nil && slot(index) != spy_none()
    }

    /// The argument; `None` where an optional one was left out.
    public borrowing func object(_ index: Int) -> PythonReference {
        PythonReference(retaining: slot(index) ?? spy_none())
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
