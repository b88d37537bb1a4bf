internal import CPython
internal import CPythonShims

/// What runs when a script calls a native function.
public typealias NativeImplementation = (borrowing NativeCall) throws(PythonError) -> PythonReference

/// The Swift side of a native function: its name, its signature, its docstring, its code.
final class NativeFunctionBody {
    let name: String
    let signature: NativeSignature
    let documentation: String
    let implementation: NativeImplementation
    /// What `__module__` says: a word by which pickle and help find the function, and not the module.
    var module = "builtins"

    init(name: String, signature: NativeSignature, documentation: String, implementation: @escaping NativeImplementation) {
        self.name = name
        self.signature = signature
        self.documentation = documentation
        self.implementation = implementation
    }

    static func of(_ object: ObjectPointer?) -> NativeFunctionBody? {
        guard let object else { return nil }
        let payload = object.withMemoryRebound(to: spy_native_function.self, capacity: 1) { $0.pointee.payload }
        guard let payload else { return nil }
        return Unmanaged<NativeFunctionBody>.fromOpaque(payload).takeUnretainedValue()
    }
}

/// The one type of all native callables that scripts see: immutable, final, never instantiated by a
/// script, without `__self__` and without a module to walk to. It does not bind as a method, so a
/// library class may hold one as an attribute.
public struct NativeFunctionType: ~Copyable {
    private let type: PythonReference
    private let methodType: PythonReference
    private let fixedMethodType: PythonReference

    public init(lock: borrowing InterpreterLock) throws(PythonError) {
        let function = try Self.makeType(name: "builtins.native_function", binds: false)
        let method = try Self.makeType(name: "builtins.native_method", binds: true)
        let fixedMethod = try Self.makeType(name: "builtins.native_method", binds: true, isFixed: true)
        type = function
        methodType = method
        fixedMethodType = fixedMethod
    }

    public borrowing func function(
        _ name: String, _ signature: NativeSignature, _ documentation: String = "",
        _ implementation: @escaping NativeImplementation
    ) throws(PythonError) -> PythonReference {
        try Self.make(
            type, NativeFunctionBody(name: name, signature: signature, documentation: documentation, implementation: implementation))
    }

    /// A callable that binds: for the methods of native types. Its first parameter is `self`. A fixed one is not
    /// hidden by an attribute of an instance.
    public borrowing func method(
        _ name: String, _ signature: NativeSignature, _ documentation: String, isFixed: Bool = false,
        _ implementation: @escaping NativeImplementation
    ) throws(PythonError) -> PythonReference {
        let body = NativeFunctionBody(
            name: name, signature: signature, documentation: documentation, implementation: implementation)
        if isFixed { return try Self.make(fixedMethodType, body) }
        return try Self.make(methodType, body)
    }

    /// The functions in the namespace of a module say that they are the module's, unless they are another's.
    public borrowing func claim(
        functionsOf namespace: borrowing PythonReference, for module: String
    ) throws(PythonError) {
        for name in try namespace.stringKeys() {
            guard let value = try namespace.value(forKey: name), spy_type_object(value.pointer) == type.pointer,
                let body = NativeFunctionBody.of(value.pointer), body.module == "builtins"
            else { continue }
            body.module = module
        }
    }

    private static func make(
        _ type: borrowing PythonReference, _ body: NativeFunctionBody
    ) throws(PythonError) -> PythonReference {
        let typePointer = UnsafeMutableRawPointer(type.pointer).assumingMemoryBound(to: PyTypeObject.self)
        let object = try checked(PyType_GenericAlloc(typePointer, 0))
        object.pointer.withMemoryRebound(to: spy_native_function.self, capacity: 1) { function in
            function.pointee.vectorcall = callNativeFunction
            function.pointee.payload = Unmanaged.passRetained(body).toOpaque()
        }
        return object
    }

