internal import Policy
internal import PythonRuntime
internal import PythonValues

/// Classes of objects of the host, and their objects that the script holds.
final class HostObjects {
    private unowned let services: any InterpreterServices
    private let functions: NativeFunctions
    private let held = HeldObjects()
    private var classes: [ClassPlace: NativeType<HeldObject>] = [:]

    private struct ClassPlace: Hashable {
        let module: UInt32
        let hostClass: UInt32
    }

    init(services: any InterpreterServices, functions: NativeFunctions) {
        self.services = services
        self.functions = functions
    }

    typealias Call = (HostFunctionDescription, HostFunctionPlace, borrowing NativeCall) throws(PythonError) -> PythonReference

    /// A class that no script makes instances or subclasses of. Its instances have the members and nothing else.
    func makeClass(
        _ description: HostClassDescription, place: (module: Int, hostClass: Int), of module: String,
        lock: borrowing InterpreterLock, call: @escaping Call
    ) throws(PythonError) -> PythonReference {
        let type = try NativeType<HeldObject>(
            "\(module).\(description.name)", functions: functions, base: lock.objectClass, isOfHost: true)
        try type.attribute("__doc__", lock.string(description.documentation))
        for (index, member) in description.members.enumerated() {
            let function = member.function
            let body: NativeType<HeldObject>.Method = { held, given throws(PythonError) in
                try call(function, HostFunctionPlace(member: index, of: held.number), given)
            }
            if member.isAttribute {
                try type.getter(function.name, documentation: function.documentation, body)
            } else {
                try type.method(function.name, NativeSignature(function, ofMethod: true), function.documentation, isFixed: true, body)
            }
        }
        try makeOrdinary(type, description, module)
        let place = ClassPlace(module: UInt32(clamping: place.module), hostClass: UInt32(clamping: place.hostClass))
        classes[place] = type
        return type.finish()
    }

    /// What Python asks of every object.
    private func makeOrdinary(
        _ type: NativeType<HeldObject>, _ description: HostClassDescription, _ module: String
    ) throws(PythonError) {
        let name = "\(module).\(description.name)"
        try type.method("__repr__", "(self)") { _, call throws(PythonError) in try call.lock.string("<\(name) object of the host>") }
        let names = description.members.map(\.function.name)
        try type.method("__dir__", "(self)") { _, call throws(PythonError) in try call.lock.list(ofStrings: names) }
        for copying in ["__reduce__", "__reduce_ex__", "__getstate__"] {
            try type.method(copying, "(self, *arguments)") { _, _ throws(PythonError) in
                throw PythonError(.typeError, "cannot pickle or copy '\(name)' object: it is the host's")
            }
        }
    }

    /// What a call comes to in Python.
    func object(of result: HostCallResult, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        switch result {
        case .raised(let exception, let message): throw PythonError(ExceptionKind(exception), message)
        case .returned(let value):
            let values = ValueImport { [services] name throws(PythonError) in
                try InterpreterLock.withLock { lock throws(PythonError) in try services.importModule(name, lock: lock) }
            } hostObject: { [self] number throws(PythonError) in
                try object(number)
            }
            return try values.object(of: value, lock: lock)
        }
    }

    private func object(_ number: HostObjectNumber) throws(PythonError) -> PythonReference {
        if let known = held.existing(number) { return known }
        guard let type = classes[ClassPlace(module: number.module, hostClass: number.hostClass)] else {
            throw PythonError(.systemError, "the host sent an object of a class that was not granted")
        }
        let new = try type.instance(
            HeldObject(number, className: type.name) { [weak self] ended in
                self?.held.remove(ended.number)
                let object = HostObject(.number(ended.number), className: ended.className)
                self?.services.host?.drop(.object(object), received: ended.received)
            })
        held.add(new, number)
        return new
    }
}
