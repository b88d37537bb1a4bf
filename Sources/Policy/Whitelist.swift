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

    public init(
        name: String,
        modules: [ModuleName: ModuleKind] = [:],
        available: [ModuleName: ModuleKind] = [:],
        neverListed: [ModuleName: String] = [:],
        writableAttributes: Set<String> = []
    ) {
        self.name = name
        self.modules = modules
        self.available = available
        self.neverListed = neverListed
        self.writableAttributes = writableAttributes
    }
}
