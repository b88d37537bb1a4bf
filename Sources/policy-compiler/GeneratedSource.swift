internal import Policy
internal import PolicyFiles
internal import SeccompCompiler

/// The Swift source that ShippedPolicies reads its lines from: string literals only.
struct GeneratedSource {
    private var body = ""

    var text: String {
        "// Made from Whitelists/ by policy-compiler; changes here are lost.\nenum GeneratedPolicies {\n\(body)}\n"
    }

    mutating func add(_ catalogue: ModuleCatalogue) {
        body += "    static let python: StaticString = \"\(catalogue.python)\"\n"
        var lines: [String] = []
        for kind in ModuleKind.allCases { lines += Self.section("+", kind, of: catalogue.kinds) }
        body += "    static let catalogue: StaticString = \(Self.literal(lines))\n"
        let reasons = catalogue.neverListed.sorted { $0.key < $1.key }
        body += "    static let neverListed: StaticString = "
            + Self.literal(reasons.flatMap { [$0.key.text, $0.value] }) + "\n"
    }

    mutating func add(_ whitelists: [Whitelist]) {
        body += "    static let whitelists: [(name: StaticString, text: StaticString)] = [\n"
        for whitelist in whitelists {
            var lines: [String] = []
            for kind in ModuleKind.allCases { lines += Self.section("+", kind, of: whitelist.modules) }
            for kind in ModuleKind.allCases { lines += Self.section("-", kind, of: whitelist.available) }
            // Only modules have a kind; the digit here says nothing.
            lines += Self.section("=", .virtual, whitelist.writableAttributes.sorted())
            lines += Self.section("!", .virtual, whitelist.grantedNames.sorted().map(\.rawValue))
            body += "        (\"\(whitelist.name)\", \(Self.literal(lines))),\n"
        }
        body += "    ]\n"
    }

    mutating func add(_ tables: [AuditEventTable]) {
        body += "    static let auditEvents: [(python: StaticString, text: StaticString)] = [\n"
        for table in tables {
            body += "        (\"\(table.python)\", \(Self.literal(table.events.sorted()))),\n"
        }
        body += "    ]\n"
    }

    /// Each filter in every form that a worker may need, for the architecture that the package is built for, which
    /// may be another than the one that builds.
    mutating func add(_ policies: [SystemCallPolicy]) throws(SeccompFailure) {
        for architecture in SystemCallPolicy.Architecture.allCases {
            body += "    #if arch(\(architecture.nameInSwift))\n"
            var filters = ""
            var readable = ""
            for policy in policies {
                for refusal in [SeccompCompiler.Refusal.kill, .trap] {
                    for form in 0..<8 {
                        let (threads, files, branches) = (form & 1 != 0, form & 2 != 0, form & 4 != 0)
                        let features = Set<SystemCallPolicy.Feature>(
                            [threads ? .threads : nil, files ? .files : nil, branches ? .branches : nil].compactMap(\.self))
                        let filter = try SeccompCompiler.compile(
                            policy, for: architecture, features: features, refusal: refusal)
                        filters += "        (\"\(policy.name)\", \(threads), \(files), \(branches), \(refusal == .trap), "
                            + "\"\(Self.hexadecimal(filter.program))\"),\n"
                        if refusal == .kill, !branches {
                            let lines = filter.readable.split(separator: "\n", omittingEmptySubsequences: false)
                            readable += "        (\"\(policy.name)\", \(threads), \(files), "
                                + "\(Self.literal(lines.map(String.init)))),\n"
                        }
                    }
                }
            }
            body += "    static let systemCallFilters: "
                + "[(name: StaticString, threads: Bool, files: Bool, branches: Bool, traps: Bool, program: StaticString)] = [\n\(filters)    ]\n"
            body += "    static let readableFilters: "
                + "[(name: StaticString, threads: Bool, files: Bool, text: StaticString)] = [\n\(readable)    ]\n"
            let calls = SeccompCompiler.calls(of: architecture).map { "\($0.number) \($0.name)" }
            body += "    static let systemCalls: StaticString = \(Self.literal(calls))\n"
            body += "    #endif\n"
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func section(
        _ mark: String, _ kind: ModuleKind, of modules: [ModuleName: ModuleKind]
    ) -> [String] {
        section(mark, kind, modules.filter { $0.value == kind }.keys.sorted().map(\.text))
    }

    private static func section(_ mark: String, _ kind: ModuleKind, _ names: [String]) -> [String] {
        names.isEmpty ? [] : ["\(mark)\(kind.rawValue) \(names.count)"] + names
    }

    /// A raw literal whose every line ends with a newline. Three sharps: no reason can close it.
    private static func literal(_ lines: [String]) -> String {
        "###\"\"\"\n" + lines.map { $0 + "\n" }.joined() + "\n\"\"\"###"
    }
}

extension SystemCallPolicy.Architecture {
    fileprivate var nameInSwift: String {
        switch self {
        case .x86_64: "x86_64"
        case .aarch64: "arm64"
        }
    }
}
