/// Where the code of a module comes from. A whitelist names each module under its kind.
public enum ModuleKind: UInt8, Sendable, CaseIterable {
    /// Compiled into libpython (`PyImport_Inittab`).
    case builtIn = 1
    /// Frozen into libpython.
    case frozen = 2
    /// A shared object of `lib-dynload`.
    case `extension` = 3
    /// A `.py` file of the standard library, carried by the module image.
    case source = 4
    /// A native module of ours that stands in for a real one of the same name.
    case virtual = 5

    /// The key under which a whitelist file lists modules of this kind.
    public var key: String {
        switch self {
        case .builtIn: "built-in"
        case .frozen: "frozen"
        case .extension: "extension"
        case .source: "source"
        case .virtual: "virtual"
        }
    }

    /// The kind under whose key a whitelist lists modules, `nil` for none.
    public init?(key: String) {
        guard let kind = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = kind
    }
}
