public import Policy

extension SystemCallPolicy {
    /// Reads a file of Whitelists/syscalls/.
    ///
    /// Its keys: `default` (`kill` or an error name), `extends` (the name of another such file), the tables `allow`,
    /// `threads`, `files` and `branches` (allowed where scripts have them), `trap`, `log`, `kill`, and `errno` with a table for each error
    /// name. A line of a table is `call: reason`, or `call:` over `reason`, `when` (one condition or a list of which
    /// one must hold) and `architectures`.
    ///
    /// A file that extends another has its rules too, but for refusals of calls that it allows itself.
    ///
    /// - Parameters:
    ///   - name: what `extends` of other files calls this one.
    ///   - bases: what `extends` may name.
    ///   - isKnown: whether an architecture has a call of this name.
    public init(
        _ text: PolicyText, name: String, bases: [SystemCallPolicy] = [], isKnown: (String, Architecture) -> Bool
    ) throws(PolicyFileError) {
        var reader = SystemCallFile(
            document: try PolicyDocument(
                text, accepting: ["default", "extends", "allow", "threads", "files", "branches", "errno", "trap", "log", "kill"]))
        try reader.readTables(isKnown: isKnown)
        let base = try reader.base(among: bases)
        self.init(
            name: name, defaultAction: try reader.defaultAction(), rules: reader.rules(over: base?.rules ?? []))
    }
}

private struct SystemCallFile {
    typealias Rule = SystemCallPolicy.Rule
    typealias Action = SystemCallPolicy.Action
    typealias Architecture = SystemCallPolicy.Architecture

    let document: PolicyDocument
    private var rules: [Rule] = []

    init(document: PolicyDocument) { self.document = document }

    /// The same number on every architecture that we know.
    private static let errorNumbers: [String: UInt16] = [
        "EPERM": 1, "ENOENT": 2, "EIO": 5, "EBADF": 9, "EAGAIN": 11, "ENOMEM": 12, "EACCES": 13, "ENODEV": 19,
        "EINVAL": 22, "ENOTTY": 25, "ENOSYS": 38, "EOPNOTSUPP": 95,
    ]
    private static var errorNames: [String] { errorNumbers.keys.sorted() }

    mutating func readTables(isKnown: (String, Architecture) -> Bool) throws(PolicyFileError) {
        let plain: [(key: String, action: Action)] = [
            ("allow", .allow), ("threads", .allow), ("files", .allow), ("branches", .allow),
            ("trap", .trap), ("log", .log), ("kill", .kill),
        ]
        for (key, action) in plain {
            for entry in try document.table(key) {
                try read(entry, action: action, feature: SystemCallPolicy.Feature(rawValue: key), isKnown: isKnown)
            }
        }
        for table in try document.table("errno") {
            guard let number = Self.errorNumbers[table.key] else {
                throw document.failure(table.line, .unknownErrorName(table.key, accepted: Self.errorNames))
            }
            guard case .mapping(let entries) = table.value.content else {
                throw document.failure(table.line, .expected("a table of calls under `\(table.key):`"))
            }
            for entry in entries { try read(entry, action: .errno(number), feature: nil, isKnown: isKnown) }
        }
    }

    func defaultAction() throws(PolicyFileError) -> Action {
        guard let item = try document.text("default") else { throw document.missing("default") }
        if item.text == "kill" { return .kill }
        guard let number = Self.errorNumbers[item.text] else {
            throw document.failure(item.line, .unknownDefault(item.text))
        }
        return .errno(number)
    }

    func base(among bases: [SystemCallPolicy]) throws(PolicyFileError) -> SystemCallPolicy? {
        guard let item = try document.text("extends") else { return nil }
        guard let base = bases.first(where: { $0.name == item.text }) else {
            throw document.failure(item.line, .unknownBase(item.text, known: bases.map(\.name)))
        }
        return base
    }

    func rules(over inherited: [Rule]) -> [Rule] {
        let always = Set(rules.filter { $0.conditions.isEmpty }.map(\.call))
        let allowed = Set(rules.filter { $0.action == .allow }.map(\.call))
        return inherited.filter { rule in
            !always.contains(rule.call) && (rule.action == .allow || !allowed.contains(rule.call))
        } + rules
    }

    private mutating func read(
        _ entry: YAMLNode.Entry, action: Action, feature: SystemCallPolicy.Feature?, isKnown: (String, Architecture) -> Bool
    ) throws(PolicyFileError) {
        let fields = try Fields(entry, in: document)
        for architecture in fields.architectures where !isKnown(entry.key, architecture) {
            throw document.failure(
                entry.line, .unknownSystemCall(entry.key, architecture: architecture.rawValue))
        }
        // Of two rules without conditions, or one with and one without, the filter would keep whichever it likes.
        if let other = rules.first(where: {
            $0.call == entry.key && ($0.conditions.isEmpty || fields.alternatives.contains([]))
        }) {
            throw document.failure(entry.line, .repeatedSystemCall(entry.key, firstLine: other.line))
        }
        for conditions in fields.alternatives {
            rules.append(
                Rule(
                    call: entry.key, action: action, conditions: conditions, architectures: fields.architectures,
                    feature: feature, reason: fields.reason, file: document.file, line: entry.line))
        }
    }
}

/// What stands under the name of a call.
private struct Fields {
    var reason = ""
    /// One of these must hold, each whole; one empty list where the call needs no condition.
    var alternatives: [[SystemCallPolicy.Condition]] = [[]]
    var architectures = SystemCallPolicy.Architecture.allCases

    init(_ entry: YAMLNode.Entry, in document: PolicyDocument) throws(PolicyFileError) {
        switch entry.value.content {
        case .text(let text):
            reason = text
        case .mapping(let fields):
            for field in fields {
                switch field.key {
                case "reason":
                    reason = try Self.items(field, in: document).map(\.text).joined(separator: " ")
                case "when":
                    alternatives = []
                    for item in try Self.items(field, in: document) {
                        guard let conditions = SystemCallCondition.conditions(item.text) else {
                            throw document.failure(item.line, .invalidCondition(item.text))
                        }
                        alternatives.append(conditions)
                    }
                case "architectures":
                    architectures = []
                    for item in try Self.items(field, in: document) {
                        guard let architecture = SystemCallPolicy.Architecture(rawValue: item.text) else {
                            throw document.failure(
                                item.line,
                                .unknownArchitecture(
                                    item.text, accepted: SystemCallPolicy.Architecture.allCases.map(\.rawValue)))
                        }
                        architectures.append(architecture)
                    }
                default:
                    throw document.failure(
                        field.line, .unknownKey(field.key, accepted: ["reason", "when", "architectures"]))
                }
            }
        case .sequence:
            throw document.failure(entry.line, .expected("a reason after `\(entry.key):`"))
        }
        if reason.isEmpty { throw document.failure(entry.line, .emptyReason(entry.key)) }
    }

    /// One text, or the texts of a list that is not empty.
    private static func items(
        _ field: YAMLNode.Entry, in document: PolicyDocument
    ) throws(PolicyFileError) -> [PolicyDocument.Item] {
        var nodes = [field.value]
        if case .sequence(let values) = field.value.content { nodes = values }
        var items: [PolicyDocument.Item] = []
        for node in nodes {
            guard case .text(let text) = node.content, !text.isEmpty else {
                throw document.failure(node.line, .expected("text after `\(field.key):`"))
            }
            items.append(PolicyDocument.Item(text: text, line: node.line))
        }
        if items.isEmpty { throw document.failure(field.line, .expected("text after `\(field.key):`")) }
        return items
    }
}
