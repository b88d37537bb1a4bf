/// A module of a script's own source root, read by the host.
public struct SourceModule: Sendable, Equatable {
    /// The path that tracebacks show, beneath `/app`.
    public var displayPath: String
    public var isPackage: Bool
    public var source: [UInt8]

    public init(displayPath: String, isPackage: Bool, source: [UInt8]) {
        self.displayPath = displayPath
        self.isPackage = isPackage
        self.source = source
    }
}
