public import Policy

extension ModuleCatalogue {
    /// Puts together what Python brings, which of it we stand in for, and what no whitelist may list.
    ///
    /// - Parameters:
    ///   - modules: `python:` and, under each kind, the modules of it; made by build-scripts/list-modules.
    ///   - virtual: under `virtual:`, each module that we stand in for with what it leaves.
    ///   - never: under `never:`, each module that no whitelist may list with the reason.
    public init(
        modules: PolicyText, virtual: PolicyText, never: PolicyText
    ) throws(PolicyFileError) {
        let listed: [ModuleKind] = [.builtIn, .frozen, .extension, .source]
        let document = try PolicyDocument(modules, accepting: ["python"] + listed.map(\.key))
        let python = try document.pythonVersion()
        var listings: [(item: PolicyDocument.Item, kind: ModuleKind)] = []
        for kind in listed { listings += try document.list(kind.key).map { ($0, kind) } }
        var kinds: [ModuleName: ModuleKind] = [:]
        var lines: [ModuleName: Int] = [:]
        for (item, kind) in listings.sorted(by: { $0.item.line < $1.item.line }) {
            let name = try document.module(item)
            if let first = lines.updateValue(item.line, forKey: name) {
                throw document.failure(item.line, .duplicate(item.text, firstLine: first))
            }
            kinds[name] = kind
        }

        let virtualDocument = try PolicyDocument(virtual, accepting: ["virtual"])
        for (item, _) in try virtualDocument.reasons("virtual") {
            kinds[try virtualDocument.module(item)] = .virtual
        }

        let neverDocument = try PolicyDocument(never, accepting: ["never"])
        var neverListed: [ModuleName: String] = [:]
        for (item, reason) in try neverDocument.reasons("never") {
            neverListed[try neverDocument.module(item)] = reason
        }
        self.init(python: python, kinds: kinds, neverListed: neverListed)
    }
}
