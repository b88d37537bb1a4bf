internal import Policy
internal import PythonRuntime
internal import PythonValues

/// The modules of functions that the host runs for a script, and of classes of its objects.
final class HostModules {
    private unowned let services: any InterpreterServices
    private let functions: NativeFunctions
    private let output: ScriptOutput
    private let awaited: AwaitedCalls
    private let objects: HostObjects
    private let limits = ValueLimits.passing

    init(services: any InterpreterServices, functions: NativeFunctions, output: ScriptOutput) {
        self.services = services
        self.functions = functions
        self.output = output
        let objects = HostObjects(services: services, functions: functions)
        self.objects = objects
        awaited = AwaitedCalls(services: services, functions: functions, objects: objects)
    }

    /// The `index`th of the modules that were granted.
    func make(
        _ description: HostModuleDescription, index: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(description.name, description.documentation, functions: functions, lock: lock)
        for (number, function) in description.functions.enumerated() {
            let place = HostFunctionPlace(module: index, function: number)
            try module.function(function.name, NativeSignature(function), function.documentation) {
                [self] call throws(PythonError) in try self.call(function, at: place, call)
            }
        }
        for (number, hostClass) in description.classes.enumerated() {
            let type = try objects.makeClass(hostClass, place: (index, number), of: description.name, lock: lock) {
                [self] function, place, call throws(PythonError) in try self.call(function, at: place, call)
            }
            try module.object(hostClass.name, type)
        }
        return module.finish()
    }

    private func call(
        _ function: HostFunctionDescription, at place: HostFunctionPlace, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        // Before the parameters of a method stands the object.
        let first = place.receiver == nil ? 0 : 1
        var entries: [PythonValue.Entry] = []
        for (index, parameter) in function.parameters.enumerated() where call.isGiven(first + index) {
            let value = try ValueExport.value(of: call.object(first + index), limits)
            entries.append(PythonValue.Entry(key: .string(parameter.name), value: value))
        }
        guard let host = services.host else { throw PythonError(.runtimeError, "no run is under way") }
        output.flush()
        let arguments = PythonValue.dictionary(entries)
        if function.isAwaitable { return try awaited.begin(place, arguments, name: function.name, host: host, lock: call.lock) }
        let result = call.lock.released { host.call(place, arguments: arguments) }
        return try objects.object(of: result, lock: call.lock)
    }

    /// Makes the objects of a value for a script.
    func object(of value: PythonValue, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try objects.object(of: .returned(value), lock: lock)
    }
}

extension NativeSignature {
    init(_ function: HostFunctionDescription, ofMethod: Bool = false) {
        let own = ofMethod ? [Parameter(name: "self", kind: .positionalOnly, isRequired: true)] : []
        self.init(
            function.signature(withTypes: false, ofMethod: ofMethod),
            parameters: own + function.parameters.map { parameter in
                let kind: Kind = switch parameter.kind {
                case .positionalOnly: .positionalOnly
                case .positionalOrKeyword: .positionalOrKeyword
                case .keywordOnly: .keywordOnly
                }
                return Parameter(name: parameter.name, kind: kind, isRequired: parameter.defaultText == nil)
            })
    }
}

extension ExceptionKind {
    init(_ exception: HostException) {
        self = switch exception {
        case .runtimeError: .runtimeError
        case .valueError: .valueError
        case .typeError: .typeError
        case .keyError: .keyError
        case .lookupError: .lookupError
        case .permissionError: .permissionError
        case .timeoutError: .timeoutError
        case .notImplementedError: .notImplementedError
        }
    }
}
