internal import CPython
internal import CPythonShims

/// A module of ours under construction; it reads like the module that it makes.
public struct NativeModule: ~Copyable {
    public let name: String
    public let functions: NativeFunctions
    private let module: PythonReference
    private let namespace: PythonReference

    public init(
        _ name: String, _ documentation: String, functions: NativeFunctions, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let module = try PythonModule.make(named: name, lock: lock)
        let namespace = try PythonModule.namespace(of: module)
        try namespace.setValue(lock.string(documentation), forKey: "__doc__")
        self.name = name
        self.functions = functions
        self.module = module
        self.namespace = namespace
    }

    public borrowing func function(
        _ name: String, _ signature: NativeSignature, _ documentation: String = "",
        _ implementation: @escaping NativeImplementation
    ) throws(PythonError) {
        try namespace.setValue(functions.type.function(name, signature, documentation, implementation), forKey: name)
    }

    public borrowing func object(_ name: String, _ value: borrowing PythonReference) throws(PythonError) {
        try namespace.setValue(value, forKey: name)
    }

    public borrowing func integer(_ name: String, _ value: Int, lock: borrowing InterpreterLock) throws(PythonError) {
        try namespace.setValue(lock.integer(value), forKey: name)
    }

    public borrowing func string(_ name: String, _ value: String, lock: borrowing InterpreterLock) throws(PythonError) {
        try namespace.setValue(lock.string(value), forKey: name)
    }

    /// Takes over attributes of a real module that are harmless; names that it lacks are left out, so
    /// that feature tests see what this platform has.
    public borrowing func real(_ names: [String], from source: borrowing PythonReference) throws(PythonError) {
        let values = try PythonModule.namespace(of: source)
        for name in names {
            if let value = try values.value(forKey: name) {
                try namespace.setValue(value, forKey: name)
            }
        }
    }

    /// Takes over the integers of a real module whose names begin with one of the prefixes.
    public borrowing func realConstants(
        prefixes: [String], from source: borrowing PythonReference
    ) throws(PythonError) {
        let values = try PythonModule.namespace(of: source)
        for name in try values.stringKeys() where prefixes.contains(where: { name.hasPrefix($0) }) {
            if let value = try values.value(forKey: name), value.isInteger {
                try namespace.setValue(value, forKey: name)
            }
        }
    }

    public borrowing func attribute(_ name: String) throws(PythonError) -> PythonReference? {
        try namespace.value(forKey: name)
    }

    public consuming func finish() -> PythonReference {
        module.copy()
    }
}

/// Modules as CPython keeps them, past every descriptor that a script goes through.
public enum PythonModule {
    /// A new, empty, exact module object.
    public static func make(named name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let text = try lock.string(name)
        return try checked(PyModule_NewObject(text.pointer))
    }

    /// The real namespace, not a copy.
    public static func namespace(of module: borrowing PythonReference) throws(PythonError) -> PythonReference {
        guard module.isModule, let dictionary = spy_module_dictionary(module.pointer) else {
            throw PythonError(.systemError, "\(module.typeName()) object has no module namespace")
        }
        return PythonReference(retaining: dictionary)
    }
}

extension PythonModule {
    /// An attribute of `sys`, `nil` where there is none. A script may replace it at any time, whoever uses it.
    public static func systemObject(_ name: String) -> PythonReference? {
        PySys_GetObject(name).map { PythonReference(retaining: $0) }
    }

    /// The dict behind `sys`, which C code reads live.
    public static func systemNamespace(lock: borrowing InterpreterLock) -> PythonReference {
        PythonReference(retaining: spy_interpreter_sys_dictionary())
    }
}

extension InterpreterLock {
    /// An empty class, as `class Name(*bases): pass` makes one.
    public func emptyClass(
        _ name: String, module: String, base: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        let bases = try list()
        try bases.append(base.copy())
        let namespace = try dictionary()
        try namespace.setValue(string(module), forKey: "__module__")
        let type = PythonReference(retaining: UnsafeMutableRawPointer(spy_type(SPY_TYPE_TYPE)).assumingMemoryBound(to: PyObject.self))
        return try type.call(string(name), bases.asTuple(), namespace)
    }

    /// The class `object`.
    public var objectClass: PythonReference {
        PythonReference(retaining: UnsafeMutableRawPointer(spy_type(SPY_TYPE_OBJECT)).assumingMemoryBound(to: PyObject.self))
    }
}
