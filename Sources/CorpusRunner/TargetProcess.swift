internal import Glibc
internal import LinuxShims

/// A process for an attack to aim at: of the attack's own user, as siblings are, and as the host is where it is not
/// root. Its memory holds a secret, its descriptor 9 is a secret file, and it lets anyone of its user trace it.
final class TargetProcess {
    let process: pid_t
    /// Where the secret is in its memory.
    private(set) var address = ""
    private let line: Int32
    private var firstAnswer = ""

    /// On each line that it reads, it says all of itself that an attack could have changed.
    private static let program = """
        import ctypes, os, resource, sys
        user, secret, folder = sys.argv[1:]
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(*[int(user)] * 3)
            os.setresuid(*[int(user)] * 3)
        libc = ctypes.CDLL(None)
        libc.prctl(4, 1)
        libc.prctl(0x59616d61, ctypes.c_ulong(-1))
        os.dup2(os.open(folder + "/secret.txt", os.O_RDONLY), 9)
        memory = ctypes.create_string_buffer(secret.encode())
        for line in sys.stdin:
            print(ctypes.addressof(memory), memory.value, os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0),
                  os.sched_getscheduler(0), resource.getrlimit(resource.RLIMIT_NOFILE), os.uname().nodename, flush=True)
        """

    init(owner: uid_t, secret: String, folder: String) throws(CorpusError) {
        var ends: [Int32] = [-1, -1]
        guard spl_socket_pair(&ends) == 0 else { throw HostFiles.failure("socket pair", "make") }
        line = ends[0]
        let otherEnd = ends[1]
        defer { close(otherEnd) }
        process = try spawn(
            [PlainPython.interpreter, "-I", "-S", "-c", Self.program, String(owner), secret, folder],
            streams: [.descriptor(otherEnd), .descriptor(otherEnd), .file("/dev/null", flags: O_WRONLY)])
        guard let answer = ask() else { throw CorpusError(path: PlainPython.interpreter, reason: "says nothing") }
        firstAnswer = answer
        address = String(answer.prefix { $0 != " " })
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        close(line)
    }

    /// What an attack did to it; `nil` where it is as it was.
    func trace() -> String? {
        guard let answer = ask() else { return "the process no longer answers" }
        return answer == firstAnswer ? nil : "the process has changed from \(firstAnswer) to \(answer)"
    }

    private func ask() -> String? {
        guard spl_write_quietly(line, "\n", 1) == 1 else { return nil }
        var entry = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 3_000) == 1 else { return nil }
        var room = [UInt8](repeating: 0, count: 4_096)
        let count = read(line, &room, room.count)
        return count > 0 ? String(decoding: room.prefix(count - 1), as: UTF8.self) : nil
    }
}
