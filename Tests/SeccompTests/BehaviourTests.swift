import FilterProbe
import Policy
import SeccompCompiler
import Testing

private let eperm: Int32 = 1
private let enosys: Int32 = 38
private let descriptors: UInt64 = 3
private let nowhere = UInt64(bitPattern: -1)

/// Calls made for real, in forks that have loaded the shipped filters.
@Suite("Filters at work", .serialized)
struct BehaviourTests {
    struct Case: CustomStringConvertible {
        let call: String
        let arguments: [UInt64]
        let end: End?

        /// `end` nil: the call works, whatever it returns.
        init(_ call: String, _ arguments: [UInt64], _ end: End?) {
            self.call = call
            self.arguments = arguments
            self.end = end
        }

        init(_ call: String, _ end: End?) { self.init(call, [], end) }

        var description: String { "\(call)(\(arguments.map { String($0, radix: 16) }.joined(separator: ", ")))" }
    }

    static let child: [Case] = [
        Case("getpid", nil), Case("gettid", nil), Case("sched_yield", nil), Case("brk", nil),
        Case("getrandom", [0, 0, 0], .returned(0)), Case("exit_group", .ended), Case("exit", .ended),
        Case("clock_gettime", [2, 0], .refused(14)), Case("clock_getres", [15, 0], .refused(22)),
        Case("clock_nanosleep", [1, 0, 0, 0], .refused(14)),
        Case("clock_gettime", [nowhere, 0], .refused(eperm)), Case("clock_gettime", [16, 0], .refused(eperm)),
        // Memory.
        Case("mmap", [0, 4096, 3, 0x22, nowhere, 0], nil), Case("mmap", [0, 4096, 0, 0x4022, nowhere, 0], nil),
        Case("mmap", [0, 4096, 0, 0x20022, nowhere, 0], nil),
        Case("mmap", [0, 4096, 7, 0x22, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 4, 0x22, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 1 << 32 | 3, 0x22, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 3, 0x21, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 3, 0x32, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 3, 0x100022, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 3, 0x122, nowhere, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 3, 0x2, 3, 0], .refused(eperm)),
        Case("mprotect", [0, 0, 3], .returned(0)), Case("mprotect", [0, 0, 5], .refused(eperm)),
        Case("mprotect", [0, 0, 0x0100_0003], .refused(eperm)),
        Case("mremap", [0, 4096, 8192, 1], .refused(14)), Case("mremap", [0, 4096, 8192, 3, 65536], .refused(eperm)),
        Case("mremap", [0, 4096, 8192, 5], .refused(eperm)),
        Case("munmap", [0, 4096], .returned(0)), Case("madvise", [0, 0, 4], .returned(0)),
        Case("madvise", [0, 0, 9], .refused(eperm)), Case("madvise", [0, 0, 100], .refused(eperm)),
        // The channel: EFAULT comes from beyond the filter.
        Case("sendto", [3, 8, 1, 0x4000, 0, 0], .refused(14)), Case("recvfrom", [3, 8, 0, 0x40, 0, 0], .refused(11)),
        Case("sendto", [4, 8, 1, 0x4000, 0, 0], .refused(eperm)), Case("recvfrom", [4, 8, 1, 0, 0, 0], .refused(eperm)),
        Case("sendto", [3, 8, 1, 1, 0, 0], .refused(eperm)), Case("recvfrom", [3, 8, 1, 1, 0, 0], .refused(eperm)),
        Case("sendto", [3, 8, 1, 0x4000, 8, 16], .refused(eperm)), Case("recvfrom", [3, 8, 1, 0x40, 8, 8], .refused(eperm)),
        Case("sendmsg", [3, 0, 0x4000], .refused(eperm)), Case("recvmsg", [3, 0, 0], .refused(eperm)),
        Case("read", [0, 0, 0], .refused(eperm)), Case("write", [3, 0, 0], .refused(eperm)),
        // Locks.
        Case("futex", [0, 0x80, 0, 0], .refused(14)), Case("futex", [0, 0x189, 0, 0, 0, 1], .refused(14)),
        Case("futex", [0, 3, 0, 0], .refused(eperm)), Case("futex", [0, 6, 0, 0], .refused(eperm)),
        Case("futex", [0, 11, 0, 0], .refused(eperm)), Case("futex", [0, 13, 0, 0], .refused(eperm)),
        // Files, sockets, other processes.
        Case("openat", [nowhere, 0, 0], .refused(eperm)), Case("openat2", [nowhere, 0, 0], .refused(eperm)),
        Case("newfstatat", [nowhere, 0, 0], .refused(eperm)), Case("socket", [1, 1, 0], .refused(eperm)),
        Case("socket", [16, 3, 0], .refused(eperm)), Case("socket", [40, 1, 0], .refused(eperm)),
        Case("socketpair", [1, 1, 0, 0], .refused(eperm)), Case("memfd_create", [0, 0], .refused(eperm)),
        Case("dup", [3], .refused(eperm)), Case("close", [3], .refused(eperm)),
        Case("close_range", [4, nowhere, 0], .refused(eperm)), Case("shmget", [0, 4096, 0o1600], .refused(eperm)),
        Case("msgget", [0, 0o1600], .refused(eperm)), Case("mq_open", [0, 0, 0, 0], .refused(eperm)),
        Case("prctl", [38, 1], .refused(eperm)), Case("prctl", [4, 1], .refused(eperm)),
        Case("seccomp", [1, 0, 0], .refused(eperm)), Case("landlock_create_ruleset", [0, 0, 1], .refused(eperm)),
        Case("prlimit64", [0, 7, 0, 0], .refused(eperm)), Case("tgkill", [1, 1, 0], .refused(eperm)),
        Case("wait4", [nowhere, 0, 1, 0], .refused(eperm)), Case("clone3", [0, 0], .refused(enosys)),
        Case("execve", .killed(sigsys)), Case("execveat", [nowhere], .killed(sigsys)),
        Case("kill", [1, 0], .killed(sigsys)), Case("tkill", [1, 0], .killed(sigsys)),
        Case("ptrace", .killed(sigsys)), Case("process_vm_readv", .killed(sigsys)), Case("pidfd_open", .killed(sigsys)),
        Case("bpf", .killed(sigsys)), Case("userfaultfd", .killed(sigsys)), Case("io_uring_setup", .killed(sigsys)),
        Case("perf_event_open", .killed(sigsys)), Case("keyctl", .killed(sigsys)), Case("add_key", .killed(sigsys)),
        Case("mount", .killed(sigsys)), Case("unshare", .killed(sigsys)), Case("setns", .killed(sigsys)),
        Case("personality", [nowhere], .killed(sigsys)),
        // A thread needs memory of its own: with no stack given it would run on the caller's, so only refusals.
        Case("clone", [17], .killed(sigsys)), Case("clone", [0x1200011], .killed(sigsys)),
        Case("clone", [0x4111], .killed(sigsys)), Case("clone", [0x1000_0011], .killed(sigsys)),
        Case("clone", [0x103d_0f00], .refused(eperm)), Case("clone", [0x7d0f00], .refused(eperm)),
        Case("clone", [0x10f00], .refused(eperm)), Case("clone", [1 << 32 | 0x3d0f00], .refused(eperm)),
    ]

