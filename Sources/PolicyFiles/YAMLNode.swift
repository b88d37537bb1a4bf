/// A value of a policy file and the line it stands on. Policy files use a small part of YAML:
/// one document of mappings, sequences and text, no anchors, aliases, tags or directives.
struct YAMLNode {
    struct Entry {
        let key: String
        let line: Int
        let value: YAMLNode
    }

    indirect enum Content {
        case text(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    static let maximumDepth = 6
    static let maximumValues = 20_000
    static let maximumTextLength = 1024

    /// Counted from 1.
    let line: Int
    let content: Content

    /// Reads the one document of a policy file.
    static func document(of text: PolicyText) throws(PolicyFileError) -> YAMLNode {
        var reader = try Reader(text)
        return try reader.document()
    }
}

private struct Reader: ~Copyable {
    let file: String
    var events: YAMLEvents
    var valuesLeft = YAMLNode.maximumValues

    init(_ text: PolicyText) throws(PolicyFileError) {
        file = text.name
        events = try YAMLEvents(text)
    }

    func failure(_ line: Int, _ problem: PolicyFileError.Problem) -> PolicyFileError {
        PolicyFileError(file: file, line: line, problem: problem)
    }

    mutating func document() throws(PolicyFileError) -> YAMLNode {
        _ = try events.next()
        let start = try events.next()
        guard case .documentStart(let hasDirectives) = start.content else {
            throw failure(start.line, .expected("a mapping, but the file is empty"))
        }
        if hasDirectives { throw failure(start.line, .notAccepted(feature: "directives are")) }
        let root = try value(at: events.next(), depth: 1)
        _ = try events.next()
        let end = try events.next()
        guard end.content == .streamEnd else {
            throw failure(end.line, .notAccepted(feature: "a second document is"))
        }
        return root
    }

    mutating func value(at event: YAMLEvents.Event, depth: Int) throws(PolicyFileError) -> YAMLNode {
        if event.hasAnchor { throw failure(event.line, .notAccepted(feature: "anchors are")) }
        if event.hasTag { throw failure(event.line, .notAccepted(feature: "tags are")) }
        if depth > YAMLNode.maximumDepth { throw failure(event.line, .tooDeep(limit: YAMLNode.maximumDepth)) }
        valuesLeft -= 1
        if valuesLeft < 0 { throw failure(event.line, .tooManyValues(limit: YAMLNode.maximumValues)) }

        switch event.content {
        case .scalar(let bytes):
            return YAMLNode(line: event.line, content: .text(try text(bytes, line: event.line)))
        case .sequenceStart:
            var values: [YAMLNode] = []
            while true {
                let next = try events.next()
                if next.content == .sequenceEnd { break }
                values.append(try value(at: next, depth: depth + 1))
            }
            return YAMLNode(line: event.line, content: .sequence(values))
        case .mappingStart:
            return YAMLNode(line: event.line, content: .mapping(try entries(depth: depth + 1)))
        case .alias:
            throw failure(event.line, .notAccepted(feature: "aliases are"))
        default:
            throw failure(event.line, .expected("a value"))
        }
    }

    mutating func entries(depth: Int) throws(PolicyFileError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let next = try events.next()
            if next.content == .mappingEnd { return entries }
            let key = try value(at: next, depth: depth)
            guard case .text(let name) = key.content else {
                throw failure(key.line, .expected("a name as the key"))
            }
            if let first = lines.updateValue(key.line, forKey: name) {
                throw failure(key.line, .duplicateKey(name, firstLine: first))
            }
            entries.append(YAMLNode.Entry(key: name, line: key.line, value: try value(at: events.next(), depth: depth)))
        }
    }

    /// Texts end up in messages on terminals: nothing in them may move the cursor or turn the line.
    func text(_ bytes: [UInt8], line: Int) throws(PolicyFileError) -> String {
        guard bytes.count <= YAMLNode.maximumTextLength else {
            throw failure(line, .scalarTooLong(limit: YAMLNode.maximumTextLength))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw failure(line, .syntax("the value is not UTF-8"))
        }
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                throw failure(line, .controlCharacter)
            default:
                break
            }
        }
        return text
    }
}
