internal import CPython

extension InterpreterLock {
    public func set(ofIntegers values: [Int]) throws(PythonError) -> PythonReference {
        let result = try checked(PySet_New(nil))
        for value in values {
            let element = try integer(value)
            try checked(PySet_Add(result.pointer, element.pointer))
        }
        return result
    }

    package func set(ofStrings values: [String]) throws(PythonError) -> PythonReference {
        let result = try checked(PySet_New(nil))
        for value in values {
            let element = try string(value)
            try checked(PySet_Add(result.pointer, element.pointer))
        }
        return result
    }
}
