import Policy
import PolicyFiles
import SeccompCompiler
import ShippedPolicies
import Testing

/// Every number, not only those that someone thought of.
@Suite("Sweep of system call numbers", .serialized)
struct SweepTests {
    /// The calls that a child may make, written out once more: a new one takes a second signature.
    static let allowed: Set<String> = [
        "mmap", "mprotect", "mremap", "munmap", "brk", "madvise", "sendto", "recvfrom", "futex", "sched_yield",
        "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "restart_syscall", "clock_gettime", "clock_getres",
        "clock_nanosleep", "gettimeofday", "getrandom", "getpid", "gettid", "exit", "exit_group",
    ]
    static let allowedWithThreads: Set<String> = ["set_robust_list", "rseq", "clone"]
    static let allowedWithFiles: Set<String> = ["recvmsg", "pread64", "close"]
    static let allowedWithBranches: Set<String> = ["clone", "recvmsg", "dup3", "close"]

    /// uretprobe and uprobe of x86-64: the kernel puts them before every filter, for its own trampolines, and
    /// refuses whoever calls from elsewhere.
    static let beforeFilters: Set<Int64> = [335, 336]

    private func isRefused(_ end: End) -> Bool { end == .refused(1) || end == .refused(38) || end == .killed(sigsys) }

    /// ENXIO, and SIGILL, are the kernel's answers to a call that no trampoline makes.
    private func isHarmless(_ end: End) -> Bool { isRefused(end) || end == .refused(6) || end == .killed(4) }

    @Test("with any arguments, no number outside the table is made", arguments: [false, true], [false, true])
    func sweep(threads: Bool, files: Bool) throws {
        try sweep(
            shipped("child", threads: threads, files: files),
            Self.allowed.union(threads ? Self.allowedWithThreads : []).union(files ? Self.allowedWithFiles : []))
    }

    @Test("the same where a session may be copied")
    func sweepWithBranches() throws {
        try sweep(shipped("child", threads: false, branches: true), Self.allowed.union(Self.allowedWithBranches))
    }

    private func sweep(_ child: [UInt8], _ calls: Set<String>) throws {
        let numbers = Set(try calls.map { try number($0) })
        for call in Int64(0)...(512 + 64) where !numbers.contains(call) {
            for argument in [0, UInt64(bitPattern: -1)] {
                let end = try end(of: call, [UInt64](repeating: argument, count: 6), under: [child])
                let isHeld = Self.beforeFilters.contains(call) ? isHarmless(end) : isRefused(end)
                #expect(isHeld, "\(call): \(end)")
            }
        }
    }

    #if arch(x86_64)
        @Test("numbers of x32 are killed, and so are those with other high bits")
        func x32() throws {
            let child = try shipped("child")
            for call in Int64(0)...(512 + 64) {
                let end = try end(of: call | 0x4000_0000, under: [child])
                #expect(end == .killed(sigsys), "x32 \(call): \(end)")
            }
            for call in [0x8000_0000, 0x7fff_ffff, 0xffff_fffe] as [Int64] {
                #expect(try end(of: call, under: [child]) == .killed(sigsys), "\(call)")
            }
            // Not a call: the kernel gives this number to calls that a tracer has taken out.
            #expect(isRefused(try end(of: -1, under: [child])))
        }
    #endif
}
