internal import Policy

/// What a script under `limits/` or `crashers/` claims: that its run is ended in time, with a verdict that says why.
struct LimitClaim: Equatable {
    /// `# verdict: memory, exception`: one of these.
    let verdicts: [String]
    let settings: RunSettings

    init(_ header: ScriptHeader, path: String) throws(CorpusError) {
        guard let text = header["verdict"], !text.isEmpty else {
            throw CorpusError(path: path, reason: "the header lacks `# verdict: ...`")
        }
        if let control = header["control"], control.firstWord(before: ":") != "none" {
            throw CorpusError(path: path, reason: "has a control, but what uses up a machine is tried in the worker only")
        }
        verdicts = try Verdicts.read(text, path: path)
        settings = try RunSettings(header, path: path)
    }
}
