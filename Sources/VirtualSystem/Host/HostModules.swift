internal import Policy
internal import PythonRuntime
internal import PythonValues

/// The modules of functions that the host runs for a script.
final class HostModules {
    private unowned let services: any InterpreterServices
    private let functions: NativeFunctions
    private let output: ScriptOutput
    private let awaited: AwaitedCalls
    private let limits = ValueLimits(bytes: 64 << 20)

    init(services: any InterpreterServices, functions: NativeFunctions, output: ScriptOutput) {
        self.services = services
        self.functions = functions
        self.output = output
        awaited = AwaitedCalls(services: services, functions: functions)
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
        return module.finish()
    }

    private func call(
        _ function: HostFunctionDescription, at place: HostFunctionPlace, _ call: borrowing NativeCall
    ) throws(PythonError) -> PythonReference {
        var entries: [PythonValue.Entry] = []
        for (index, parameter) in function.parameters.enumerated() where call.isGiven(index) {
            let value = try ValueExport.value(of: call.object(index), limits)
            entries.append(PythonValue.Entry(key: .string(parameter.name), value: value))
        }
        guard let host = services.host else { throw PythonError(.runtimeError, "no run is under way") }
        output.flush()
        let arguments = PythonValue.dictionary(entries)
        if function.isAwaitable { return try awaited.begin(place, arguments, name: function.name, host: host, lock: call.lock) }
        let result = call.lock.released { host.call(place, arguments: arguments) }
        return try Self.object(of: result, services, call.lock)
    }

    /// What a call comes to in Python.
    static func object(
        of result: HostCallResult, _ services: any InterpreterServices, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        switch result {
        case .returned(let value): try ValueImport(services).object(of: value, lock: lock)
        case .raised(let exception, let message): throw PythonError(ExceptionKind(exception), message)
        }
    }
}

extension ValueImport {
    init(_ services: any InterpreterServices) {
        self.init { name throws(PythonError) in
            try InterpreterLock.withLock { lock throws(PythonError) in try services.importModule(name, lock: lock) }
        }
    }
}

extension NativeSignature {
    fileprivate init(_ function: HostFunctionDescription) {
        self.init(
            function.signature(withTypes: false),
            parameters: function.parameters.map { parameter in
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
    fileprivate init(_ exception: HostException) {
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
