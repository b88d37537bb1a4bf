package import Policy

extension Layer {
    /// The bit that stands for this layer in a set.
    var bit: UInt8 {
        switch self {
        case .language: 1
        case .audit: 2
        case .kernel: 4
        }
    }
}

extension GrantedName {
    /// The bit that stands for this name in a set.
    var bit: UInt8 {
        switch self {
        case .exec: 1
        case .systemExit: 2
        }
    }
}

// In order: the receiver's memory then does not depend on this process's hash seed, which runs with a seed of their own
// need.
extension ByteWriter {
    package mutating func layers(_ layers: Set<Layer>) {
        byte(layers.reduce(0) { $0 | $1.bit })
    }

    package mutating func moduleName(_ name: ModuleName) throws(WireError) {
        try text(name.text, upTo: ModuleName.maximumLength, "module name")
    }

    private mutating func modules(_ modules: [ModuleName: ModuleKind], _ field: String) throws(WireError) {
        try count(modules.count, upTo: WireLimits.policyModules, field)
        for (name, kind) in modules.sorted(by: { $0.key < $1.key }) {
            try moduleName(name)
            byte(kind.rawValue)
        }
    }

    private mutating func texts(
        _ texts: Set<String>, upTo limit: Int, eachUpTo length: Int, _ field: String
    ) throws(WireError) {
        try count(texts.count, upTo: limit, field)
        for each in texts.sorted() { try text(each, upTo: length, field) }
    }

    package mutating func whitelist(_ whitelist: Whitelist) throws(WireError) {
        try text(whitelist.name, upTo: WireLimits.nameLength, "whitelist name")
        try modules(whitelist.modules, "whitelisted modules")
        try modules(whitelist.available, "available modules")
        try count(whitelist.neverListed.count, upTo: WireLimits.policyModules, "never-listed modules")
        for (name, reason) in whitelist.neverListed.sorted(by: { $0.key < $1.key }) {
            try moduleName(name)
            try clippedText(reason, upTo: WireLimits.reasonLength, "reason")
        }
        try texts(
            whitelist.writableAttributes, upTo: WireLimits.writableAttributes,
            eachUpTo: WireLimits.attributeLength, "writable attribute")
        byte(whitelist.grantedNames.reduce(0) { $0 | $1.bit })
    }

    package mutating func policy(_ policy: ScriptPolicy) throws(WireError) {
        try whitelist(policy.whitelist)
        try texts(
            policy.allowedAuditEvents, upTo: WireLimits.auditEvents, eachUpTo: WireLimits.auditEventLength,
            "audit event")
        flag(policy.grantsStandardInput)
        flag(policy.servesSourceRoot)
        layers(policy.absentLayers)
        try enclosure(policy.enclosure)
        budget(policy.budget)
        repeatability(policy.repeatability)
        flag(policy.files != nil)
        if let files = policy.files { quota(files) }
        flag(policy.servesSessions)
    }
}

extension ByteReader {
    package mutating func layers() throws(WireError) -> Set<Layer> {
        let bits = try byte()
        let layers = Set(Layer.allCases.filter { bits & $0.bit != 0 })
        guard layers.reduce(0, { $0 | $1.bit }) == bits else { throw .outOfRange(field: "layers") }
        return layers
    }

    package mutating func moduleName() throws(WireError) -> ModuleName {
        guard let name = ModuleName(try text(upTo: ModuleName.maximumLength, "module name")) else {
            throw .outOfRange(field: "module name")
        }
        return name
    }

    private mutating func modules(_ field: String) throws(WireError) -> [ModuleName: ModuleKind] {
        let count = try count(upTo: WireLimits.policyModules, field)
        var modules: [ModuleName: ModuleKind] = [:]
        modules.reserveCapacity(count)
        for _ in 0..<count {
            let name = try moduleName()
            guard let kind = ModuleKind(rawValue: try byte()) else { throw .outOfRange(field: "module kind") }
            modules[name] = kind
        }
        return modules
    }

    private mutating func texts(
        upTo limit: Int, eachUpTo length: Int, _ field: String
    ) throws(WireError) -> Set<String> {
        let count = try count(upTo: limit, field)
        var texts: Set<String> = []
        texts.reserveCapacity(count)
        for _ in 0..<count { texts.insert(try text(upTo: length, field)) }
        return texts
    }

    package mutating func whitelist() throws(WireError) -> Whitelist {
        var whitelist = Whitelist(name: try text(upTo: WireLimits.nameLength, "whitelist name"))
        whitelist.modules = try modules("whitelisted modules")
        whitelist.available = try modules("available modules")
        for _ in 0..<(try count(upTo: WireLimits.policyModules, "never-listed modules")) {
            let name = try moduleName()
            whitelist.neverListed[name] = try text(upTo: WireLimits.reasonLength, "reason")
        }
        whitelist.writableAttributes = try texts(
            upTo: WireLimits.writableAttributes, eachUpTo: WireLimits.attributeLength, "writable attribute")
        let bits = try byte()
        whitelist.grantedNames = Set(GrantedName.allCases.filter { bits & $0.bit != 0 })
        guard whitelist.grantedNames.reduce(0, { $0 | $1.bit }) == bits else { throw .outOfRange(field: "granted names") }
        return whitelist
    }

    package mutating func policy() throws(WireError) -> ScriptPolicy {
        let whitelist = try whitelist()
        let events = try texts(
            upTo: WireLimits.auditEvents, eachUpTo: WireLimits.auditEventLength, "audit event")
        return ScriptPolicy(
            whitelist: whitelist,
            allowedAuditEvents: events,
            grantsStandardInput: try flag("grants standard input"),
            servesSourceRoot: try flag("serves source root"),
            absentLayers: try layers(),
            enclosure: try enclosure(),
            budget: try budget(),
            repeatability: try repeatability(),
            files: try flag("grants files") ? try quota() : nil,
            servesSessions: try flag("serves sessions"))
    }
}
