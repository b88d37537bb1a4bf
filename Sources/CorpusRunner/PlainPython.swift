internal import Glibc
internal import Synchronization

/// The sessions of controls. What is left in them is no worker's.
enum ControlSessions {
    private static let leaders = Mutex<Set<pid_t>>([])

    static func add(_ leader: pid_t) { leaders.withLock { _ = $0.insert(leader) } }
    static func contains(_ session: pid_t) -> Bool { leaders.withLock { $0.contains(session) } }
}

/// Runs scripts on the system's own interpreter, unprivileged: the control that shows an attack works.
struct PlainPython {
    static let interpreter = "/usr/bin/python3"
    /// Seconds that a script may take. The launcher gets a few more.
    private static let timeout = 20
    /// Uids that no Debian or systemd range hands out; one for each control that runs at a time.
    private static let firstReservedUser: uid_t = 60_800
    /// Talk beyond this is not read.
    private static let outputLimit = 16 << 20

    /// Which of the controls that run at a time this is.
    let slot: Int
    /// Whom scripts run as where this process is root.
    var user: uid_t { Self.firstReservedUser + uid_t(slot) }

    /// Runs a source text from a copy in `folder`, which is the working directory.
    ///
    /// It has a session of its own; what is left of the process group is killed at the end.
    func run(
        source: [UInt8], arguments: [String], standardInput: [UInt8]?, in folder: String
    ) throws(CorpusError) -> ObservedRun {
        let script = folder + "/script.py"
        try HostFiles.write(source, to: script, mode: 0o644)
        try HostFiles.write(standardInput ?? [], to: folder + "/stdin", mode: 0o600)
        try HostFiles.write([], to: folder + "/stdout", mode: 0o600)
        try HostFiles.write([], to: folder + "/stderr", mode: 0o600)
        let process = try spawn(
            command(script, arguments, in: folder),
            streams: [
                .file(folder + "/stdin", flags: O_RDONLY), .file(folder + "/stdout", flags: O_WRONLY | O_APPEND),
                .file(folder + "/stderr", flags: O_WRONLY | O_APPEND),
            ])
        ControlSessions.add(process)
        let status = wait(for: process)
        return ObservedRun(
            standardOutput: try HostFiles.read(folder + "/stdout", limit: Self.outputLimit),
            standardError: try HostFiles.read(folder + "/stderr", limit: Self.outputLimit),
            verdict: status.verdict, exitStatus: status.exitStatus)
    }

    /// What stands between this process and the script, because `posix_spawn` cannot say it. The script is a
    /// child of the session's leader, as a script in a worker is: a leader could not leave its own group.
    /// A core of a deliberate crash is of no use, and no attack needs a file of more than 64 MiB.
    private static let launcher = """
        import os, resource, signal, sys
        folder, user, seconds, *command = sys.argv[1:]
        os.chdir(folder)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
        child = os.fork()
        if child == 0:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(*[int(user)] * 3)
                os.setresuid(*[int(user)] * 3)
            os.execv(command[0], command)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.alarm(int(seconds))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os._exit(status if status >= 0 else 128 - status)
        """

    private func command(_ script: String, _ arguments: [String], in folder: String) -> [String] {
        return [Self.interpreter, "-I", "-S", "-c", Self.launcher, folder, String(user), String(Self.timeout)]
            + [Self.interpreter, "-I", script] + arguments
    }

    private func wait(for process: pid_t) -> (verdict: String, exitStatus: Int32) {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(Self.timeout + 5)
        var inTime = true
        var end = siginfo_t()
        // Left unreaped until its group is killed, so that no other process can have got its number.
        while waitid(P_PID, id_t(process), &end, WEXITED | WNOHANG | WNOWAIT) == 0, end.si_signo == 0 {
            if inTime, clock.now > deadline {
                inTime = false
                kill(-process, SIGKILL)
            }
            usleep(2_000)
        }
        kill(-process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        if !inTime { return ("wallTime", 124) }
        let signal = status & 0x7f
        return signal == 0 ? ("ok", (status >> 8) & 0xff) : ("crashed", 128 + signal)
    }
}
