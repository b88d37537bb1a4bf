import Policy
import PolicyFiles
import SeccompCompiler
import ShippedPolicies
import Testing

@Suite("Filters as compiled")
struct CompiledFilterTests {
    @Test("every shipped form is whole records, few enough for the kernel")
    func shippedForms() throws {
        #expect(ShippedPolicies.systemCallFilterNames == ["child", "zygote"])
        for name in ShippedPolicies.systemCallFilterNames {
            for form in 0..<16 {
                let program = try shipped(
                    name, threads: form & 1 != 0, files: form & 2 != 0, branches: form & 8 != 0, traps: form & 4 != 0)
                #expect(program.count % 8 == 0)
                #expect((50...1024).contains(program.count / 8))
                // The first instruction loads the architecture, which decides before any number does.
                #expect(Array(program.prefix(8)) == [0x20, 0, 0, 0, 4, 0, 0, 0])
            }
        }
    }

    @Test("forms differ where they must")
    func formsDiffer() throws {
        let child = try shipped("child")
        #expect(try child != shipped("child", threads: false))
        #expect(try child != shipped("child", files: true))
        #expect(try child != shipped("child", traps: true))
        #expect(try child != shipped("child", branches: true))
        #expect(try child != shipped("zygote"))
    }

    @Test("unknown names have no filter")
    func unknownNames() {
        #expect(ShippedPolicies.systemCallFilter("host", threads: true, files: false) == nil)
        #expect(ShippedPolicies.readableFilter("host") == nil)
    }

    @Test("the readable form names calls and actions")
    func readable() throws {
        let child = try #require(ShippedPolicies.readableFilter("child"))
        for part in ["pseudo filter code start", "\"mmap\"", "\"execve\"", "KILL_PROCESS", "ERRNO(1)", "ERRNO(38)", "\"clone\""] {
            #expect(child.contains(part), "\(part)")
        }
        let single = try #require(ShippedPolicies.readableFilter("child", threads: false))
        #expect(!single.contains("0x003d0f00") && !single.contains("4001536"))
    }

    @Test("both architectures compile, to different programs", arguments: SystemCallPolicy.Architecture.allCases)
    func architectures(architecture: SystemCallPolicy.Architecture) throws {
        let policy = try policy("default: EPERM\nallow:\n  openat: {reason: a, when: arg2 == 0}\nkill:\n  ptrace: b\n")
        let program = try SeccompCompiler.compile(policy, for: architecture, features: [.threads]).program
        let architectureOfAudit: [UInt8] = architecture == .x86_64 ? [0x3e, 0, 0, 0xc0] : [0xb7, 0, 0, 0xc0]
        #expect(Array(program[12..<16]) == architectureOfAudit)
    }

    @Test("a rule that libseccomp refuses is told with file and line")
    func refusedRule() throws {
        let rule = SystemCallPolicy.Rule(
            call: "getpid", action: .allow,
            conditions: [
                .init(argument: 0, comparison: .equal(1)), .init(argument: 0, comparison: .equal(2)),
            ], architectures: [native], reason: "", file: "calls.yaml", line: 7)
        let policy = SystemCallPolicy(name: "calls", defaultAction: .kill, rules: [rule])
        let error = #expect(throws: SeccompFailure.self) {
            try SeccompCompiler.compile(policy, for: native, features: [.threads])
        }
        #expect(error?.line == 7)
        #expect(error?.description.hasPrefix("calls.yaml:7: libseccomp refused the rule for getpid") == true)
    }
}
