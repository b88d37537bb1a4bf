internal import Policy

/// The shape of every policy file: a mapping with known keys, over lists and tables of names.
struct PolicyDocument {
    let file: String
    private let root: YAMLNode
    private let entries: [String: YAMLNode.Entry]

    /// Reads the text and refuses keys other than `accepted`.
    init(_ text: PolicyText, accepting accepted: [String]) throws(PolicyFileError) {
        file = text.name
        root = try YAMLNode.document(of: text)
        guard case .mapping(let entries) = root.content else {
            throw PolicyFileError(
                file: file, line: root.line,
                problem: .expected("a mapping with the keys \(accepted.joined(separator: ", "))"))
        }
        for entry in entries where !accepted.contains(entry.key) {
            throw PolicyFileError(
                file: file, line: entry.line, problem: .unknownKey(entry.key, accepted: accepted))
        }
        self.entries = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    struct Item {
        let text: String
        let line: Int
    }

    func failure(_ line: Int, _ problem: PolicyFileError.Problem) -> PolicyFileError {
        PolicyFileError(file: file, line: line, problem: problem)
    }

    func missing(_ key: String) -> PolicyFileError { failure(root.line, .missingKey(key)) }

    /// The text under a key, `nil` where the key is absent.
    func text(_ key: String) throws(PolicyFileError) -> Item? {
        guard let entry = entries[key] else { return nil }
        guard case .text(let text) = entry.value.content, !text.isEmpty else {
            throw failure(entry.line, .expected("one name after `\(key):`"))
        }
        return Item(text: text, line: entry.line)
    }

    /// The list under a key, in the order of the file; empty where the key is absent.
    func list(_ key: String) throws(PolicyFileError) -> [Item] {
        guard let entry = entries[key] else { return [] }
        guard case .sequence(let values) = entry.value.content else {
            throw failure(entry.line, .expected("a list under `\(key):`, one `- name` a line"))
        }
        var items: [Item] = []
        for value in values {
            guard case .text(let text) = value.content else {
                throw failure(value.line, .expected("a plain name after the dash; a reason goes into a comment"))
            }
            items.append(Item(text: text, line: value.line))
        }
        return items
    }

    /// The names under a key, each with its reason.
    func reasons(_ key: String) throws(PolicyFileError) -> [(name: Item, reason: String)] {
        guard let entry = entries[key] else { throw missing(key) }
        guard case .mapping(let values) = entry.value.content else {
            throw failure(entry.line, .expected("a table under `\(key):`, one `name: reason` a line"))
        }
        var reasons: [(name: Item, reason: String)] = []
        for value in values {
            guard case .text(let reason) = value.value.content else {
                throw failure(value.line, .expected("a reason after `\(value.key):`"))
            }
            if reason.isEmpty { throw failure(value.line, .emptyReason(value.key)) }
            reasons.append((Item(text: value.key, line: value.line), reason))
        }
        return reasons
    }

    /// The values under a key, in the order of the file; empty where the key is absent.
    func table(_ key: String) throws(PolicyFileError) -> [YAMLNode.Entry] {
        guard let entry = entries[key] else { return [] }
        guard case .mapping(let values) = entry.value.content else {
            throw failure(entry.line, .expected("a table under `\(key):`"))
        }
        return values
    }

    func module(_ item: Item) throws(PolicyFileError) -> ModuleName {
        guard let name = ModuleName(item.text) else { throw failure(item.line, .invalidModuleName(item.text)) }
        return name
    }

    /// The version under `python`, such as `3.11`.
    func pythonVersion() throws(PolicyFileError) -> String {
        guard let version = try text("python") else { throw missing("python") }
        let parts = version.text.split(separator: ".", omittingEmptySubsequences: false)
        let isVersion = parts.count == 2 && parts.allSatisfy { part in
            (1...3).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && $0.isWholeNumber }
        }
        guard isVersion else { throw failure(version.line, .invalidPythonVersion(version.text)) }
        return version.text
    }
}
