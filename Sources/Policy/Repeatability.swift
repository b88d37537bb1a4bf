/// What is fixed so that two runs of a script do the same, byte by byte.
public struct Repeatability: Sendable, Equatable {
    /// Nanoseconds since 1970 at which the script's clock starts; `nil`: the real clock.
    public var clockStart: Int64?
    /// What all random numbers and hash seeds follow from; `nil`: real ones.
    public var seed: UInt64?

    public init(clockStart: Int64? = nil, seed: UInt64? = nil) {
        self.clockStart = clockStart
        self.seed = seed
    }

    public static let none = Repeatability()
}
