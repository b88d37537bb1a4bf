/// What host and worker compare before use, so that two builds are never mixed.
public enum BuildIdentity {
    public static let version = "0.1.0"
    /// Raised with every change of the frames or of what they mean.
    public static let protocolRevision: UInt16 = 5
}
