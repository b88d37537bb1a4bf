internal import Policy
internal import Wire

/// Refuses modules of host functions that a script could not use, before anything runs.
enum HostGrantCheck {
    static func check(_ modules: [HostModule], whitelist: Whitelist) throws(SandboxError) {
        guard modules.count <= WireLimits.hostModules else {
            throw SandboxError(.request, "\(modules.count) modules of host functions are granted; at most \(WireLimits.hostModules) can be.")
        }
        var names: Set<String> = []
        for module in modules {
            try checkName(module.name, "module")
            guard names.insert(module.name).inserted else {
                throw SandboxError(.request, "The module '\(module.name)' of host functions is granted twice.")
            }
            guard let name = ModuleName(module.name), whitelist.standing(of: name) == .unknown, module.name != "__main__" else {
                throw SandboxError(
                    .request, "Host functions cannot be granted as '\(module.name)', which is a module of the standard library.")
            }
            try check(module.functions, of: module.name)
            try check(module.classes, of: module)
        }
    }

    private static func check(_ classes: [HostClassDefinition], of module: HostModule) throws(SandboxError) {
        var names = Set(module.functions.map(\.name))
        for definition in classes {
            let name = module.name + "." + definition.name
            try checkName(definition.name, "class of \(module.name)")
            guard names.insert(definition.name).inserted else {
                throw SandboxError(.request, "The class '\(name)' is granted under a name that \(module.name) has already.")
            }
            try check(definition.members.map(\.function), of: name)
        }
    }

    private static func check(_ functions: [HostFunction], of module: String) throws(SandboxError) {
        var names: Set<String> = []
        for function in functions {
            try checkName(function.name, "function of \(module)")
            guard names.insert(function.name).inserted else {
                throw SandboxError(.request, "The host function '\(module).\(function.name)' is granted twice.")
            }
            try checkText(function.resultType, "result type of \(module).\(function.name)")
            guard function.budget.isPossible else {
                throw SandboxError(
                    .request, "The budget of \(module).\(function.name) cannot be kept: give no negative number of calls, and "
                        + "positive bounds of concurrency, bytes and time.")
            }
            var parameters: Set<String> = []
            var kind = HostParameter.Kind.positionalOnly
            var mayOmit = false
            for parameter in function.parameters {
                try checkName(parameter.name, "parameter of \(module).\(function.name)")
                try checkText(parameter.type, "type of \(module).\(function.name)'s parameter '\(parameter.name)'")
                guard parameters.insert(parameter.name).inserted, parameter.kind.rawValue >= kind.rawValue,
                    parameter.defaultValue != nil || !mayOmit || parameter.kind == .keywordOnly
                else {
                    throw SandboxError(
                        .request, "The parameter '\(parameter.name)' of \(module).\(function.name) is named twice or stands where "
                            + "Python allows none of its kind.")
                }
                kind = parameter.kind
                if parameter.defaultValue != nil { mayOmit = true }
            }
        }
    }

    /// Of types, which stand in the lines of stubs.
    private static func checkText(_ text: String, _ place: String) throws(SandboxError) {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
            throw SandboxError(.request, "The \(place) holds a control character: give it in one line.")
        }
    }

    private static func checkName(_ name: String, _ place: String) throws(SandboxError) {
        guard PythonIdentifier.isPlainName(name) else {
            throw SandboxError(.request, "'\(name)' cannot name a \(place): give an ASCII identifier that is no keyword.")
        }
    }
}
