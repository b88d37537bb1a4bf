/// The two output streams of a script.
public enum OutputStream: UInt8, Sendable, CaseIterable {
    case standardOutput = 1
    case standardError = 2
}
