internal import Policy

/// Walks over the lines of a compiled-in text. Literals of dictionaries would cost minutes of type
/// checking; lines of one long literal cost the compiler nothing, and the start some microseconds.
struct ShippedLines {
    enum Mark: UInt8 {
        case listed = 0x2B  // +
        case available = 0x2D  // -
        case writable = 0x3D  // =
        case granted = 0x21  // !
    }

    /// What the lines up to the next section are.
    struct Section {
        let mark: Mark
        let kind: ModuleKind
        /// How many lines follow.
        let count: Int
    }

    private var rest: UnsafeBufferPointer<UInt8>.SubSequence

    /// Every line of the text ends with a newline.
    init(_ text: StaticString) {
        // A literal of one character is no pointer; ours are longer or empty.
        rest = text.hasPointerRepresentation
            ? UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)[...]
            : UnsafeBufferPointer(start: nil, count: 0)[...]
    }

    /// The next line, `nil` at the end of the text.
    mutating func next() -> String? {
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// The next name of this section, `nil` at its end. No name starts with a mark.
    mutating func nextName() -> String? {
        guard let first = rest.first, Mark(rawValue: first) == nil else { return nil }
        return next()
    }

    /// Enters the next section, whose head is a mark, the digit of a kind and a count: `+4 449`.
    mutating func nextSection() -> Section? {
        guard let first = rest.first, let mark = Mark(rawValue: first),
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let head = String(decoding: rest[..<end].dropFirst(), as: UTF8.self).split(separator: " ")
        guard head.count == 2, let digit = UInt8(head[0]), let kind = ModuleKind(rawValue: digit),
            let count = Int(head[1])
        else { return nil }
        rest = rest[(end + 1)...]
        return Section(mark: mark, kind: kind, count: count)
    }
}
