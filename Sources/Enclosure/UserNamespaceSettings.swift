/// The settings by which distributions keep user namespaces from unprivileged users.
enum UserNamespaceSettings {
    /// Each as a file beneath /proc/sys, and the value that forbids.
    private static let forbiddingValues = [
        ("user/max_user_namespaces", "0"),
        ("kernel/unprivileged_userns_clone", "0"),
        appArmor,
    ]
    private static let appArmor = ("kernel/apparmor_restrict_unprivileged_userns", "1")

    /// Whether a namespace may be made and then refused its mapping, from where no way leads back.
    static var mayRefuseLate: Bool { stands(appArmor.0, at: appArmor.1) }

    /// Those that stand at the value that forbids, as sysctl(8) writes them.
    static func forbidding() -> [String] {
        forbiddingValues.filter(stands).map { path, value in "\(String(path.map { $0 == "/" ? "." : $0 })) = \(value)" }
    }

    private static func stands(_ path: String, at value: String) -> Bool {
        guard let text = try? readText("/proc/sys/" + path, part: "setting") else { return false }
        return text.split(separator: "\n").first.map(String.init) == value
    }
}
