import Glibc
import Testing
import TreeProbe

/// The same random calls on a real tmpfs and on ours: every answer and, every few calls, the whole tree must be equal.
/// `TREE_SEEDS` (a count, or FIRST...LAST), `TREE_STEPS` and `TREE_INTERVAL` make the run longer and closer.
@Suite("Compared with tmpfs")
struct TmpfsComparisonTests {
    private static let hasTmpfs: Bool = {
        do {
            _ = try ProbeKernel()
            return true
        } catch {
            return (error as? ProbeError)?.number != EPERM
        }
    }()

    @Test(
        "random calls have the same results as on a real tmpfs",
        .enabled(if: hasTmpfs, "mounting one needs root or user namespaces"))
    func randomCalls() throws {
        let seeds = Self.seeds(setting("TREE_SEEDS") ?? "25")
        let steps = Int(setting("TREE_STEPS") ?? "800") ?? 800
        let interval = max(1, Int(setting("TREE_INTERVAL") ?? "8") ?? 8)
        var failures = 0
        for seed in seeds where failures < 3 {
            if try !compare(seed: seed, steps: steps, interval: interval) { failures += 1 }
        }
        print("compared \(seeds.count * steps) calls, seeds \(seeds)")
    }

    private static func seeds(_ text: String) -> ClosedRange<UInt64> {
        let bounds = text.split(separator: "...").compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last else { return 1...1 }
        return bounds.count == 2 ? first...max(first, last) : 1...max(1, first)
    }

    private func setting(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// Returns whether all was equal.
    private func compare(seed: UInt64, steps: Int, interval: Int) throws -> Bool {
        let real = try ProbeKernel()
        let ours = try TreeKernel(hasForeignFiles: real.hasForeignFiles)
        var generator = OperationGenerator(seed: seed, knowsOtherUsers: real.hasForeignFiles)
        var history: [String] = []
        func isEqual(_ operation: Operation, _ expected: Outcome, _ found: Outcome) -> Bool {
            if expected == found { return true }
            Issue.record(
                """
                seed \(seed), call \(history.count): \(operation)
                tmpfs: \(expected.text(without: found))
                ours:  \(found.text(without: expected))
                before:
                \(history.suffix(12).joined(separator: "\n"))
                """)
            return false
        }
        for step in 1...max(1, steps) {
            let operation = generator.next()
            let expected = try real.perform(operation)
            let found = try ours.perform(operation)
            generator.note(operation, expected)
            history.append("\(operation) -> \(expected.value) \(expected.error)")
            guard isEqual(operation, expected, found) else { return false }
            guard step % interval == 0 || step == steps else { continue }
            let snapshot = Operation(code: TREE_SNAPSHOT)
            guard try isEqual(snapshot, real.perform(snapshot), ours.perform(snapshot)) else { return false }
        }
        return true
    }
}
