/// A built-in name that scripts lack, unless a whitelist grants it.
///
/// Both work over nothing real: `exec` runs code with the script's own built-ins, and SystemExit ends the
/// run and never the process.
public enum GrantedName: String, Sendable, CaseIterable, Comparable {
    case exec
    case systemExit = "SystemExit"

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