    private static func makeType(name: String, binds: Bool, isFixed: Bool = false) throws(PythonError) -> PythonReference {
        // The tables live as long as the interpreter, which keeps pointers into them.
        let members = UnsafeMutablePointer<PyMemberDef>.allocate(capacity: 2)
        members.initialize(repeating: PyMemberDef(), count: 2)
        members[0].name = persistentCString("__vectorcalloffset__")
        members[0].type = spy_member_size_type()
        members[0].offset = MemoryLayout<spy_native_function>.offset(of: \.vectorcall) ?? 0
        members[0].flags = spy_member_read_only()

        let getters = GetSetTable([
            ("__name__", { object, _ in newString(NativeFunctionBody.of(object)?.name ?? "") }),
            ("__qualname__", { object, _ in newString(NativeFunctionBody.of(object)?.name ?? "") }),
            ("__doc__", { object, _ in newString(NativeFunctionBody.of(object)?.documentation ?? "") }),
            ("__text_signature__", { object, _ in newString(NativeFunctionBody.of(object)?.signature.text ?? "()") }),
        ])
        let methods = UnsafeMutablePointer<PyMethodDef>.allocate(capacity: 2)
        methods.initialize(repeating: PyMethodDef(), count: 2)
        methods[0].ml_name = persistentCString("__reduce__")
        methods[0].ml_meth = { object, _ in newString(NativeFunctionBody.of(object)?.name ?? "") }
        methods[0].ml_flags = METH_NOARGS

        let represent: reprfunc = { object in
            newString("<native function \(NativeFunctionBody.of(object)?.name ?? "?")>")
        }
        let deallocate: destructor = { object in
            guard let object else { return }
            let type = spy_type_object(object)
            object.withMemoryRebound(to: spy_native_function.self, capacity: 1) { function in
                if let payload = function.pointee.payload {
                    Unmanaged<NativeFunctionBody>.fromOpaque(payload).release()
                }
            }
            PyObject_Free(object)
            Py_DecRef(type)
        }
        let slots = SlotTable()
        slots.add(Py_tp_members, UnsafeMutableRawPointer(members))
        slots.add(Py_tp_getset, getters.pointer)
        slots.add(Py_tp_methods, UnsafeMutableRawPointer(methods))
        slots.add(Py_tp_call, unsafeBitCast(vectorcallAsCall, to: UnsafeMutableRawPointer.self))
        slots.add(Py_tp_getattro, unsafeBitCast(nativeFunctionAttribute, to: UnsafeMutableRawPointer.self))
        slots.add(Py_tp_repr, unsafeBitCast(represent, to: UnsafeMutableRawPointer.self))
        if binds { slots.add(Py_tp_descr_get, unsafeBitCast(bindMethod, to: UnsafeMutableRawPointer.self)) }
        if isFixed { slots.add(Py_tp_descr_set, unsafeBitCast(refuseStore, to: UnsafeMutableRawPointer.self)) }
        slots.add(Py_tp_dealloc, unsafeBitCast(deallocate, to: UnsafeMutableRawPointer.self))
        var spec = PyType_Spec(
            name: persistentCString(name),
            basicsize: Int32(MemoryLayout<spy_native_function>.size), itemsize: 0,
            flags: UInt32(spy_flags_native_function(binds ? 1 : 0, isFixed ? 1 : 0)), slots: slots.finished())
        return try checked(PyType_FromSpec(&spec))
    }
}

private let vectorcallAsCall: ternaryfunc = { callable, arguments, keywords in
    PyVectorcall_Call(callable, arguments, keywords)
}

/// `__module__` and `__class__` stand here because as descriptors they would take the place of the type's own.
/// By the class that it says it has, inspect finds a function's signature and help shows it.
private let nativeFunctionAttribute: getattrofunc = { object, name in
    if let name, PyUnicode_CompareWithASCIIString(name, "__module__") == 0, let body = NativeFunctionBody.of(object) {
        return newString(body.module)
    }
    if let name, PyUnicode_CompareWithASCIIString(name, "__class__") == 0 {
        let type = UnsafeMutableRawPointer(spy_type(SPY_TYPE_BUILTIN_FUNCTION)).assumingMemoryBound(to: PyObject.self)
        Py_IncRef(type)
        return type
    }
    return PyObject_GenericGetAttr(object, name)
}

private let bindMethod: descrgetfunc = { method, instance, _ in
    guard let instance, instance != spy_none() else {
        Py_IncRef(method)
        return method
    }
    return PyMethod_New(method, instance)
}

private let refuseStore: descrsetfunc = { method, instance, _ in
    let name = NativeFunctionBody.of(method)?.name ?? ""
    let owner = instance.map { typeName(of: $0) } ?? ""
    PythonError(.attributeError, "'\(owner)' object attribute '\(name)' is read-only").raise()
    return -1
}

private let callNativeFunction: vectorcallfunc = { callable, arguments, flags, keywordNames in
    guard let body = NativeFunctionBody.of(callable) else { return nil }
    // Native code may call native code again without a frame of Python between: `property(vars)` as `__dict__`.
    guard Py_EnterRecursiveCall(" while calling a Python object") == 0 else { return nil }
    defer { Py_LeaveRecursiveCall() }
    return returningToPython { () throws(PythonError) in
        let call = try NativeCall(
            body, arguments: arguments, positional: spy_vectorcall_count(flags), keywordNames: keywordNames)
        return try body.implementation(call)
    }
}

/// Runs native code for CPython: a thrown error becomes the raised exception.
package func returningToPython(
    _ body: () throws(PythonError) -> PythonReference
) -> ObjectPointer? {
    do {
        return try body().release()
    } catch {
        error.raise()
        return nil
    }
}

/// The same for C functions that answer with a status.
package func returningStatusToPython(_ body: () throws(PythonError) -> Void) -> Int32 {
    do {
        try body()
        return 0
    } catch {
        error.raise()
        return -1
    }
}
