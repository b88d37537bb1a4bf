import Foundation
import SecurePython
import Testing

extension Engine {
    @Suite(.timeLimit(.minutes(5))) struct TurnTests {
        @Test func aTenantsQueueDoesNotHoldAnotherUp() async throws {
            let pool = try makePool(.init(concurrency: 1, readyChildren: 2))
            #expect(try await pool.run(valued("0"), tenant: "one").returnedValue == 0)
            #expect(try await pool.run(valued("0"), tenant: "many").returnedValue == 0)
            let done = Count()
            let many = (0..<1_000).map { _ in
                Task {
                    _ = try await pool.run(valued("1"), tenant: "many")
                    done.add()
                }
            }
            #expect(await HostFacts.comesTrue { pool.statistics.waiting > 900 })
            let before = done.value
            #expect(try await pool.run(valued("2"), tenant: "one").returnedValue == 2)
            let overtaken = done.value - before
            #expect(overtaken <= 5, "\(overtaken) runs of the other came first")
            await pool.shutDown()
            for task in many { _ = await task.result }
        }

        @Test func tenantsHaveZygotesOfTheirOwn() async throws {
            let pool = try makePool()
            let seed = valued("hash('a string')")
            let first = try await pool.run(seed, tenant: "a").returnedValue
            #expect(try await pool.run(seed, tenant: "a").returnedValue == first)
            #expect(try await pool.run(seed, tenant: "b").returnedValue != first)
            await pool.shutDown()
        }

        @Test func randomNumbersAreEachRunsOwn() async throws {
            let modules = ["random", "uuid", "secrets", "tempfile", "threading"].compactMap { ModuleName($0) }
            let pool = try makePool(.init(concurrency: 2, readyChildren: 2, preload: modules))
            let code = """
                import random, uuid, secrets, tempfile, threading
                thread = threading.Thread(target=lambda: None)
                thread.start()
                thread.join()
                [random.random(), str(uuid.uuid4()), secrets.token_hex(8), next(tempfile._get_candidate_names()), random.SystemRandom().random()]
                """
            var seen: Set<String> = []
            for _ in 0..<6 {
                let completion = try await pool.run(valued(code))
                let value = try #require(completion.returnedValue, "\(String(decoding: completion.standardError, as: UTF8.self))")
                for index in 0..<5 { seen.insert("\(String(describing: value[index]))") }
            }
            #expect(seen.count == 30)
            await pool.shutDown()
        }

        @Test func whatTheWhitelistLacksIsNotPreloaded() throws {
            let error = #expect(throws: SandboxError.self) { try makePool(.init(preload: [try #require(ModuleName("ctypes"))])) }
            #expect(error?.code == .request)
        }

        @Test func rehearsalsLeaveNoTrace() async throws {
            let code = """
                import sys, gc, linecache
                (sorted(globals()), sorted(sys.modules), [type.__name__ for type in object.__subclasses__() if type.__module__ == '__main__'],
                 sys.argv, linecache.getlines('<string>'))
                """
            let warm = try makePool(.init(concurrency: 1, readyChildren: 2)), cold = try makePool(.init(concurrency: 1, readyChildren: 0))
            for _ in 0..<3 {
                let seen = try await warm.run(valued(code))
                #expect(seen.returnedValue != nil)
                #expect(try await cold.run(valued(code)).returnedValue == seen.returnedValue)
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(try await warm.run(valued(code)).returnedValue == Sandbox(whitelist: .resolving("standard")).run(valued(code)).returnedValue)
            await warm.shutDown()
            await cold.shutDown()
        }
    }
}
