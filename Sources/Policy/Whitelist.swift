/// What a script may import, and what of it may be stored to: a resolved whitelist.
public struct Whitelist: Sendable, Equatable {
    /// The name by which denials refer to this whitelist, such as `standard`.
    public var name: String
    /// Every module that may be loaded, with the kind that it is loaded as.
    public var modules: [ModuleName: ModuleKind]
    /// Known modules that this whitelist leaves out, with the kind that a line for them would need.
    public var available: [ModuleName: ModuleKind]
    /// Modules that no whitelist may list, each with the reason.
    public var neverListed: [ModuleName: String]
    /// `module.attribute` pairs that scripts may assign on library modules.
    public var writableAttributes: Set<String>
    /// Built-in names that scripts have besides those of every run.
    public var grantedNames: Set<GrantedName>

    /// Each as the property of its name.
    public init(
        name: String,
        modules: [ModuleName: ModuleKind] = [:],
        available: [ModuleName: ModuleKind] = [:],
        neverListed: [ModuleName: String] = [:],
        writableAttributes: Set<String> = [],
        grantedNames: Set<GrantedName> = []
    ) {
        self.name = name
        self.modules = modules
        self.available = available
        self.neverListed = neverListed
        self.writableAttributes = writableAttributes
        self.grantedNames = grantedNames
    }

    /// Where a module stands with a whitelist.
    public enum Standing: Sendable, Equatable {
        /// It may be imported, and is loaded as this kind.
        case listed(ModuleKind)
        /// This whitelist leaves it out; a line under this kind would list it.
        case available(ModuleKind)
        /// No whitelist may list it.
        case neverListed(reason: String)
        /// No module of this name is known.
        case unknown
    }

    /// What the whitelist says of a module.
    public func standing(of module: ModuleName) -> Standing {
        if let kind = modules[module] { return .listed(kind) }
        if let reason = reasonNeverListed(module) { return .neverListed(reason: reason) }
        if let kind = available[module] { return .available(kind) }
        return .unknown
    }

    /// Why no whitelist may list the module or a package around it, `nil` where one may.
    public func reasonNeverListed(_ module: ModuleName) -> String? {
        neverListed.reason(for: module)
    }
}

extension [ModuleName: String] {
    /// The reason given for the module itself, else for the nearest package around it.
    package func reason(for module: ModuleName) -> String? {
        var name: ModuleName? = module
        while let current = name {
            if let reason = self[current] { return reason }
            name = current.parent
        }
        return nil
    }
}
