package import Policy
internal import PythonValues

extension ByteWriter {
    package mutating func request(_ request: ScriptRequest) throws(WireError) {
        switch request.origin {
        case .file(let name):
            byte(1)
            try text(name, upTo: WireLimits.nameLength, "script name")
        case .command: byte(2)
        case .standardInput: byte(3)
        }
        try blob(request.source, upTo: WireLimits.sourceLength, "script")
        try arguments(request.arguments)
        try inputs(request.inputs)
        flag(request.returnsValue)
        flag(request.isExpression)
    }

    mutating func inputs(_ inputs: [NamedValue]) throws(WireError) {
        guard inputs.allSatisfy({ PythonIdentifier.isPlainName($0.name) }) else { throw .outOfRange(field: "name of an input") }
        let values = PythonValue.dictionary(inputs.map { .init(key: .string($0.name), value: $0.value) })
        try blob(values.encoded(ValueLimits(bytes: WireLimits.valueLength)), upTo: WireLimits.valueLength, "inputs")
    }

    mutating func arguments(_ arguments: [[UInt8]]) throws(WireError) {
        try count(arguments.count, upTo: WireLimits.arguments, "arguments")
        for argument in arguments { try blob(argument, upTo: WireLimits.argumentBytes, "argument") }
    }

    package mutating func module(_ module: SourceModule) throws(WireError) {
        try text(module.displayPath, upTo: WireLimits.nameLength, "module path")
        flag(module.isPackage)
        try blob(module.source, upTo: WireLimits.moduleLength, "module")
    }

    package mutating func outcome(_ outcome: ScriptOutcome) throws(WireError) {
        switch outcome {
        case .exited(let status):
            byte(1)
            signed32(status)
        case .raised(let type, let message, let isDenial):
            byte(2)
            try clippedText(type, upTo: WireLimits.exceptionNameLength, "exception type")
            try clippedText(message, upTo: WireLimits.messageLength, "exception message")
            flag(isDenial)
        case .ranOutOfMemory(let message):
            byte(3)
            try clippedText(message, upTo: WireLimits.messageLength, "exception message")
        }
    }

    package mutating func denial(_ denial: Denial) throws(WireError) {
        byte(denial.layer.bit)
        for (part, field) in [
            (denial.operation, "operation"), (denial.rule, "rule"), (denial.remedy, "remedy"),
        ] { try clippedText(part, upTo: WireLimits.claimLength, field) }
        flag(denial.file != nil)
        if let file = denial.file { try clippedText(file, upTo: WireLimits.claimLength, "file") }
        flag(denial.line != nil)
        if let line = denial.line { unsigned32(UInt32(clamping: line)) }
    }
}

extension ByteReader {
    package mutating func request() throws(WireError) -> ScriptRequest {
        let origin: ScriptRequest.Origin
        switch try byte() {
        case 1: origin = .file(name: try text(upTo: WireLimits.nameLength, "script name"))
        case 2: origin = .command
        case 3: origin = .standardInput
        default: throw .outOfRange(field: "origin")
        }
        let source = try blob(upTo: WireLimits.sourceLength, "script")
        return ScriptRequest(
            origin: origin, source: source, arguments: try arguments(), inputs: try inputs(),
            returnsValue: try flag("returns value"), isExpression: try flag("is expression"))
    }

    mutating func inputs() throws(WireError) -> [NamedValue] {
        let bytes = try blob(upTo: WireLimits.valueLength, "inputs")
        guard case .dictionary(let entries) = try PythonValue(decoding: bytes, ValueLimits(bytes: WireLimits.valueLength)) else {
            throw .outOfRange(field: "inputs")
        }
        var inputs: [NamedValue] = []
        for entry in entries {
            guard case .string(let name) = entry.key, PythonIdentifier.isPlainName(name) else {
                throw .outOfRange(field: "name of an input")
            }
            inputs.append(NamedValue(name, entry.value))
        }
        return inputs
    }

    mutating func arguments() throws(WireError) -> [[UInt8]] {
        var arguments: [[UInt8]] = []
        for _ in 0..<(try count(upTo: WireLimits.arguments, "arguments")) {
            arguments.append(try blob(upTo: WireLimits.argumentBytes, "argument"))
        }
        return arguments
    }

    package mutating func module() throws(WireError) -> SourceModule {
        SourceModule(
            displayPath: try text(upTo: WireLimits.nameLength, "module path"),
            isPackage: try flag("is package"),
            source: try blob(upTo: WireLimits.moduleLength, "module"))
    }

    package mutating func outcome() throws(WireError) -> ScriptOutcome {
        switch try byte() {
        case 1: .exited(status: try signed32())
        case 2:
            .raised(
                type: try text(upTo: WireLimits.exceptionNameLength, "exception type"),
                message: try text(upTo: WireLimits.messageLength, "exception message"),
                isDenial: try flag("is denial"))
        case 3: .ranOutOfMemory(message: try text(upTo: WireLimits.messageLength, "exception message"))
        default: throw .outOfRange(field: "outcome")
        }
    }

    package mutating func denial() throws(WireError) -> Denial {
        let bit = try byte()
        guard let layer = Layer.allCases.first(where: { $0.bit == bit }) else { throw .outOfRange(field: "layer") }
        return Denial(
            layer: layer,
            operation: try text(upTo: WireLimits.claimLength, "operation"),
            rule: try text(upTo: WireLimits.claimLength, "rule"),
            remedy: try text(upTo: WireLimits.claimLength, "remedy"),
            file: try flag("has file") ? try text(upTo: WireLimits.claimLength, "file") : nil,
            line: try flag("has line") ? Int(clamping: try unsigned32()) : nil)
    }
}
