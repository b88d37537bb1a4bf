/// Why the module image cannot be used. The worker refuses to start with it.
public enum ModuleImageError: Error, Equatable, CustomStringConvertible {
    /// The executable was built before the image was made.
    case missing
    /// The image was made by another Python than the libpython in use.
    case stale(imageVersion: String, pythonVersion: String)
    /// The bytes are no module image; says what is wrong with them.
    case malformed(String)

    public var description: String {
        switch self {
        case .missing:
            "this build carries no module image: run build-scripts/bootstrap"
        case .stale(let imageVersion, let pythonVersion):
            "the module image was compiled by Python \(imageVersion), but libpython is \(pythonVersion): run build-scripts/bootstrap"
        case .malformed(let flaw):
            "the module image is damaged (\(flaw)): run build-scripts/bootstrap"
        }
    }
}
