/// Every module that one version of Python brings, and what a whitelist may say about each.
public struct ModuleCatalogue: Sendable, Equatable {
    /// The version of Python that the catalogue is of, such as `3.11`.
    public var python: String
    /// The kind that each module is loaded as. A module that we stand in for is `virtual`.
    public var kinds: [ModuleName: ModuleKind]
    /// Modules that no whitelist may list, each with the reason; it holds for all beneath them.
    public var neverListed: [ModuleName: String]

    public init(python: String, kinds: [ModuleName: ModuleKind], neverListed: [ModuleName: String]) {
        self.python = python
        self.kinds = kinds
        self.neverListed = neverListed
    }

    /// What every script has, so that no whitelist lists it.
    public static let alwaysPresent: Set<String> = ["builtins", "__main__"]

    /// Why no whitelist may list the module or a package around it, `nil` where one may.
    public func reasonNeverListed(_ module: ModuleName) -> String? {
        neverListed.reason(for: module)
    }

    /// A whitelist of this name with the given modules, told of every other known module where it stands.
    public func whitelist(
        named name: String, modules: [ModuleName: ModuleKind], writableAttributes: Set<String>,
        grantedNames: Set<GrantedName> = []
    ) -> Whitelist {
        var available: [ModuleName: ModuleKind] = [:]
        for (module, kind) in kinds where modules[module] == nil && reasonNeverListed(module) == nil {
            if !Self.alwaysPresent.contains(module.text) { available[module] = kind }
        }
        return Whitelist(
            name: name, modules: modules, available: available, neverListed: neverListed,
            writableAttributes: writableAttributes, grantedNames: grantedNames)
    }
}
