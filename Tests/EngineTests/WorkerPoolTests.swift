import Foundation
import PythonValues
import SecurePython
import Testing

extension Engine {
    /// The pool, on real workers.
    @Suite(.timeLimit(.minutes(5))) struct WorkerPoolTests {
        private func pool(
            _ configuration: WorkerPool.Configuration = .init(concurrency: 4, readyChildren: 2), _ change: (inout Sandbox) -> Void = { _ in }
        ) throws -> WorkerPool {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            change(&sandbox)
            return try WorkerPool(sandbox, configuration: configuration)
        }

        private func script(_ code: String) -> ScriptRequest {
            ScriptRequest(origin: .command, source: Array(code.utf8), returnsValue: true)
        }

        private func workers() -> [Int32] { HostFacts.starters() }

        @Test func runsAreAnsweredEachWithItsOwn() async throws {
            let pool = try pool()
            let values = await withTaskGroup(of: (Int, Completion?).self) { group in
                for number in 0..<60 {
                    group.addTask { (number, try? await pool.run(script("print(\(number))\n\(number) ** 2"), tenant: number % 2 == 0 ? "a" : "b")) }
                }
                return await group.reduce(into: [Int: Completion]()) { $0[$1.0] = $1.1 }
            }
            for number in 0..<60 {
                #expect(values[number]?.returnedValue == .int(number * number))
                #expect(values[number]?.standardOutput == Array("\(number)\n".utf8))
            }
            #expect(pool.statistics.runs == ["ok": 60] && pool.statistics.running == 0)
            await pool.shutDown()
            #expect(workers() == [])
        }

        @Test func nothingOfARunIsSeenByTheNext() async throws {
            let pool = try pool(.init(concurrency: 1, readyChildren: 1))
            for _ in 0..<5 {
                let completion = try await pool.run(script("import json, random\nseen = hasattr(json, 'mark')\njson.__dict__['mark'] = 1\n(seen, 'x' in globals(), random.random())\n"))
                #expect(completion.returnedValue?[0] == false || completion.report.verdict != .ok)
            }
            let numbers = try await [pool.run(script("import random\nrandom.random()")), pool.run(script("import random\nrandom.random()"))]
            #expect(numbers[0].returnedValue != numbers[1].returnedValue)
            await pool.shutDown()
        }

        @Test func limitsAndCrashesEndARunAndNoOther() async throws {
            let pool = try pool { $0.limits.wallTime = .milliseconds(400) }
            async let hang = pool.run(script("while True: pass"))
            async let fine = pool.run(script("1"))
            #expect(try await hang.report.verdict == .wallTime)
            #expect(try await fine.returnedValue == 1)
            #expect(try await pool.run(script("2")).returnedValue == 2)
            await pool.shutDown()
        }

        @Test func cancellingATaskEndsItsRun() async throws {
            let pool = try pool(.init(concurrency: 1, readyChildren: 1))
            let running = Task { try await pool.run(script("while True: pass")) }
            try await Task.sleep(for: .milliseconds(600))
            let waiting = Task { try await pool.run(script("1")) }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            await #expect(throws: SandboxError.self) { try await waiting.value }
            running.cancel()
            #expect(try await running.value.report.verdict == .stopped(.cancelled))
            #expect(try await pool.run(script("3")).returnedValue == 3)
            await pool.shutDown()
        }

        @Test func moreThanMayWaitAreRefused() async throws {
            let pool = try pool(.init(concurrency: 1, readyChildren: 1, waitingRuns: 1))
            let first = Task { try await pool.run(script("import time\ntime.sleep(1)")) }
            try await Task.sleep(for: .milliseconds(400))
            let second = Task { try await pool.run(script("2")) }
            try await Task.sleep(for: .milliseconds(100))
            let error = await #expect(throws: SandboxError.self) { try await pool.run(script("3")) }
            #expect(error?.code == .busy)
            #expect(try await second.value.returnedValue == 2)
            _ = try await first.value
            await pool.shutDown()
            await #expect(throws: SandboxError.self) { try await pool.run(script("4")) }
        }

        @Test func zygotesAreReplacedByCount() async throws {
            let pool = try pool(.init(concurrency: 1, readyChildren: 1, runsPerZygote: 3))
            for number in 0..<10 { #expect(try await pool.run(script("\(number)")).returnedValue == .int(number)) }
            await pool.shutDown()
            try await Task.sleep(for: .milliseconds(500))
            #expect(workers() == [])
        }

        @Test func aKilledWorkerCostsItsRunsAndNoMore() async throws {
            let pool = try pool(.init(concurrency: 2, readyChildren: 1))
            let hanging = Task { try await pool.run(script("import time\ntime.sleep(30)")) }
            try await Task.sleep(for: .milliseconds(800))
            for id in workers() { kill(id, SIGKILL) }
            guard case .hostFault = try await hanging.value.report.verdict else { return #expect(Bool(false)) }
            #expect(try await pool.run(script("5")).returnedValue == 5)
            await pool.shutDown()
        }

        @Test func inputIsGrantedToTheRunsThatHaveIt() async throws {
            let pool = try pool()
            #expect(try await pool.run(script("input()"), input: .bytes(Array("line\n".utf8))).returnedValue == "line")
            #expect(try await pool.run(script("'input' in dir(__builtins__)")).returnedValue == false)
            await pool.shutDown()
        }
    }
}
