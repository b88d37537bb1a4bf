internal import CLibYAML

/// The events of one YAML text, from libyaml's parser. Owns the parser and a copy of the text.
struct YAMLEvents: ~Copyable {
    enum Content: Equatable {
        case streamStart
        case streamEnd
        case documentStart(hasDirectives: Bool)
        case documentEnd
        case alias
        case scalar([UInt8])
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    struct Event {
        let content: Content
        /// Counted from 1.
        let line: Int
        let hasAnchor: Bool
        let hasTag: Bool
    }

    private let file: String
    // libyaml keeps the address of both.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let lastLine: Int

    init(_ text: PolicyText) throws(PolicyFileError) {
        file = text.name
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: text.bytes.count)
        _ = input.initialize(from: text.bytes)
        lastLine = text.bytes.count { $0 == UInt8(ascii: "\n") } + 1
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            input.deallocate()
            throw PolicyFileError(file: text.name, line: nil, problem: .unreadable(reason: "out of memory"))
        }
        // Without this a byte order mark could make it UTF-16.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, UnsafePointer(input.baseAddress), input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    mutating func next() throws(PolicyFileError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        defer { yaml_event_delete(&event) }

        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        let content: Content
        switch event.type {
        case YAML_STREAM_START_EVENT:
            content = .streamStart
        case YAML_DOCUMENT_START_EVENT:
            let start = event.data.document_start
            content = .documentStart(
                hasDirectives: start.version_directive != nil
                    || start.tag_directives.start != start.tag_directives.end)
        case YAML_DOCUMENT_END_EVENT:
            content = .documentEnd
        case YAML_ALIAS_EVENT:
            content = .alias
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            anchor = scalar.anchor
            tag = scalar.tag
            content = .scalar(Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length)))
        case YAML_SEQUENCE_START_EVENT:
            anchor = event.data.sequence_start.anchor
            tag = event.data.sequence_start.tag
            content = .sequenceStart
        case YAML_SEQUENCE_END_EVENT:
            content = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            anchor = event.data.mapping_start.anchor
            tag = event.data.mapping_start.tag
            content = .mappingStart
        case YAML_MAPPING_END_EVENT:
            content = .mappingEnd
        default:
            // libyaml gives no event once the stream has ended.
            content = .streamEnd
        }
        return Event(
            content: content, line: line(of: event.start_mark), hasAnchor: anchor != nil, hasTag: tag != nil)
    }

    /// libyaml counts a line after a last one that does not end, and lines that end in other ways than
    /// editors know; a message never points behind the file.
    private func line(of mark: yaml_mark_t) -> Int { min(mark.line + 1, lastLine) }

    private func syntaxError() -> PolicyFileError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
        let line: Int
        if parser.pointee.error == YAML_READER_ERROR {
            // Bytes that are no text have an offset and no mark.
            line = input.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") } + 1
        } else {
            line = self.line(of: parser.pointee.problem_mark)
        }
        return PolicyFileError(file: file, line: line, problem: .syntax(problem))
    }
}
