internal import Policy
internal import PolicyFiles

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
