internal import Policy
internal import PythonRuntime

/// Says why a module cannot be imported, and which line of which whitelist would change that.
final class ImportRefusals {
    private let whitelist: Whitelist
    private let denials: DenialLog

    init(whitelist: Whitelist, denials: DenialLog) {
        self.whitelist = whitelist
        self.denials = denials
    }

    func refusal(of name: ModuleName, forScripts: Bool) -> PythonError {
        guard let (rule, remedy) = grounds(for: name) else {
            return .refusedImport(.moduleNotFoundError, "No module named '\(name)'", name: name.text)
        }
        let operation = "import of '\(name)'"
        // Library modules try optional ones and go on; only what a script asked for is told.
        let text =
            forScripts
            ? denials.deny(layer: .language, operation: operation, rule: rule, remedy: remedy)
            : DenialLog.text(operation: operation, rule: rule, remedy: remedy)
        return .refusedImport(.importError, text, name: name.text)
    }

    /// `nil` for a name that Python does not know either.
    private func grounds(for name: ModuleName) -> (rule: String, remedy: String)? {
        var ancestor: ModuleName? = name
        while let current = ancestor {
            if let reason = whitelist.neverListed[current] {
                return ("the list of modules that no whitelist may name", "\(current) \(reason)")
            }
            ancestor = current.parent
        }
        guard let kind = whitelist.available[name] else { return nil }
        return (
            "whitelist '\(whitelist.name)'",
            "the line '- \(name)' under '\(kind.key):' of a whitelist would allow it"
        )
    }
}
