/// How much a value that passes between script and host may be.
public struct ValueLimits: Sendable, Hashable {
    /// Containers within one another.
    public var depth: Int
    /// Values in all, those in containers included.
    public var count: Int
    /// Of the value as it is sent, in bytes.
    public var bytes: Int

    public init(depth: Int = 100, count: Int = 4_000_000, bytes: Int = 256 << 20) {
        self.depth = min(max(depth, 1), Self.deepest)
        self.count = max(count, 1)
        self.bytes = max(bytes, 1)
    }

    /// What passes between script and host at a time: 64 MiB, and room to say what they are.
    public static let passing = ValueLimits(bytes: 64 << 20 + 4_096)

    /// Containers are read by recursion.
    private static let deepest = 500
}
