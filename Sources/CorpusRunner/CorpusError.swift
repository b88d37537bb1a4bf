/// A corpus or a throw-away folder that cannot be used: the tests themselves are at fault.
public struct CorpusError: Error, CustomStringConvertible {
    /// The file or folder concerned.
    public let path: String
    public let reason: String

    public var description: String { "\(path): \(reason)" }
}
