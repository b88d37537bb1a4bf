package import Policy

extension EnclosureLevel {
    fileprivate var code: UInt8 {
        switch self {
        case .full: 1
        case .noNamespaces: 2
        case .languageOnly: 3
        }
    }
}

extension ByteWriter {
    private mutating func level(_ level: EnclosureLevel) { byte(level.code) }

    package mutating func enclosure(_ order: EnclosureOrder) throws(WireError) {
        level(order.level)
        try blob(order.zygoteFilter, upTo: WireLimits.filterLength, "zygote filter")
        try blob(order.childFilter, upTo: WireLimits.filterLength, "child filter")
        flag(order.trapsSystemCalls)
    }

    package mutating func budget(_ budget: WorkerBudget) {
        for limit in [budget.memoryBytes, budget.processorSeconds] {
            flag(limit != nil)
            unsigned64(limit ?? 0)
        }
        unsigned32(UInt32(clamping: budget.threads))
        unsigned32(UInt32(clamping: budget.hostDescriptors))
        unsigned32(UInt32(clamping: budget.processes))
        unsigned32(UInt32(clamping: budget.branches))
    }

    package mutating func repeatability(_ repeatability: Repeatability) {
        let clockStart = repeatability.clockStart.map(UInt64.init(bitPattern:))
        for number in [clockStart, repeatability.seed] {
            flag(number != nil)
            unsigned64(number ?? 0)
        }
    }

    package mutating func enclosureReport(_ report: EnclosureReport) {
        level(report.level)
        byte(UInt8(clamping: report.landlockVersion))
        flag(report.hasUserNamespace)
    }
}

extension ByteReader {
    private mutating func level() throws(WireError) -> EnclosureLevel {
        let code = try byte()
        guard let level = EnclosureLevel.allCases.first(where: { $0.code == code }) else {
            throw .outOfRange(field: "enclosure level")
        }
        return level
    }

    package mutating func enclosure() throws(WireError) -> EnclosureOrder {
        EnclosureOrder(
            level: try level(),
            zygoteFilter: try blob(upTo: WireLimits.filterLength, "zygote filter"),
            childFilter: try blob(upTo: WireLimits.filterLength, "child filter"),
            trapsSystemCalls: try flag("traps system calls"))
    }

    package mutating func budget() throws(WireError) -> WorkerBudget {
        WorkerBudget(
            memoryBytes: try limit("memory limit"),
            processorSeconds: try limit("processor limit"),
            threads: Int(try unsigned32()),
            hostDescriptors: Int(try unsigned32()),
            processes: Int(try unsigned32()),
            branches: Int(try unsigned32()))
    }

    private mutating func limit(_ field: String) throws(WireError) -> UInt64? {
        let isSet = try flag(field)
        let value = try unsigned64()
        return isSet ? value : nil
    }

    package mutating func repeatability() throws(WireError) -> Repeatability {
        let clockStart = try limit("fixed clock").map(Int64.init(bitPattern:))
        return Repeatability(clockStart: clockStart, seed: try limit("seed"))
    }

    package mutating func enclosureReport() throws(WireError) -> EnclosureReport {
        EnclosureReport(
            level: try level(), landlockVersion: Int(try byte()), hasUserNamespace: try flag("has user namespace"))
    }
}
