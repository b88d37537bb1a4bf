package import Policy
internal import PythonValues

extension ByteWriter {
    private mutating func name(_ name: String, _ field: String) throws(WireError) {
        guard PythonIdentifier.isPlainName(name) else { throw .outOfRange(field: field) }
        try text(name, upTo: PythonIdentifier.maximumLength, field)
    }

    package mutating func hostModule(_ module: HostModuleDescription) throws(WireError) {
        try name(module.name, "module name")
        try text(module.documentation, upTo: WireLimits.documentationLength, "documentation")
        try count(module.functions.count, upTo: WireLimits.hostFunctions, "host functions")
        for function in module.functions { try hostFunction(function) }
        try count(module.classes.count, upTo: WireLimits.hostClasses, "host classes")
        for hostClass in module.classes {
            try name(hostClass.name, "class name")
            try text(hostClass.documentation, upTo: WireLimits.documentationLength, "documentation")
            try count(hostClass.members.count, upTo: WireLimits.hostFunctions, "members")
            for member in hostClass.members {
                flag(member.isAttribute)
                try hostFunction(member.function)
            }
        }
    }

    private mutating func hostFunction(_ function: HostFunctionDescription) throws(WireError) {
        try name(function.name, "function name")
        try text(function.documentation, upTo: WireLimits.documentationLength, "documentation")
        try text(function.resultType, upTo: WireLimits.annotationLength, "result type")
        flag(function.isAwaitable)
        try count(function.parameters.count, upTo: WireLimits.hostParameters, "parameters")
        for parameter in function.parameters {
            try name(parameter.name, "parameter name")
            byte(parameter.kind.rawValue)
            try text(parameter.type, upTo: WireLimits.annotationLength, "parameter type")
            flag(parameter.defaultText != nil)
            if let value = parameter.defaultText { try text(value, upTo: WireLimits.annotationLength, "default") }
        }
    }

    package mutating func hostCall(_ call: HostCall) throws(WireError) {
        for part in [call.number, call.module, call.function] { unsigned32(part) }
        flag(call.receiver != nil)
        if let receiver = call.receiver { objectNumber(receiver) }
        try blob(call.arguments, upTo: WireLimits.valueLength, "arguments")
    }

    package mutating func claimedValue(_ value: ClaimedValue) throws(WireError) {
        switch value {
        case .value(let bytes):
            byte(1)
            try blob(bytes, upTo: WireLimits.valueLength, "value")
        case .unfit(let reason):
            byte(2)
            try clippedText(reason, upTo: WireLimits.messageLength, "reason")
        }
    }

    package mutating func hostCallAnswer(_ answer: HostCallAnswer) throws(WireError) {
        unsigned32(answer.number)
        switch answer.outcome {
        case .returned(let bytes):
            byte(0)
            try blob(bytes, upTo: WireLimits.valueLength, "result")
        case .raised(let exception, let message):
            byte(exception.rawValue)
            try clippedText(message, upTo: WireLimits.messageLength, "message")
        }
    }
}

extension ByteReader {
    private mutating func name(_ field: String) throws(WireError) -> String {
        let name = try text(upTo: PythonIdentifier.maximumLength, field)
        guard PythonIdentifier.isPlainName(name) else { throw .outOfRange(field: field) }
        return name
    }

    package mutating func hostModule() throws(WireError) -> HostModuleDescription {
        let moduleName = try name("module name")
        let documentation = try text(upTo: WireLimits.documentationLength, "documentation")
        var functions: [HostFunctionDescription] = []
        for _ in 0..<(try count(upTo: WireLimits.hostFunctions, "host functions")) { functions.append(try hostFunction()) }
        var classes: [HostClassDescription] = []
        for _ in 0..<(try count(upTo: WireLimits.hostClasses, "host classes")) { classes.append(try hostClass()) }
        return HostModuleDescription(name: moduleName, documentation: documentation, functions: functions, classes: classes)
    }

    private mutating func hostClass() throws(WireError) -> HostClassDescription {
        var hostClass = HostClassDescription(
            name: try name("class name"), documentation: try text(upTo: WireLimits.documentationLength, "documentation"), members: [])
        for _ in 0..<(try count(upTo: WireLimits.hostFunctions, "members")) {
            let isAttribute = try flag("is attribute")
            hostClass.members.append(HostMemberDescription(function: try hostFunction(), isAttribute: isAttribute))
        }
        return hostClass
    }

    private mutating func hostFunction() throws(WireError) -> HostFunctionDescription {
        var function = HostFunctionDescription(name: try name("function name"), parameters: [])
        function.documentation = try text(upTo: WireLimits.documentationLength, "documentation")
        function.resultType = try text(upTo: WireLimits.annotationLength, "result type")
        function.isAwaitable = try flag("is awaitable")
        for _ in 0..<(try count(upTo: WireLimits.hostParameters, "parameters")) {
            let parameterName = try name("parameter name")
            guard let kind = HostParameter.Kind(rawValue: try byte()) else { throw .outOfRange(field: "kind of a parameter") }
            function.parameters.append(
                HostParameter(
                    name: parameterName, kind: kind, type: try text(upTo: WireLimits.annotationLength, "parameter type"),
                    defaultText: try flag("has default") ? try text(upTo: WireLimits.annotationLength, "default") : nil))
        }
        return function
    }

    package mutating func hostCall() throws(WireError) -> HostCall {
        var call = HostCall(number: try unsigned32(), module: try unsigned32(), function: try unsigned32(), arguments: [])
        if try flag("has receiver") { call.receiver = try objectNumber() }
        call.arguments = try blob(upTo: WireLimits.valueLength, "arguments")
        return call
    }

    package mutating func claimedValue() throws(WireError) -> ClaimedValue {
        switch try byte() {
        case 1: .value(try blob(upTo: WireLimits.valueLength, "value"))
        case 2: .unfit(reason: try text(upTo: WireLimits.messageLength, "reason"))
        default: throw .outOfRange(field: "value")
        }
    }

    package mutating func hostCallAnswer() throws(WireError) -> HostCallAnswer {
        let number = try unsigned32()
        let kind = try byte()
        if kind == 0 {
            return HostCallAnswer(number: number, outcome: .returned(try blob(upTo: WireLimits.valueLength, "result")))
        }
        guard let exception = HostException(rawValue: kind) else { throw .outOfRange(field: "exception") }
        return HostCallAnswer(
            number: number, outcome: .raised(exception, message: try text(upTo: WireLimits.messageLength, "message")))
    }
}
