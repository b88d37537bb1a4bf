/// What a script of the corpus says of itself in its leading comment lines: line 1 the claim, then
/// `# key: value` lines in any order.
struct ScriptHeader: Equatable {
    let claim: String
    private let values: [String: String]

    /// Reads the header of a source text; `path` only names the script in errors.
    init(source: [UInt8], path: String) throws(CorpusError) {
        var lines: [String] = []
        for line in source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard line.first == UInt8(ascii: "#") else { break }
            lines.append(String(decoding: line.dropFirst(), as: UTF8.self).trimmed)
        }
        guard let claim = lines.first, !claim.isEmpty else {
            throw CorpusError(path: path, reason: "line 1 must be a comment that states the claim")
        }
        self.claim = claim
        var values: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = String(line[..<colon])
            guard values[key] == nil else {
                throw CorpusError(path: path, reason: "the header says `\(key)` twice")
            }
            values[key] = String(line[line.index(after: colon)...]).trimmed
        }
        self.values = values
    }

    subscript(key: String) -> String? { values[key] }
}

extension String {
    var trimmed: String {
        let spaces: Set<Character> = [" ", "\t", "\r", "\r\n"]
        let start = firstIndex { !spaces.contains($0) } ?? endIndex
        let end = lastIndex { !spaces.contains($0) }.map { index(after: $0) } ?? endIndex
        return start < end ? String(self[start..<end]) : ""
    }

    func firstWord(before separator: Character) -> String {
        String(prefix { $0 != separator }).trimmed
    }

    var replacingEscapedLineEnds: String {
        var result = ""
        var afterBackslash = false
        for character in self {
            switch (afterBackslash, character) {
            case (true, "n"): result.append("\n")
            case (true, "t"): result.append("\t")
            case (true, _): result.append(character)
            case (false, "\\"): break
            case (false, _): result.append(character)
            }
            afterBackslash = !afterBackslash && character == "\\"
        }
        return result
    }
}
