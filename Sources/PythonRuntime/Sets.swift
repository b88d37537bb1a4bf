internal import CPython

extension InterpreterLock {
    public func set(ofIntegers values: [Int]) throws(PythonError) -> PythonReference {
        try set(of: values) { value throws(PythonError) in try integer(value) }
    }

    package func set(ofStrings values: [String]) throws(PythonError) -> PythonReference {
        try set(of: values) { value throws(PythonError) in try string(value) }
    }

    private func set<Value>(
        of values: [Value], _ object: (Value) throws(PythonError) -> PythonReference
    ) throws(PythonError) -> PythonReference {
        let result = try checked(PySet_New(nil))
        for value in values {
            let element = try object(value)
            try checked(PySet_Add(result.pointer, element.pointer))
        }
        return result
    }
}
