import Policy
import PolicyFiles
import SeccompCompiler
import Testing

@Suite("Files of system calls")
struct SystemCallFileTests {
    @Test("rules carry their conditions, actions and lines")
    func reads() throws {
        let policy = try policy(
            """
            default: EPERM
            allow:
              getpid: a number
              mmap:
                reason: memory
                when: arg2 & ~0x3 == 0 and arg3 <= 16
              dup2:
                reason: moves
                architectures: x86-64
            threads:
              clone:
                reason: threads
                when: [arg0 == 0x3d0f00]
            errno:
              ENOSYS:
                clone3: falls back
            trap:
              getppid: for a look
            log:
              getuid: for a look
            kill:
              ptrace: others
              clone:
                reason: processes
                when: arg0 & 0x10000 == 0
            """)
        #expect(policy.defaultAction == .errno(1))
        #expect(policy.rules.map(\.call) == [
            "getpid", "mmap", "dup2", "clone", "getppid", "getuid", "ptrace", "clone", "clone3",
        ])
        #expect(policy.rules.map(\.line) == [3, 4, 7, 11, 18, 20, 22, 23, 16])
        #expect(policy.rules.map(\.action) == [.allow, .allow, .allow, .allow, .trap, .log, .kill, .kill, .errno(38)])
        #expect(policy.rules[1].conditions == [
            .init(argument: 2, comparison: .masked(mask: ~3, value: 0)), .init(argument: 3, comparison: .atMost(16)),
        ])
        #expect(policy.rules[2].architectures == [.x86_64])
        #expect(policy.rules.filter { $0.feature == .threads }.map(\.call) == ["clone"])
    }

    @Test("a file that extends another drops its refusals of what it allows, and keeps the rest")
    func extends() throws {
        let base = try policy(
            "default: EPERM\nthreads:\n  clone: {reason: threads, when: arg0 == 1}\n"
                + "kill:\n  clone: {reason: processes, when: arg0 == 2}\n  ptrace: others\nerrno:\n  EPERM:\n    prctl: no\n")
        let over = try policy(
            "extends: calls\ndefault: kill\nallow:\n  clone: {reason: fork, when: arg0 == 2}\n"
                + "  prctl: {reason: locks, when: arg0 == 1}\n", bases: [base])
        #expect(over.defaultAction == .kill)
        #expect(over.rules.map { "\($0.call) \($0.action)" } == [
            "clone allow", "ptrace kill", "clone allow", "prctl allow",
        ])
    }

    static let refusals: [(text: String, line: Int, part: String)] = [
        ("allow:\n  getpid: a\n", 1, "`default` is missing"),
        ("default: EPERM\nallow:\n  getpidd: a\n", 3, "no system call `getpidd` on x86-64"),
        ("default: EPERM\nallow:\n  dup2: a\n", 3, "no system call `dup2` on aarch64"),
        ("default: EPERM\nallow:\n  getpid:\n", 3, "`getpid` needs a reason"),
        ("default: EPERM\nallow:\n  mmap:\n    when: arg0 == 1\n", 3, "`mmap` needs a reason"),
        ("default: EPERM\nallow:\n  getpid: a\n  getpid: b\n", 4, "stands on line 3 already"),
        ("default: EPERM\nallow:\n  getpid: a\nkill:\n  getpid: b\n", 5, "stands on line 3 already"),
        ("default: EPERM\nallow:\n  getpid: a\nthreads:\n  getpid: {reason: b, when: arg0 == 1}\n", 5, "line 3"),
        ("default: EPERM\nallow:\n  mmap: {reason: a, when: arg0 == 1}\nkill:\n  mmap: b\n", 5, "line 3"),
        ("default: EPERM\ndeny:\n  getpid: a\n", 2, "unknown key or kind `deny`"),
        ("default: EPERM\nallow:\n  mmap:\n    reason: a\n    whem: arg0 == 1\n", 5, "unknown key or kind `whem`"),
        ("default: EPERM\nallow: getpid\n", 2, "expected a table under `allow:`"),
        ("default: EPERM\nallow:\n  getpid: [a]\n", 3, "expected a reason"),
        ("default: EPERM\nerrno:\n  EWHAT:\n    getpid: a\n", 3, "unknown error name `EWHAT`"),
        ("default: EPERM\nerrno:\n  EPERM: a\n", 3, "expected a table of calls under `EPERM:`"),
        ("default: allow\n", 1, "neither `kill` nor an error name"),
        ("default: EPERM\nextends: nothing\n", 2, "`extends` names `nothing`"),
        ("default: EPERM\nallow:\n  mmap: {reason: a, architectures: [x86]}\n", 3, "unknown architecture `x86`"),
        ("default: EPERM\nallow:\n  mmap:\n    reason: a\n    when: []\n", 5, "expected text after `when:`"),
        ("default: EPERM\nallow:\n  mmap:\n    reason: a\n    when:\n      - arg0 == 1\n      - [a]\n", 7, "expected text"),
    ]

    @Test("a fault is told with its line", arguments: refusals)
    func refuses(text: String, line: Int, part: String) {
        let error = #expect(throws: PolicyFileError.self) { try policy(text) }
        #expect(error?.line == line)
        #expect(error?.description.contains(part) == true, "\(String(describing: error))")
    }

    @Test(
        "a text that is no condition is refused",
        arguments: [
            "arg6 == 1", "arg0 = 1", "arg0 == x", "arg0 == -1", "arg0 == +1", "arg0 >= 1", "arg0 == 1 or arg1 == 1",
            "arg0 == 1 and", "and arg0 == 1", "arg0  == 1", "arg0 & 0x1 == 2", "arg0 & ~ == 0", "arg0 == 1 and arg0 == 2",
            "arg0 == 18446744073709551616", "arg0 == 0x", "arg10 == 1", "1 == arg0", "arg0", "arg0 & 3 <= 1", "arg0 == ~1",
        ])
    func refusesCondition(text: String) {
        let error = #expect(throws: PolicyFileError.self) {
            try policy("default: EPERM\nallow:\n  mmap:\n    reason: a\n    when: '\(text)'\n")
        }
        #expect(error?.line == 5)
        #expect(error?.problem == .invalidCondition(text))
    }
}
