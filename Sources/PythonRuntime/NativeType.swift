internal import CPython
internal import CPythonShims

/// A native class whose instances each hold one Swift object.
public final class NativeType<Payload: AnyObject> {
    public typealias Method = (Payload, borrowing NativeCall) throws(PythonError) -> PythonReference

    private let type: PythonReference
    private let functions: NativeFunctions
    public let name: String
    private let offset: Int

    /// Begins a class `module.Name`; it stays open for members until `finish()`.
    ///
    /// Without `construct` no script can make an instance. The signature of `construct` starts with
    /// `cls`.
    public convenience init(
        _ name: String, functions: NativeFunctions, base: borrowing PythonReference, subclassable: Bool = false,
        isOfHost: Bool = false, signature: NativeSignature = "(cls)",
        construct: ((borrowing NativeCall) throws(PythonError) -> Payload)? = nil
    ) throws(PythonError) {
        let offset = spy_basic_size(base.pointer)
        let slots = SlotTable()
        slots.add(Py_tp_dealloc, isOfHost ? spy_host_object_deallocate() : spy_native_deallocate())
        var spec = PyType_Spec(
            name: persistentCString(name), basicsize: Int32(offset + MemoryLayout<UnsafeRawPointer>.size), itemsize: 0,
            flags: spy_flags_native_type(subclassable ? 1 : 0), slots: slots.finished())
        try self.init(
            name, functions: functions, type: checked(PyType_FromSpecWithBases(&spec, base.pointer)), offset: offset,
            signature: signature, construct: construct)
    }

    /// Takes over a type whose layout C code made; `prepare` runs on each new instance.
    init(
        _ name: String, functions: NativeFunctions, type: consuming PythonReference, offset: Int,
        prepare: @escaping (ObjectPointer) -> Void = { _ in }, signature: NativeSignature,
        construct: ((borrowing NativeCall) throws(PythonError) -> Payload)?
    ) throws(PythonError) {
        spy_set_payload_release { Unmanaged<AnyObject>.fromOpaque($0).release() }
        self.name = name
        self.functions = functions
        self.offset = offset
        self.type = type

        let refusal = "cannot create '\(name)' instances"
        let own = self.type.pointer
        let constructor = try functions.type.function("__new__", construct == nil ? "(*args, **kwargs)" : signature) {
            [offset, name] call throws(PythonError) in
            guard let construct else { throw PythonError(.typeError, refusal) }
            let subclass = call.object(0)
            // The payload would land in the fields of an instance of any other class.
            guard subclass.isType, spy_is_subtype(subclass.pointer, own) != 0 else {
                throw PythonError(.typeError, "\(name).__new__ takes a subclass of \(name)")
            }
            let payload = try construct(call)
            let instance = try Self.allocate(subclass, payload, offset)
            prepare(instance.pointer)
            return instance
        }
        try self.type.setAttribute("__new__", constructor)
    }

    /// Adds a method. The signature starts with `self`, so arguments count from 1. An attribute of an instance
    /// does not hide a fixed one.
    public func method(
        _ name: String, _ signature: NativeSignature, _ documentation: String = "", isFixed: Bool = false,
        _ body: @escaping Method
    ) throws(PythonError) {
        let function = try functions.type.method(name, signature, documentation, isFixed: isFixed) { [self] call throws(PythonError) in
            try body(payload(of: call.object(0)), call)
        }
        try type.setAttribute(name, function)
    }

    /// Adds a read-only attribute.
    public func getter(_ name: String, documentation: String = "", _ body: @escaping Method) throws(PythonError) {
        let function = try functions.type.method(name, "(self)", documentation) { [self] call throws(PythonError) in
            try body(payload(of: call.object(0)), call)
        }
        let property = try functions.property.call(function)
        try type.setAttribute(name, property)
    }

    /// Makes `Name[int]` a generic alias, for annotations.
    public func subscriptable() throws(PythonError) {
        let function = try functions.type.function("__class_getitem__", "(cls, item, /)", "See PEP 585") {
            call throws(PythonError) in
            try checked(Py_GenericAlias(call.object(0).pointer, call.object(1).pointer))
        }
        try type.setAttribute("__class_getitem__", checked(PyClassMethod_New(function.pointer)))
    }

    public func attribute(_ name: String, _ value: borrowing PythonReference) throws(PythonError) {
        try type.setAttribute(name, value)
    }

    /// Closes the class: from now on it is immutable.
    public func finish() -> PythonReference {
        spy_native_type_finish(type.pointer)
        return type.copy()
    }

    public var reference: PythonReference { type.copy() }

    /// Buffered streams lend instances their memory itself: methods that read and write keep none of it, and are fixed.
    public func trustWithBuffers() { spy_trust_raw_type(type.pointer) }

    public func instance(_ payload: Payload) throws(PythonError) -> PythonReference {
        try Self.allocate(type, payload, offset)
    }

    /// The Swift object of an instance; `TypeError` for any other object, and for an instance that a
    /// script made past the constructor.
    public func payload(of object: borrowing PythonReference) throws(PythonError) -> Payload {
        guard spy_is_instance(object.pointer, type.pointer) != 0,
            let payload = spy_payload(object.pointer, offset)
        else {
            throw PythonError(.typeError, "expected \(name), not \(object.typeName())")
        }
        // Only `allocate` stores one.
        return Unmanaged<Payload>.fromOpaque(payload).takeUnretainedValue()
    }

    public func isInstance(_ object: borrowing PythonReference) -> Bool {
        spy_is_instance(object.pointer, type.pointer) != 0
    }

    private static func allocate(
        _ type: borrowing PythonReference, _ payload: Payload, _ offset: Int
    ) throws(PythonError) -> PythonReference {
        let instance = try checked(spy_allocate_instance(type.pointer))
        spy_set_payload(instance.pointer, offset, Unmanaged<AnyObject>.passRetained(payload).toOpaque())
        return instance
    }
}
