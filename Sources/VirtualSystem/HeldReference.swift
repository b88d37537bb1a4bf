internal import PythonRuntime

/// A Python object that the closures of native functions keep.
final class HeldReference {
    let object: PythonReference

    init(_ object: consuming PythonReference) {
        self.object = object
    }
}

extension NativeModule {
    /// Offers harmless functions of a real module, each behind a native one of ours: the real function
    /// would name the module that it belongs to.
    borrowing func forward(_ names: [String], from source: borrowing PythonReference) throws(PythonError) {
        let values = try PythonModule.namespace(of: source)
        for name in names {
            guard let value = try values.value(forKey: name) else { continue }
            let documentation = (try? value.attribute("__doc__").string()) ?? ""
            let target = HeldReference(value)
            try function(name, "(*args, **kwargs)", documentation) { call throws(PythonError) in
                try target.object.call(arguments: call.object(0), keywords: call.object(1))
            }
        }
    }
}

extension InterpreterLock {
    /// A new class without a body, as a `class` statement would make it.
    func emptyClass(
        _ name: String, module: String, base: borrowing PythonReference, metaclass: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        let body = try dictionary()
        try body.setValue(string(module), forKey: "__module__")
        let bases = try list()
        try bases.append(base.copy())
        return try metaclass.call(string(name), bases.asTuple(), body)
    }

    /// A tuple of the elements of a list that was made for it.
    func tuple(_ fill: (borrowing PythonReference) throws(PythonError) -> Void) throws(PythonError) -> PythonReference {
        let items = try list()
        try fill(items)
        return try items.asTuple()
    }
}
