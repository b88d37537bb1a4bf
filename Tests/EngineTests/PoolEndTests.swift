import Foundation
import SecurePython
import Testing

extension Engine {
    /// The end of a pool, and pools that cannot begin.
    @Suite(.timeLimit(.minutes(5))) struct PoolEndTests {
        @Test func shuttingDownLeavesNothing() async throws {
            _ = try await makePool().run(valued("1"))
            #expect(await HostFacts.comesTrue { HostFacts.workers().isEmpty })
            let before = (HostFacts.descriptors, HostFacts.threads)
            try await shutDownAmidRuns()
            #expect(await HostFacts.comesTrue { HostFacts.descriptors <= before.0 && HostFacts.threads <= before.1 + 2 },
                    "\(HostFacts.descriptors) descriptors and \(HostFacts.threads) threads, before \(before)")
        }

        private func shutDownAmidRuns() async throws {
            let pool = try makePool(.init(concurrency: 3, readyChildren: 2))
            let running = (0..<3).map { number in
                Task { try await pool.run(valued("while True: pass"), tenant: number == 0 ? "other" : "") }
            }
            try await Task.sleep(for: .milliseconds(1_500))
            let waiting = (0..<50).map { _ in Task { try await pool.run(valued("1")) } }
            try await Task.sleep(for: .milliseconds(50))
            let began = Date()
            async let also: Void = pool.shutDown()
            await pool.shutDown()
            await also
            #expect(Date().timeIntervalSince(began) < 5)
            #expect(HostFacts.workers() == [])
            for task in running { #expect(try await task.value.report.verdict == .stopped(.cancelled)) }
            for task in waiting { await #expect(throws: SandboxError.self) { try await task.value } }
        }

        @Test func aPoolThatIsForgottenEnds() async throws {
            do {
                let pool = try makePool()
                #expect(try await pool.run(valued("1")).returnedValue == 1)
                #expect(!HostFacts.workers().isEmpty)
            }
            #expect(await HostFacts.comesTrue { HostFacts.workers().isEmpty })
        }

        @Test func zygotesThatRetireEndWithThePool() async throws {
            let pool = try makePool(.init(concurrency: 2, readyChildren: 1, runsPerZygote: 2))
            let long = Task { try await pool.run(valued("import time\ntime.sleep(100)")) }
            try await Task.sleep(for: .milliseconds(800))
            for number in 0..<6 { #expect(try await pool.run(valued("\(number)")).returnedValue == .int(number)) }
            await pool.shutDown()
            #expect(HostFacts.workers() == [])
            #expect(try await long.value.report.verdict == .stopped(.cancelled))
        }

        @Test func aWorkerThatIsMissingIsAnErrorEachTime() async throws {
            let pool = try makePool { $0.worker = .path("/nonexistent/secure-python-worker") }
            let began = Date()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let error = await #expect(throws: SandboxError.self) { try await pool.run(valued("1")) }
                        #expect(error?.code == .worker && error?.explanation.contains("/nonexistent") == true, "\(String(describing: error))")
                    }
                }
            }
            #expect(Date().timeIntervalSince(began) < 5)
            #expect(pool.statistics.failures == 100)
            await pool.shutDown()
        }

        @Test func aWorkerThatEndsAtOnceIsNotTriedForEachRun() async throws {
            let pool = try makePool { $0.worker = .path("/usr/bin/true") }
            let began = Date()
            for _ in 0..<40 {
                let error = await #expect(throws: SandboxError.self) { try await pool.run(valued("1")) }
                #expect(error?.code == .worker, "\(String(describing: error))")
            }
            #expect(Date().timeIntervalSince(began) < 10)
            await pool.shutDown()
        }
    }
}
