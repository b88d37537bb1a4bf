/// How the kernel layer is to be put up.
public struct EnclosureOrder: Sendable, Equatable {
    public var level: EnclosureLevel
    /// `struct sock_filter` records for the process that forks; empty at the level language-only.
    public var zygoteFilter: [UInt8]
    /// The same for a fork that runs a script.
    public var childFilter: [UInt8]
    /// The filter's forbidden calls raise SIGSYS, and the child says which it was. For tests: a script can catch
    /// the signal as well.
    public var trapsSystemCalls: Bool

    public init(
        level: EnclosureLevel, zygoteFilter: [UInt8], childFilter: [UInt8], trapsSystemCalls: Bool = false
    ) {
        self.level = level
        self.zygoteFilter = zygoteFilter
        self.childFilter = childFilter
        self.trapsSystemCalls = trapsSystemCalls
    }

    /// Puts up nothing.
    public static let none = EnclosureOrder(level: .languageOnly, zygoteFilter: [], childFilter: [])
}

/// What stood when the zygote was ready, as it says itself before any script was seen.
public struct EnclosureReport: Sendable, Equatable {
    /// How much of the kernel layer stood.
    public var level: EnclosureLevel
    /// The version of Landlock in force, 0 where there is none.
    public var landlockVersion: Int
    /// False where namespaces were entered as root, without one of users.
    public var hasUserNamespace: Bool

    /// Each as the property of its name.
    public init(level: EnclosureLevel, landlockVersion: Int = 0, hasUserNamespace: Bool = false) {
        self.level = level
        self.landlockVersion = landlockVersion
        self.hasUserNamespace = hasUserNamespace
    }
}
