import Foundation
import PythonValues
import SecurePython
import Testing

extension Engine {
    /// Sessions that are forks of a pool's zygotes.
    @Suite(.timeLimit(.minutes(5))) struct PooledSessionTests {
        private func pool(
            _ configuration: WorkerPool.Configuration = .init(), _ change: (inout Sandbox) -> Void = { _ in }
        ) throws -> WorkerPool {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            change(&sandbox)
            return try WorkerPool(sandbox, configuration: configuration)
        }

        /// The workers' processes by their depth beneath this one, with state and id: starters, zygotes, sessions.
        private func processes() -> [Int: [(id: Int32, state: Character)]] {
            var levels: [Int: [(id: Int32, state: Character)]] = [:]
            var (depth, level) = (1, HostFacts.starters())
            while !level.isEmpty {
                let living = level.compactMap { id in HostFacts.state(of: id).map { (id: id, state: $0) } }
                if !living.isEmpty { levels[depth] = living }
                (depth, level) = (depth + 1, level.flatMap(HostFacts.children))
            }
            return levels
        }

        /// The processes of sessions that are stopped, which a signal takes a moment for.
        private func stopped(_ count: Int) async throws -> [Int32] {
            var found: [Int32] = []
            for _ in 0..<100 {
                found = (processes()[3] ?? []).filter { $0.state == "T" }.map(\.id)
                if found.count >= count { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            return found
        }

        @Test func manySessionsShareAWorkerAndNothingElse() async throws {
            let pool = try pool(.init(readyChildren: 0))
            var sessions: [Session] = []
            for number in 0..<40 {
                let session = try await pool.session()
                try await session.run("import random\nmine = \(number)\ndef double(): return mine * 2")
                sessions.append(session)
            }
            let levels = processes()
            #expect(levels[1]?.count == 1 && levels[2]?.count == 1)
            // The first child was made with the zygote and waits; the others are sessions, and nothing of them runs.
            #expect(try await stopped(40).count == 40)
            var numbers: Set<PythonValue> = []
            for (number, session) in sessions.enumerated() {
                #expect(try await session.call("double") == .int(number * 2))
                numbers.insert(try await session.evaluate("random.random()"))
            }
            #expect(numbers.count == 40)
            sessions = []
            try await Task.sleep(for: .milliseconds(300))
            #expect((processes()[3] ?? []).count <= 1)
            await pool.shutDown()
            #expect(processes()[1] == nil)
        }

        @Test func tenantsHaveZygotesOfTheirOwn() async throws {
            let pool = try pool(.init(readyChildren: 0))
            let one = try await pool.session(tenant: "a"), other = try await pool.session(tenant: "b")
            let again = try await pool.session(tenant: "a")
            let hashes = [try await one.evaluate("hash('x')"), try await other.evaluate("hash('x')"), try await again.evaluate("hash('x')")]
            #expect(hashes[0] == hashes[2] && hashes[0] != hashes[1] && processes()[1]?.count == 2)
            await pool.shutDown()
        }

        @Test func noMoreAreOpenThanConfigured() async throws {
            let pool = try pool(.init(readyChildren: 0, sessions: 2))
            let first = try await pool.session()
            let second = try await pool.session()
            let error = await #expect(throws: SandboxError.self) { try await pool.session() }
            #expect(error?.code == .busy)
            try await first.close()
            let third = try await pool.session()
            #expect(try await third.evaluate("1") == 1)
            #expect(try await second.evaluate("2") == 2)
            await pool.shutDown()
        }

        @Test func threadsStartHoweverManySessionsThereAre() async throws {
            let pool = try pool(.init(readyChildren: 0))
            var sessions: [Session] = []
            for _ in 0..<60 { sessions.append(try await pool.session()) }
            let code = """
                import threading
                found = []
                threads = [threading.Thread(target=found.append, args=(n,)) for n in range(8)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
                len(found)
                """
            for session in sessions { #expect(try await session.run(code).returnedValue == 8) }
            await pool.shutDown()
        }

        @Test func whatEndsOneSessionLeavesTheOthers() async throws {
            let pool = try pool(.init(concurrency: 4)) { $0.limits.wallTime = .milliseconds(600) }
            let sessions = [try await pool.session(), try await pool.session(), try await pool.session()]
            for session in sessions { try await session.run("x = 1") }
            async let hang = sessions[0].run("while True: pass")
            let running = Task { try await sessions[1].run("import time\ntime.sleep(60)") }
            try await Task.sleep(for: .milliseconds(200))
            running.cancel()
            #expect(try await running.value.report.verdict == .stopped(.cancelled))
            #expect(try await hang.report.verdict == .wallTime)
            #expect(try await sessions[2].evaluate("x") == 1)
            for session in sessions.prefix(2) { #expect(try await session.evaluate("'x' in globals()") == false) }
            try await sessions[2].reset()
            #expect(try await sessions[2].evaluate("'x' in globals()") == false)
            await pool.shutDown()
        }

        @Test func aKilledZygoteIsToldByEachOfItsSessions() async throws {
            let pool = try pool(.init(readyChildren: 0))
            let sessions = [try await pool.session(), try await pool.session()]
            for session in sessions { try await session.run("x = 1") }
            for process in processes()[2] ?? [] { kill(process.id, SIGKILL) }
            for _ in 0..<100 where processes()[3] != nil { try await Task.sleep(for: .milliseconds(10)) }
            for session in sessions {
                let completion = try await session.run("x")
                #expect(completion.report.verdict.name == "hostFault" && completion.hasLostState)
                #expect(try await session.evaluate("'x' in globals()") == false)
            }
            await pool.shutDown()
            await #expect(throws: SandboxError.self) { try await sessions[0].run("1") }
        }

        @Test func anIdleSessionWeighsLittle() async throws {
            let pool = try pool(.init(readyChildren: 0))
            var sessions: [Session] = []
            for _ in 0..<5 {
                let session = try await pool.session()
                #expect(try await session.evaluate("1 + 1") == 2)
                sessions.append(session)
            }
            let sizes = try await stopped(5).compactMap { process -> Int? in
                let text = try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)
                let line = text?.split(separator: "\n").first { $0.hasPrefix("Private_Dirty:") }
                return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            }
            #expect(sizes.count == 5 && sizes.allSatisfy { $0 <= 1_024 }, "\(sizes) KiB")
            await pool.shutDown()
            withExtendedLifetime(sessions) {}
        }
    }
}
