/// What a script under `succeed/` or `everyday/` needs, and how it must end.
struct SucceedClaim: Equatable {
    let exitStatus: Int32
    /// `# stdin: text`, in which `\n` stands for a line end; `nil` grants none.
    let standardInput: [UInt8]?
    /// `# argv: a b`, split at spaces.
    let arguments: [String]
    let settings: RunSettings

    init(_ header: ScriptHeader, path: String) throws(CorpusError) {
        guard let exitStatus = Int32(header["exit"] ?? "0") else {
            throw CorpusError(path: path, reason: "`# exit: \(header["exit"] ?? "")` is no number")
        }
        self.exitStatus = exitStatus
        standardInput = header["stdin"].map { Array($0.replacingEscapedLineEnds.utf8) }
        arguments = (header["argv"] ?? "").split(separator: " ").map(String.init)
        settings = try RunSettings(header, path: path)
    }
}
