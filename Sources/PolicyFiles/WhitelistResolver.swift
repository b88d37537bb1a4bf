public import Policy

/// Turns the name or the path of a whitelist into a checked one, following `extends`.
///
/// A name without a slash is a shipped whitelist, one with a slash a file; in a file, a path is
/// relative to the folder of that file.
public struct WhitelistResolver {
    /// What is shipped under a name.
    public enum Shipped {
        /// Resolved when this package was built.
        case resolved(Whitelist)
        /// Still to be read, as by the build itself.
        case text(PolicyText)
    }

    /// The most whitelists that may extend one another.
    public static let maximumChain = 16

    private let catalogue: ModuleCatalogue
    private let shippedNames: [String]
    private let shipped: (String) -> Shipped?
    private let readFile: (String) throws(PolicyFileError) -> PolicyText

    public init(
        catalogue: ModuleCatalogue,
        shippedNames: [String],
        shipped: @escaping (String) -> Shipped?,
        readFile: @escaping (String) throws(PolicyFileError) -> PolicyText = { path throws(PolicyFileError) in
            try PolicyText(contentsOf: path)
        }
    ) {
        self.catalogue = catalogue
        self.shippedNames = shippedNames
        self.shipped = shipped
        self.readFile = readFile
    }

    /// The whitelist of a shipped name or in a file.
    public func whitelist(_ argument: String) throws(PolicyFileError) -> Whitelist {
        let name = argument.contains("/") ? Self.lastComponent(of: argument) : argument
        let resolved = try resolve(argument, namedBy: nil, chain: [])
        return catalogue.whitelist(
            named: name, modules: resolved.modules, writableAttributes: resolved.writableAttributes,
            grantedNames: resolved.grantedNames)
    }

    /// A whitelist that is neither shipped nor a file, such as one that an application made.
    public func whitelist(from text: PolicyText) throws(PolicyFileError) -> Whitelist {
        let resolved = try resolve(text, isShipped: false, chain: [])
        return catalogue.whitelist(
            named: Self.lastComponent(of: text.name), modules: resolved.modules,
            writableAttributes: resolved.writableAttributes, grantedNames: resolved.grantedNames)
    }

    private struct Resolved {
        var modules: [ModuleName: ModuleKind] = [:]
        var writableAttributes: Set<String> = []
        var grantedNames: Set<GrantedName> = []
    }

    /// One whitelist on the way from the argument to what it extends in the end.
    private struct Step {
        let name: String
        let identity: String
    }

    private struct Reference {
        let file: String
        let line: Int
        let isShipped: Bool
    }

    private func resolve(
        _ target: String, namedBy reference: Reference?, chain: [Step]
    ) throws(PolicyFileError) -> Resolved {
        func failure(_ problem: PolicyFileError.Problem) -> PolicyFileError {
            PolicyFileError(file: reference?.file ?? target, line: reference?.line, problem: problem)
        }
        if chain.count >= Self.maximumChain { throw failure(.extendsTooLong(limit: Self.maximumChain)) }

        let text: PolicyText
        let isFile = target.contains("/")
        if isFile {
            var path = target
            if let reference {
                if reference.isShipped { throw failure(.shippedExtendsFile(target)) }
                path = Self.path(target, besides: reference.file)
            }
            do {
                text = try readFile(path)
            } catch {
                // An unreadable parent is a fault of the line that names it.
                guard reference != nil else { throw error }
                throw failure(.extendsUnreadable(error.description))
            }
        } else {
            switch shipped(target) {
            case nil:
                throw failure(.unknownWhitelist(target, shipped: shippedNames))
            case .resolved(let whitelist):
                return Resolved(
                    modules: whitelist.modules, writableAttributes: whitelist.writableAttributes,
                    grantedNames: whitelist.grantedNames)
            case .text(let shippedText):
                text = shippedText
            }
        }
        if let start = chain.firstIndex(where: { $0.identity == text.identity }) {
            throw failure(.extendsCycle(chain[start...].map(\.name) + [target]))
        }
        return try resolve(
            text, isShipped: !isFile, chain: chain + [Step(name: target, identity: text.identity)])
    }

    private func resolve(_ text: PolicyText, isShipped: Bool, chain: [Step]) throws(PolicyFileError) -> Resolved {
        let file = try WhitelistFile(text, catalogue: catalogue)
        var resolved = Resolved()
        if let extends = file.extends {
            let reference = Reference(file: text.name, line: extends.line, isShipped: isShipped)
            resolved = try resolve(extends.text, namedBy: reference, chain: chain)
        }
        resolved.grantedNames.formUnion(file.grantedNames)
        for listing in file.listings { resolved.modules[listing.module] = listing.kind }

        func failure(_ line: Int, _ problem: PolicyFileError.Problem) -> PolicyFileError {
            PolicyFileError(file: text.name, line: line, problem: problem)
        }
        for listing in file.listings {
            guard let package = listing.module.parent, resolved.modules[package] == nil else { continue }
            let kind = catalogue.kinds[package] ?? .source
            throw failure(
                listing.line,
                .packageNotListed(listing.module.text, package: package.text, kind: kind.key))
        }
        for writable in file.writable {
            guard resolved.modules[writable.module] != nil else {
                throw failure(
                    writable.line, .writableOfUnlistedModule(writable.text, module: writable.module.text))
            }
            if writable.text.hasSuffix(".*"), resolved.modules[writable.module] != .source {
                throw failure(writable.line, .wholeModuleNotSource(writable.module.text))
            }
            resolved.writableAttributes.insert(writable.text)
        }
        return resolved
    }

    private static func path(_ path: String, besides file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    private static func lastComponent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        let last = path[path.index(after: slash)...]
        return last.isEmpty ? path : String(last)
    }
}
