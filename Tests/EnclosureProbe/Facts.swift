import Enclosure
import Glibc
import KernelFacts
import LinuxShims

/// What a process of the probe found out, a line each. Written at once: some of the processes are killed.
func say(_ key: String, _ value: some CustomStringConvertible) {
    let line = Array("\(key)=\(value)\n".utf8)
    _ = write(1, line, line.count)
}

func fail(_ what: String) -> Never {
    say("failed", what)
    _exit(1)
}

/// The name of an error number, 0 where a call succeeded.
func outcome(_ result: Int32) -> String {
    let names = [
        EPERM: "EPERM", EACCES: "EACCES", ENOENT: "ENOENT", EROFS: "EROFS", ESRCH: "ESRCH", ENETUNREACH: "ENETUNREACH",
        ECONNREFUSED: "ECONNREFUSED", ENOSPC: "ENOSPC",
    ]
    return result >= 0 ? "yes" : names[-result] ?? "errno \(-result)"
}

/// The identity of each namespace that this process is in; the pid and time ones are those of its children.
func sayNamespaces(_ prefix: String) {
    for name in ["user", "pid_for_children", "ipc", "uts", "net", "mnt", "cgroup", "time_for_children"] {
        var target = [CChar](repeating: 0, count: 128)
        let length = spl_read_link("/proc/self/ns/\(name)", &target, target.count)
        guard length > 0 else { continue }
        say("\(prefix).\(name)", String(decoding: target.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
}

func sayPrivileges(_ prefix: String) {
    var sets = fact_capabilities()
    guard fact_read_capabilities(&sets) == 0 else { fail("capget") }
    say("\(prefix).capabilities", sets.effective | sets.permitted | sets.inheritable | sets.ambient)
    say("\(prefix).bounding", sets.bounding)
    say("\(prefix).user", getuid())
    say("\(prefix).isOneUser", [getuid(), geteuid(), getgid(), getegid()].allSatisfy { $0 == getuid() })
    say("\(prefix).groups", fact_groups())
    say("\(prefix).mounts", outcome(mount("none", "/", "tmpfs", 0, nil) == 0 ? 0 : -errno))
    say("\(prefix).noNewPrivileges", fact_no_new_privileges())
    say("\(prefix).dumpable", fact_dumpable())
    say("\(prefix).seccomp", fact_seccomp_mode())
}

/// How many entries the root has, and whether anything can be made in it or found through it.
func sayRoot(_ prefix: String) {
    var count = 0
    if let folder = opendir("/") {
        while readdir(folder) != nil { count += 1 }
        closedir(folder)
        say("\(prefix).rootEntries", count - 2)
    } else {
        say("\(prefix).rootEntries", "unreadable")
    }
    say("\(prefix).makesFile", outcome(fact_open("/made", O_WRONLY | O_CREAT)))
    say("\(prefix).makesFolder", outcome(mkdir("/made", 0o700) == 0 ? 0 : -errno))
    say("\(prefix).opensProc", outcome(fact_open("/proc/self/status", O_RDONLY)))
    say("\(prefix).opensAbove", outcome(fact_open("/../../etc/passwd", O_RDONLY)))
}

/// Forks; the child ends when `body` does. Returns its id.
func forked(_ body: () -> Void) -> pid_t {
    let process = spl_fork()
    if process == 0 {
        body()
        _exit(0)
    }
    if process < 0 { fail("fork") }
    return process
}

func wait(_ process: pid_t) {
    var end = spl_end()
    _ = spl_wait(process, 1, &end)
    if end.status != 0 { say("status", end.status) }
}

@discardableResult
func enclosed<Result>(_ step: () throws(EnclosureFailure) -> Result) -> Result {
    do {
        return try step()
    } catch {
        say("refused.part", error.part)
        say("refused.reason", error.reason)
        _exit(3)
    }
}
