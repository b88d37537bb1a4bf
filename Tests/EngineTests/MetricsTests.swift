import CoreMetrics
import MetricsTestKit
import SecurePython
import Testing

extension Engine {
    @Suite(.timeLimit(.minutes(5))) struct MetricsTests {
        /// A process has one for its life.
        private static let metrics: TestMetrics = {
            let metrics = TestMetrics()
            MetricsSystem.bootstrap(metrics)
            return metrics
        }()

        @Test func runsAreCountedAndTimed() async throws {
            let metrics = Self.metrics
            let pool = try makePool(.init(concurrency: 1, readyChildren: 1, waitingRuns: 0))
            for _ in 0..<3 { _ = try await pool.run(valued("import time\ntime.sleep(0.02)")) }
            _ = try await pool.run(valued("1 / 0"))
            let long = Task { try await pool.run(valued("import time\ntime.sleep(1)")) }
            #expect(await HostFacts.comesTrue { pool.statistics.running == 1 })
            await #expect(throws: SandboxError.self) { try await pool.run(valued("2")) }
            _ = try await long.value
            #expect(metrics.counterTotal(label: "secure_python_runs", dimensions: [("verdict", "ok")]) == 4)
            #expect(metrics.counterTotal(label: "secure_python_runs", dimensions: [("verdict", "exception")]) == 1)
            #expect(metrics.counterTotal(label: "secure_python_failures") == 1)
            #expect(metrics.timers(label: "secure_python_queue").flatMap(\.values).count == 5)
            let times = metrics.timers(label: "secure_python_run").flatMap(\.values)
            #expect(times.count == 5 && times.filter { $0 >= 20_000_000 }.count >= 4, "\(times)")
            #expect(pool.statistics.runs == ["ok": 4, "exception": 1] && pool.statistics.failures == 1)
            await pool.shutDown()
        }
    }
}
