internal import Policy

/// One whitelist file, checked against the catalogue, before what it extends is known.
struct WhitelistFile {
    struct Listing {
        let module: ModuleName
        let kind: ModuleKind
        let line: Int
    }

    struct Writable {
        let text: String
        let module: ModuleName
        let line: Int
    }

    let file: String
    let extends: PolicyDocument.Item?
    let listings: [Listing]
    let writable: [Writable]
    let grantedNames: Set<GrantedName>

    init(_ text: PolicyText, catalogue: ModuleCatalogue) throws(PolicyFileError) {
        let document = try PolicyDocument(text, accepting: ["extends"] + ModuleKind.allCases.map(\.key) + ["writable", "names"])
        file = text.name
        extends = try document.text("extends")

        var listings: [Listing] = []
        for kind in ModuleKind.allCases {
            for item in try document.list(kind.key) {
                listings.append(Listing(module: try document.module(item), kind: kind, line: item.line))
            }
        }
        // In the order of the file, so that the first fault is told first.
        listings.sort { $0.line < $1.line }
        var lines: [ModuleName: Int] = [:]
        for listing in listings {
            if let problem = Self.fault(of: listing, catalogue: catalogue) {
                throw document.failure(listing.line, problem)
            }
            if let first = lines.updateValue(listing.line, forKey: listing.module) {
                throw document.failure(listing.line, .duplicate(listing.module.text, firstLine: first))
            }
        }
        self.listings = listings

        var writable: [Writable] = []
        var writableLines: [String: Int] = [:]
        for item in try document.list("writable") {
            guard let module = Self.moduleOfWritable(item.text) else {
                throw document.failure(item.line, .invalidWritable(item.text))
            }
            if let first = writableLines.updateValue(item.line, forKey: item.text) {
                throw document.failure(item.line, .duplicate(item.text, firstLine: first))
            }
            writable.append(Writable(text: item.text, module: module, line: item.line))
        }
        self.writable = writable

        var nameLines: [GrantedName: Int] = [:]
        for item in try document.list("names") {
            guard let name = GrantedName(rawValue: item.text) else {
                throw document.failure(item.line, .unknownName(item.text, grantable: GrantedName.allCases.map(\.rawValue)))
            }
            if let first = nameLines.updateValue(item.line, forKey: name) {
                throw document.failure(item.line, .duplicate(item.text, firstLine: first))
            }
        }
        grantedNames = Set(nameLines.keys)
    }

    /// The module of `module.attribute` or `module.*`.
    private static func moduleOfWritable(_ text: String) -> ModuleName? {
        text.hasSuffix(".*") ? ModuleName(String(text.dropLast(2))) : ModuleName(text)?.parent
    }

    private static func fault(of listing: Listing, catalogue: ModuleCatalogue) -> PolicyFileError.Problem? {
        let name = listing.module.text
        if ModuleCatalogue.alwaysPresent.contains(name) { return .alwaysPresent(name) }
        if let reason = catalogue.reasonNeverListed(listing.module) { return .neverListed(name, reason: reason) }
        guard let kind = catalogue.kinds[listing.module] else {
            return .unknownModule(name, python: catalogue.python)
        }
        if kind != listing.kind {
            return .wrongKind(name, listedUnder: listing.kind.key, belongsUnder: kind.key)
        }
        return nil
    }
}
