import Foundation
import SecurePython
import Testing

extension Engine {
    /// Many runs at a time, of which a third is up to no good.
    @Suite(.timeLimit(.minutes(30))) struct StressTests {
        private enum Kind: CaseIterable {
            case output, exit, failure, spin, sleep, crash, hog, flood, cancelled
        }

        private static let tasks = 200
        private static var runsPerTask: Int { 5 * stressFactor }

        private static func kind(_ random: inout SystemRandomNumberGenerator) -> Kind {
            switch Int.random(in: 0..<1_000, using: &random) {
            case ..<400: .output
            case ..<550: .exit
            case ..<667: .failure
            case ..<700: .spin
            case ..<705: .sleep
            case ..<780: .crash
            case ..<850: .hog
            case ..<900: .flood
            default: .cancelled
            }
        }

        private static func code(_ kind: Kind, _ token: String) -> String {
            let begin = "import sys\nprint('\(token)')\nsys.stdout.flush()\n"
            let rest = switch kind {
            case .output: "print('\(token)')"
            case .exit: "sys.exit(3)"
            case .failure: "1 / 0"
            case .spin: "while True: pass"
            case .sleep: "import time\ntime.sleep(1000)"
            // An item whose own method frees the memory that it is to be stored in.
            case .crash:
                """
                import array
                class Emptying:
                    def __index__(self):
                        del items[:]
                        return 1
                items = array.array("q", range(1 << 17))
                items[1 << 16] = Emptying()
                """
            case .hog: "kept = []\nwhile True: kept.append(bytearray(1 << 22))"
            case .flood: "while True: print('\(token)' * 100)"
            case .cancelled: "while True: pass"
            }
            return begin + rest
        }

        private static func fits(_ kind: Kind, _ report: Report) -> Bool {
            switch (kind, report.verdict) {
            case (.output, .ok): report.exitStatus == 0
            case (.exit, .ok): report.exitStatus == 3
            case (.failure, .exception(let type, _)): type == "ZeroDivisionError"
            case (.spin, .cpuTime), (.sleep, .wallTime), (.crash, .crashed(11)), (.hog, .memory), (.flood, .output): true
            // Too late, when the time was up already.
            case (.cancelled, .stopped(.cancelled)), (.cancelled, .cpuTime): true
            default: false
            }
        }

        @Test func everyRunIsAnsweredOnceAndByItsOwn() async throws {
            _ = try await makePool().run(valued("1"))
            #expect(await HostFacts.comesTrue { HostFacts.workers().isEmpty })
            let before = (HostFacts.descriptors, HostFacts.threads)
            try await stress()
            #expect(await HostFacts.comesTrue { HostFacts.descriptors <= before.0 && HostFacts.threads <= before.1 + 2 },
                    "\(HostFacts.descriptors) descriptors and \(HostFacts.threads) threads, before \(before)")
        }

        private func stress() async throws {
            let pool = try makePool(.init(concurrency: 8, readyChildren: 4, runsPerZygote: 700)) {
                $0.limits = RunLimits(
                    processorTime: .milliseconds(500), wallTime: .seconds(15), memoryBytes: .mebibytes(64), outputBytes: .kibibytes(256))
            }
            let began = Date()
            let wrong = await withTaskGroup(of: [String].self) { group in
                for task in 0..<Self.tasks {
                    group.addTask {
                        var wrong: [String] = []
                        var random = SystemRandomNumberGenerator()
                        for run in 0..<Self.runsPerTask {
                            if let error = await Self.run("t\(task)r\(run)e", Self.kind(&random), on: pool, tenant: "\(task % 3)") {
                                wrong.append(error)
                            }
                        }
                        return wrong
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            #expect(wrong.isEmpty, "\(wrong.count) wrong, such as \(wrong.prefix(5))")
            let statistics = pool.statistics
            #expect(statistics.runs.values.reduce(0, +) + statistics.failures == Self.tasks * Self.runsPerTask)
            print("stress: \(Self.tasks * Self.runsPerTask) runs in \(Int(Date().timeIntervalSince(began))) s: \(statistics)")
            await pool.shutDown()
            #expect(HostFacts.workers() == [])
        }

        /// What was wrong, if anything.
        private static func run(_ token: String, _ kind: Kind, on pool: WorkerPool, tenant: String) async -> String? {
            let script = ScriptRequest(origin: .command, source: Array(code(kind, token).utf8))
            let task = Task { try await pool.run(script, tenant: tenant) }
            if kind == .cancelled {
                try? await Task.sleep(for: .milliseconds(.random(in: 0...300)))
                task.cancel()
            }
            do {
                let completion = try await task.value
                let foreign = String(decoding: completion.standardOutput, as: UTF8.self).replacing(token, with: "")
                    .contains { $0 != "\n" }
                if foreign && kind != .flood { return "\(token) \(kind): printed \(completion.standardOutput.count) bytes of another" }
                return fits(kind, completion.report) ? nil : "\(token) \(kind): \(completion.report.verdict), status \(completion.report.exitStatus)"
            } catch let error as SandboxError where error.code == .cancelled && kind == .cancelled {
                return nil
            } catch {
                return "\(token) \(kind): \(error)"
            }
        }

        @Test func memoryDoesNotGrowWithRuns() async throws {
            let pool = try makePool(.init(concurrency: 2, readyChildren: 2))
            for _ in 0..<200 { _ = try await pool.run(valued("x = 'a' * 100000\nprint(x)\nx")) }
            let before = HostFacts.residentKibibytes
            for _ in 0..<200 * stressFactor { _ = try await pool.run(valued("x = 'a' * 100000\nprint(x)\nx")) }
            #expect(HostFacts.residentKibibytes - before < 8 << 10, "\(before) KiB, then \(HostFacts.residentKibibytes)")
            await pool.shutDown()
        }
    }
}
