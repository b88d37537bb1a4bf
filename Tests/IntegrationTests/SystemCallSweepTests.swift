import Foundation
import Policy
import PolicyFiles
import SeccompCompiler
import SecurePython
import Testing

/// Every number of a system call, made by native code in a worker with the language and audit layers off. The bare
/// filter is swept by SeccompTests; here it is the one that stands where scripts run.
@Suite(.timeLimit(.minutes(5))) struct SystemCallSweepTests {
    /// What became of a call.
    private enum End: Equatable { case returned, refused(Int32), killed, crashed }

    /// What a child's table says of calls with six equal arguments.
    private struct Table {
        let policy: SystemCallPolicy
        #if arch(x86_64)
            static let architecture = SystemCallPolicy.Architecture.x86_64
        #else
            static let architecture = SystemCallPolicy.Architecture.aarch64
        #endif

        init() throws {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Whitelists/syscalls/child.yaml")
            let text = PolicyText(name: "child.yaml", bytes: Array(try Data(contentsOf: file)))
            policy = try SystemCallPolicy(text, name: "child") { SeccompCompiler.number(of: $0, on: $1) != nil }
        }

        /// Calls that the table allows, whatever their conditions.
        var allowed: Set<Int> {
            Set(policy.rules.filter { $0.action == .allow }.compactMap { number(of: $0.call) })
        }

        func action(of call: Int, argument: UInt64) -> SystemCallPolicy.Action {
            let rules = policy.rules.filter { rule in
                rule.architectures.contains(Self.architecture) && number(of: rule.call) == call
                    && rule.conditions.allSatisfy { holds($0.comparison, argument) }
            }
            return rules.first?.action ?? policy.defaultAction
        }

        private func number(of call: String) -> Int? { SeccompCompiler.number(of: call, on: Self.architecture).map(Int.init) }

        private func holds(_ comparison: SystemCallPolicy.Condition.Comparison, _ argument: UInt64) -> Bool {
            switch comparison {
            case .equal(let value): argument == value
            case .masked(let mask, let value): argument & mask == value
            case .atMost(let value): argument <= value
            }
        }
    }

    /// Says of each number that it is tried, and what came of it, until one ends it.
    private static let source = """
        import ctypes, sys
        libc = ctypes.CDLL(None, use_errno=True)
        libc.syscall.restype = ctypes.c_long
        argument = ctypes.c_long(int(sys.argv[1]))
        for number in map(int, sys.argv[2:]):
            print("TRY", number, flush=True)
            ctypes.set_errno(0)
            result = libc.syscall(ctypes.c_long(number), *[argument] * 6)
            print("GOT", ctypes.get_errno() if result == -1 else 0, flush=True)
        """

    /// Makes the calls one after the other, in as many runs as it takes.
    private func ends(of calls: [Int], argument: Int) throws -> [Int: End] {
        var sandbox = Sandbox(whitelist: try .resolving("standard"))
        sandbox.unsafelyWithout = [.language, .audit]
        let worker = try KeptWorker(sandbox)
        var ends: [Int: End] = [:]
        var left = calls[...]
        while !left.isEmpty {
            let script = ScriptRequest(
                origin: .command, source: Array(Self.source.utf8),
                arguments: [Array(String(argument).utf8)] + left.map { Array(String($0).utf8) })
            let completion = try worker.run(script)
            try #require(completion.report.standingLayers == [.kernel])
            let lines = String(decoding: completion.standardOutput, as: UTF8.self).split(separator: "\n")
            try #require(!lines.isEmpty, "\(completion)")
            for line in lines {
                let number = Int32(line.dropFirst(4)) ?? -1
                let call = try #require(left.first)
                if line.hasPrefix("TRY ") {
                    try #require(Int(number) == call)
                } else {
                    ends[call] = number == 0 ? .returned : .refused(number)
                    left.removeFirst()
                }
            }
            guard let call = left.first else { continue }
            switch completion.report.verdict {
            case .forbiddenSystemCall: ends[call] = .killed
            case .crashed: ends[call] = .crashed
            default: try #require(Bool(false), "\(call) ended the run as \(completion.report.verdict)")
            }
            left.removeFirst()
        }
        return ends
    }

    /// uretprobe and uprobe of x86-64: the kernel puts them before every filter, for its own trampolines, and
    /// refuses whoever calls from elsewhere.
    private let beforeFilters: Set<Int> = [335, 336]

    @Test(arguments: [0, -1]) func noNumberOutsideTheTableIsMade(argument: Int) throws {
        let table = try Table()
        let calls = (0...(512 + 64)).filter { !table.allowed.contains($0) }
        let ends = try ends(of: calls, argument: argument)
        #expect(ends.count == calls.count)
        for call in calls {
            let end = ends[call]
            if beforeFilters.contains(call), end == .refused(6) || end == .crashed { continue }
            switch table.action(of: call, argument: UInt64(bitPattern: Int64(argument))) {
            case .kill: #expect(end == .killed, "\(call)")
            case .errno(let number): #expect(end == .refused(Int32(number)), "\(call)")
            default: Issue.record("\(call) is allowed")
            }
        }
    }

    #if arch(x86_64)
        @Test func noNumberOfX32IsMade() throws {
            let calls = (0...(512 + 64)).map { $0 | 0x4000_0000 }
            let ends = try ends(of: calls, argument: 0)
            #expect(ends.count == calls.count)
            #expect(ends.filter { $0.value != .killed } == [:])
        }
    #endif
}