    @Test("in a child", arguments: child)
    func inChild(attempt: Case) throws {
        for filters in [["child"], ["zygote", "child"]] {
            let end = try end(of: attempt.call, attempt.arguments, under: filters.map { try shipped($0) })
            if let expected = attempt.end {
                #expect(end == expected, "under \(filters)")
            } else {
                #expect(end.isSuccess, "under \(filters): \(end)")
            }
        }
    }

    static let filed: [Case] = [
        Case("recvmsg", [3, 0, 0x4000_0000], .refused(14)), Case("recvmsg", [3, 0, 0x4000_0040], .refused(14)),
        Case("recvmsg", [4, 0, 0], .refused(eperm)), Case("recvmsg", [3, 0, 1], .refused(eperm)),
        Case("recvmsg", [3, 0, 2], .refused(eperm)), Case("pread64", [4, 8, 1, 0], .refused(29)), Case("close", [4], .returned(0)),
        Case("sendmsg", [3, 0, 0x4000], .refused(eperm)), Case("recvmmsg", [3, 0, 0, 0, 0], .refused(eperm)),
        Case("mmap", [0, 4096, 1, 0x2, 4, 0], .refused(eperm)), Case("preadv", [4, 0, 0, 0], .refused(eperm)),
        Case("pwrite64", [4, 0, 0, 0], .refused(eperm)), Case("read", [4, 0, 0], .refused(eperm)),
        Case("fstat", [4, 0], .refused(eperm)), Case("lseek", [4, 0, 0], .refused(eperm)), Case("dup", [4], .refused(eperm)),
        Case("openat", [nowhere, 0, 0], .refused(eperm)), Case("fcntl", [4, 1, 0], .refused(eperm)),
        Case("execve", .killed(sigsys)),
    ]

