internal import Policy

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

/// What a script under `fail/` claims: that its forbidden act is refused.
struct FailClaim: Equatable {
    enum Goal: String {
        /// A file, a socket, a process: something outside the interpreter.
        case tangible
        /// An object inside the interpreter that a script must never hold.
        case authority
    }

    enum Expectation: Equatable {
        /// The script itself sees one of these exceptions and prints its name.
        case held([String])
        /// The run is ended from outside, with this verdict.
        case verdict(String)
    }

    enum Control: String {
        /// The attack must work on a plain interpreter.
        case plainPython = "python3"
        /// The attack is on a part that only this package has: it must work with that layer off.
        case withoutLanguage = "without-language"
    }

    let goal: Goal
    let heldBy: Layer
    let expectation: Expectation
    let control: Control

    init(_ header: ScriptHeader, path: String) throws(CorpusError) {
        func value(_ key: String) throws(CorpusError) -> String {
            guard let value = header[key], !value.isEmpty else {
                throw CorpusError(path: path, reason: "the header lacks `# \(key): ...`")
            }
            return value
        }
        func wrong(_ key: String, _ value: String) -> CorpusError {
            CorpusError(path: path, reason: "`# \(key): \(value)` is not one of the known values")
        }
        _ = try value("family")
        let goalText = try value("goal")
        guard let goal = Goal(rawValue: goalText) else { throw wrong("goal", goalText) }
        let heldByText = try value("held-by")
        guard let heldBy = Layer(rawValue: heldByText.firstWord(before: ":")) else { throw wrong("held-by", heldByText) }
        let controlText = try value("control")
        guard let control = Control(rawValue: controlText.firstWord(before: ":")) else { throw wrong("control", controlText) }
        self.goal = goal
        self.heldBy = heldBy
        self.control = control
        self.expectation = try Self.expectation(value("expect"), path: path)
    }

    /// Verdicts that end a run without a word of the script; `exit` is the run's orderly end.
    private static let silentVerdicts: Set<String> = [
        "exit", "exception", "denied", "cpuTime", "wallTime", "memory", "output", "hostCalls", "crashed",
        "forbiddenSystemCall",
    ]

    private static func expectation(_ text: String, path: String) throws(CorpusError) -> Expectation {
        guard text.hasPrefix("HELD ") else {
            guard silentVerdicts.contains(text) else {
                throw CorpusError(path: path, reason: "`# expect: \(text)` is neither `HELD ExceptionType, ...` nor a verdict")
            }
            return .verdict(text)
        }
        let types = text.dropFirst("HELD ".count).split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard !types.contains("") else {
            throw CorpusError(path: path, reason: "`# expect: HELD` names no exception type")
        }
        return .held(types)
    }
}

/// What a script under `succeed/` or `everyday/` needs, and how it must end.
struct SucceedClaim: Equatable {
    let exitStatus: Int32
    /// `# stdin: text`, in which `\n` stands for a line end; `nil` grants none.
    let standardInput: [UInt8]?
    /// `# argv: a b`, split at spaces.
    let arguments: [String]

    init(_ header: ScriptHeader, path: String) throws(CorpusError) {
        guard let exitStatus = Int32(header["exit"] ?? "0") else {
            throw CorpusError(path: path, reason: "`# exit: \(header["exit"] ?? "")` is no number")
        }
        self.exitStatus = exitStatus
        standardInput = header["stdin"].map { Array($0.replacingEscapedLineEnds.utf8) }
        arguments = (header["argv"] ?? "").split(separator: " ").map(String.init)
    }
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
