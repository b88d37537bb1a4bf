import Glibc
import LinuxShims
import Synchronization

/// A control group of version 2 for the process of one script, or for a session and its copies. There the kernel counts
/// what an address space does not: its own memory for the process, such as page tables and sockets. An extra: where none
/// can be had, a run goes without and says so.
package final class ControlGroup: Sendable {
    private let folder: String
    private let folders: Folders

    /// How group folders come and go; the kernel fills a new one with its files.
    package struct Folders: Sendable {
        package var make: @Sendable (String) -> Int32
        package var remove: @Sendable (String) -> Int32

        package init(
            make: @escaping @Sendable (String) -> Int32 = { spl_make_folder($0) },
            remove: @escaping @Sendable (String) -> Int32 = { spl_remove_folder($0) }
        ) {
            self.make = make
            self.remove = remove
        }
    }

    /// What a fork of the zygote is charged for besides its script's memory: the pages of the interpreter that it
    /// writes to, and the kernel's own. With it, the script meets the limit of its address space first, which Python
    /// answers by a MemoryError and not by a kill.
    private static let allowance: UInt64 = 64 << 20

    /// `nil` where no group can be made, or not with these bounds.
    ///
    /// - Parameters:
    ///   - memoryBytes: what the script may take, without the interpreter's own.
    ///   - tasks: the process and its threads together; `nil`: as many as it likes.
    ///   - processes: how many share the group, for each of which it has as much room.
    package init?(
        memoryBytes: UInt64, tasks: Int?, processes: Int = 1, beneath parent: String?, folders: Folders = Folders()
    ) {
        guard let parent else { return nil }
        folder = "\(parent)/secure-python-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        self.folders = folders
        guard folders.make(folder) == 0 else { return nil }
        let (each, isTooLarge) = memoryBytes.addingReportingOverflow(Self.allowance)
        let (total, overflow) = each.multipliedReportingOverflow(by: UInt64(processes))
        guard write(isTooLarge || overflow ? "max" : String(total), "memory.max") else {
            remove()
            return nil
        }
        // Kernels without swap or without the controller of processes have no such file.
        _ = write("0", "memory.swap.max")
        if let tasks, case (let all, false) = tasks.multipliedReportingOverflow(by: processes) { _ = write(String(all), "pids.max") }
    }

    deinit { remove() }

    /// Moves a process that the caller holds, so that its id cannot be another's. What it used before is not charged
    /// here. Returns whether it was moved.
    package func admit(_ process: Int32) -> Bool { write(String(process), "cgroup.procs") }

    /// How many processes of the group the kernel has ended for their memory.
    package var memoryKills: Int {
        guard let events = try? readText(folder + "/memory.events", part: "control group") else { return 0 }
        for line in events.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if parts.count == 2, parts[0] == "oom_kill" { return Int(parts[1]) ?? 0 }
        }
        return 0
    }

    private let isRemoved = Mutex(false)

    /// Ends what is left in the group, and takes it away. Safe to call again.
    package func remove() {
        let wasRemoved = isRemoved.withLock { isRemoved in
            defer { isRemoved = true }
            return isRemoved
        }
        if wasRemoved { return }
        // Busy until the last process in it was waited for.
        for _ in 0..<100 where folders.remove(folder) == -EBUSY {
            _ = write("1", "cgroup.kill")
            usleep(10_000)
        }
    }

    private func write(_ text: String, _ file: String) -> Bool {
        spl_write_file(folder + "/" + file, text, text.utf8.count) == 0
    }
}

extension ControlGroup {
    /// The folder in which groups with the memory controller can be made, `nil` where there is none. Nothing is
    /// rearranged for it: a group that holds processes cannot hand the controller on, and where the processes of a
    /// machine belong is not ours to say.
    package static let parent: String? = {
        guard let groups = try? readText("/proc/self/cgroup", part: "control group") else { return nil }
        // Where version 1 has the usual place, version 2 is beside it.
        for mount in ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] where spl_is_cgroup2(mount) == 1 {
            if let folder = parent(mount: mount, groups: groups) { return folder }
        }
        return nil
    }()

    /// The own group, or the one above it, whichever hands the controller on and may be written.
    package static func parent(mount: String, groups: String) -> String? {
        // The line of version 2 is the one with number 0 and no controllers.
        guard let own = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::/") })?.dropFirst(4),
            // A process outside of its control group namespace.
            !own.split(separator: "/").contains("..")
        else { return nil }
        var candidates = [mount + (own.isEmpty ? "" : "/" + own)]
        if let slash = own.lastIndex(of: "/") {
            candidates.append(mount + "/" + own[..<slash])
        } else if !own.isEmpty {
            candidates.append(mount)
        }
        return candidates.first { folder in
            guard let handedOn = try? readText(folder + "/cgroup.subtree_control", part: "control group") else { return false }
            return handedOn.split(whereSeparator: \.isWhitespace).contains("memory")
                && spl_may_write(folder) == 0 && spl_may_write(folder + "/cgroup.procs") == 0
        }
    }
}
