/// The settings by which distributions keep user namespaces from unprivileged users.
enum UserNamespaceSettings {
    /// Each as a file beneath /proc/sys, and the value that forbids.
    private static let forbiddingValues = [
        ("user/max_user_namespaces", "0"),
        ("kernel/unprivileged_userns_clone", "0"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1"),
    ]

    /// Those that stand at the value that forbids, as sysctl(8) writes them.
    static func forbidding() -> [String] {
        forbiddingValues.compactMap { path, value in
            guard let text = try? readText("/proc/sys/" + path, part: "setting"),
                text.split(separator: "\n").first.map(String.init) == value
            else { return nil }
            return "\(String(path.map { $0 == "/" ? "." : $0 })) = \(value)"
        }
    }
}
