import LinuxShims

/// Whether memory can be limited by a control group of version 2.
enum MemoryControl {
    static func isWritable() -> Bool {
        guard let group = ownGroup() else { return false }
        // Where version 1 has the usual place, version 2 is beside it.
        for mount in ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] where spl_is_cgroup2(mount) == 1 {
            let folder = mount + (group == "/" ? "" : group)
            guard let controllers = try? readText(folder + "/cgroup.controllers", part: "control group") else { continue }
            let names = controllers.split { $0 == " " || $0 == "\n" }
            if names.contains("memory"), spl_may_write(folder) == 0, spl_may_write(folder + "/cgroup.subtree_control") == 0 {
                return true
            }
        }
        return false
    }

    /// The line of version 2 in /proc/self/cgroup is the one with number 0 and no controllers.
    private static func ownGroup() -> String? {
        guard let text = try? readText("/proc/self/cgroup", part: "control group") else { return nil }
        return text.split(separator: "\n").first { $0.hasPrefix("0::") }.map { String($0.dropFirst(3)) }
    }
}