    @Test("in a child that is given files", arguments: filed)
    func inChildWithFiles(attempt: Case) throws {
        for filters in [["child"], ["zygote", "child"]] {
            let end = try end(of: attempt.call, attempt.arguments, under: filters.map { try shipped($0, files: true) })
            #expect(attempt.end == end, "under \(filters)")
        }
    }

    static let branchable: [Case] = [
        Case("clone", [0x1208011], .forked),
        // Another stack, a place of the caller's for the id, any other flag: VM, FS, FILES, SIGHAND, VFORK, THREAD, namespaces,
        // no signal, another one, what fork and vfork ask for.
        Case("clone", [0x1208011, 4096], .refused(eperm)), Case("clone", [0x1208011, 0, 8], .refused(eperm)),
        Case("clone", [0x1208111], .refused(eperm)), Case("clone", [0x1208211], .refused(eperm)),
        Case("clone", [0x1208411], .refused(eperm)), Case("clone", [0x1208811], .refused(eperm)),
        Case("clone", [0x120c011], .refused(eperm)), Case("clone", [0x1218011], .refused(eperm)),
        Case("clone", [0x1228011], .refused(eperm)), Case("clone", [0x1120_8011], .refused(eperm)),
        Case("clone", [0x2120_8011], .refused(eperm)), Case("clone", [0x1208000], .refused(eperm)),
        Case("clone", [0x1208009], .refused(eperm)), Case("clone", [1 << 32 | 0x1208011], .refused(eperm)),
        Case("clone", [0x8011], .killed(sigsys)), Case("clone", [0x1008011], .killed(sigsys)), Case("clone", [0x1200011], .killed(sigsys)),
        Case("clone", [0x4111], .killed(sigsys)), Case("clone", [17], .killed(sigsys)),
        Case("clone3", [0, 0], .refused(enosys)),
        Case("dup3", [4, 3, 0], .returned(3)), Case("dup3", [4, 5, 0], .refused(eperm)), Case("dup3", [4, 3, 0x80000], .refused(eperm)),
        Case("dup", [4], .refused(eperm)), Case("recvmsg", [3, 0, 0x4000_0000], .refused(14)),
        Case("recvmsg", [4, 0, 0], .refused(eperm)), Case("sendmsg", [3, 0, 0x4000], .refused(eperm)),
        Case("waitid", [0, 0, 0, 4, 0], .refused(eperm)), Case("waitid", [3, 4, 0, 4, 0], .refused(eperm)),
        Case("wait4", [nowhere, 0, 1, 0], .refused(eperm)), Case("seccomp", [1, 8, 0], .refused(eperm)),
        Case("prctl", [40, 0], .refused(eperm)), Case("pread64", [4, 8, 1, 0], .refused(eperm)),
        Case("kill", [1, 0], .killed(sigsys)), Case("execve", .killed(sigsys)),
    ]

    @Test("in a session that may be copied", arguments: branchable)
    func inBranchableSession(attempt: Case) throws {
        for filters in [["child"], ["zygote", "child"]] {
            let end = try end(of: attempt.call, attempt.arguments, under: filters.map { try shipped($0, threads: false, branches: true) })
            #expect(attempt.end == end, "under \(filters)")
        }
    }

    @Test("without branches, the form of a copy is refused")
    func noBranches() throws {
        for filters in [["child"], ["zygote", "child"], ["zygote"]] {
            let end = try end(of: "clone", [0x1208011], under: filters.map { try shipped($0) })
            #expect(end == .refused(eperm), "under \(filters): \(end)")
        }
    }

