internal import Policy

/// What a script under `succeed/` or `everyday/` needs, and how it must end.
struct SucceedClaim: Equatable {
    let exitStatus: Int32
    /// `# stdin: text`, in which `\n` stands for a line end; `nil` grants none.
    let standardInput: [UInt8]?
    /// `# argv: a b`, split at spaces.
    let arguments: [String]
    /// `# needs-layer: audit`: without it the program works, but not just as on a plain interpreter.
    let neededLayer: Layer?
    let settings: RunSettings

    init(_ header: ScriptHeader, path: String) throws(CorpusError) {
        guard let exitStatus = Int32(header["exit"] ?? "0") else {
            throw CorpusError(path: path, reason: "`# exit: \(header["exit"] ?? "")` is no number")
        }
        self.exitStatus = exitStatus
        neededLayer = try header["needs-layer"].map { text throws(CorpusError) in
            guard let layer = Layer(rawValue: text) else {
                throw CorpusError(path: path, reason: "`# needs-layer: \(text)` is no layer")
            }
            return layer
        }
        standardInput = header["stdin"].map { Array($0.replacingEscapedLineEnds.utf8) }
        arguments = (header["argv"] ?? "").split(separator: " ").map(String.init)
        settings = try RunSettings(header, path: path)
    }
}