    static let zygote: [Case] = [
        Case("clone", [0x1200011], .forked), Case("clone", [17], .refused(eperm)),
        Case("clone", [0x1000_0011], .refused(eperm)), Case("wait4", [nowhere, 0, 1, 0], .refused(10)),
        Case("sendmsg", [3, 0, 0x4000], .refused(14)), Case("recvmsg", [3, 0, 0x4000_0000], .refused(14)),
        Case("sendmsg", [4, 0, 0x4000], .refused(eperm)), Case("recvmsg", [4, 0, 0], .refused(eperm)),
        Case("sendmsg", [3, 0, 1], .refused(eperm)), Case("recvmsg", [3, 0, 1], .refused(eperm)),
        Case("getppid", nil), Case("close", [4], .returned(0)), Case("close_range", [4, 8, 0], .returned(0)),
        Case("close_range", [3, 8, 0], .refused(eperm)), Case("close_range", [4, 8, 2], .refused(eperm)),
        Case("dup3", [4, 3, 0], .returned(3)), Case("dup3", [4, 5, 0], .refused(eperm)),
        Case("prctl", [38, 1], .returned(0)), Case("prctl", [4, 0], .returned(0)), Case("prctl", [3], nil),
        Case("prctl", [1, 9], .returned(0)), Case("prctl", [1, 0], .refused(eperm)), Case("prctl", [4, 1], .refused(eperm)),
        Case("prctl", [22, 2], .refused(eperm)), Case("prlimit64", [0, 7, 0, 0], .returned(0)),
        Case("prlimit64", [1, 7, 0, 0], .refused(eperm)), Case("seccomp", [1, 0, 0], .refused(14)),
        Case("seccomp", [1, 8, 0], .refused(eperm)), Case("pidfd_send_signal", [4, 9, 0, 0], .refused(9)),
        Case("pidfd_send_signal", [4, 10, 0, 0], .refused(eperm)), Case("pidfd_open", [0, 0], .refused(22)),
        Case("openat", [nowhere, 0, 0], .refused(eperm)), Case("socket", [1, 1, 0], .refused(eperm)),
        Case("execve", .killed(sigsys)), Case("unshare", .killed(sigsys)), Case("mount", .killed(sigsys)),
        Case("ptrace", .killed(sigsys)), Case("bpf", .killed(sigsys)), Case("mmap", [0, 4096, 7, 0x22, nowhere, 0], .refused(eperm)),
    ]

    @Test("in a zygote", arguments: zygote)
    func inZygote(attempt: Case) throws {
        let end = try end(of: attempt.call, attempt.arguments, under: [shipped("zygote")])
        if let expected = attempt.end {
            #expect(end == expected)
        } else {
            #expect(end.isSuccess, "\(end)")
        }
    }

    @Test("a zygote forks and waits, its child locks itself further and can fork no more")
    func forks() throws {
        let outer = try shipped("zygote")
        let inner = try shipped("child")
        func fork(_ call: String) throws -> End {
            var result = probe_result()
            let error = probe_fork(outer, outer.count, inner, inner.count, try number(call), &result)
            if error != 0 { throw ProbeError(number: error) }
            return End(result)
        }
        #expect(try fork("getpid").isSuccess)
        #expect(try fork("openat") == .refused(eperm))
        #expect(try fork("clone") == .killed(sigsys))
        #expect(try fork("pidfd_open") == .killed(sigsys))
        #expect(try fork("getppid") == .refused(eperm))
    }

    @Test("threads start where they may, and nowhere else", arguments: [false, true])
    func threads(allowed: Bool) throws {
        let programs = try [shipped("zygote"), shipped("child", threads: allowed)]
        var result = probe_result()
        #expect(withPointers(programs) { probe_thread($0, $1, programs.count, &result) } == 0)
        #expect(result.returned == 1 && result.signal == 0)
        #expect(result.value == (allowed ? 0 : Int64(eperm)))
    }

    @Test("abort ends as a crash and not as a forbidden call")
    func aborts() throws {
        let programs = [try shipped("child")]
        var result = probe_result()
        #expect(withPointers(programs) { probe_abort($0, $1, programs.count, &result) } == 0)
        #expect(result.signal != 0 && result.signal != sigsys)
    }

    @Test("the trapping form lets a handler see a call, which is what it is for")
    func traps() throws {
        #expect(try end(of: "execve", under: [shipped("child", traps: true)]) == .killed(sigsys))
        #expect(try end(of: "openat", under: [shipped("child", traps: true)]) == .refused(eperm))
    }
}
