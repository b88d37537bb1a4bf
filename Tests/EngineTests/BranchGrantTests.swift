import Foundation
import PythonValues
import SecurePython
import Synchronization
import Testing

extension Engine {
    /// What copies of a session may use of what the host granted to it, and of its limits.
    @Suite(.timeLimit(.minutes(5))) struct BranchGrantTests {
        private final class Account: Sendable {
            let owner: String
            private let balance = Mutex(0)
            static let census = Census()

            init(_ owner: String) {
                self.owner = owner
                Self.census.enter()
            }

            deinit { Self.census.leave() }

            func deposit(_ amount: Int) -> Int {
                balance.withLock {
                    $0 += amount
                    return $0
                }
            }
        }

        private static let accounts = HostClass<Account>(
            "Account", attributes: [.init("owner", "str") { .string($0.owner) }],
            methods: [
                .init("deposit", [.required("amount", "int")]) { account, arguments in .int(account.deposit(try arguments.decode("amount"))) }
            ])

        private static let bank = HostModule(
            "bank", functions: [HostFunction("open", [.required("owner")]) { .object(accounts.object(Account(try $0.decode("owner")))) }],
            classes: [accounts.definition])

        private func session(
            _ modules: [HostModule] = [bank], branches: Int = 4, _ change: (inout Sandbox) -> Void = { _ in }
        ) async throws -> Session {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            sandbox.hostModules = modules
            change(&sandbox)
            return try await Session.branchable(sandbox, branches: branches)
        }

        private func failure(_ body: () async throws -> Void) async -> String {
            do {
                try await body()
                return "none"
            } catch {
                return "\(error)"
            }
        }

        // MARK: Grants

        @Test func aCopyHoldsTheSameObjects() async throws {
            let session = try await session()
            try await session.run("import bank\nada = bank.open('ada')\nada.deposit(1)")
            let copy = try await session.branch()
            // New ones of either take no place of those that both have.
            #expect(try await copy.evaluate("[ada.owner, (bob := bank.open('bob')).owner, ada.owner, ada is bob]") == ["ada", "bob", "ada", false])
            #expect(try await session.evaluate("[(eve := bank.open('eve')).owner, ada.owner, ada.deposit(1)]") == ["eve", "ada", 2])
            #expect(try await copy.evaluate("[bob.owner, ada.deposit(1)]") == ["bob", 3])
            // The value that stands for the object is the same in both.
            let ada = try await session.evaluate("ada")
            #expect(try await copy.evaluate("ada") == ada)
            #expect(try await copy.evaluate("x is ada", inputs: ["x": ada]) == true)
            #expect(try await session.evaluate("x is ada", inputs: ["x": ada]) == true)
        }

        @Test func anObjectIsHeldAsLongAsEitherHoldsIt() async throws {
            do {
                let session = try await session()
                try await session.run("import bank\nada = bank.open('ada')\nbank.open('gone')")
                let copy = try await session.branch()
                let inner = try await copy.branch()
                try await session.run("del ada\nimport gc\ngc.collect()")
                #expect(try await copy.evaluate("ada.owner") == "ada")
                try await copy.close()
                #expect(try await inner.evaluate("[ada.owner, bank.open('new').owner, ada.owner]") == ["ada", "new", "ada"])
                try await inner.run("del ada\ngc = __import__('gc')\ngc.collect()")
                try await inner.run("1")
            }
            #expect(await HostFacts.comesTrue { Account.census.count == 0 })
        }

        @Test func whatIsRevokedIsRevokedForCopies() async throws {
            let grant = HostGrant()
            let calls = Count()
            let function = HostFunction("note", grant: grant) { _ in
                calls.add()
                return nil
            }
            let object = Self.accounts.object(Account("ada"))
            let session = try await session([Self.bank, HostModule("host", functions: [function])])
            try await session.run("import host\nada.deposit(1)\nhost.note()", inputs: ["ada": .object(object)])
            let copy = try await session.branch()
            let inner = try await copy.branch()
            try await inner.run("ada.deposit(1)\nhost.note()")
            object.revoke()
            grant.revoke()
            for one in [session, copy, inner] {
                #expect(await failure { _ = try await one.evaluate("ada.owner") }.contains("the Account was revoked"))
                #expect(await failure { _ = try await one.evaluate("host.note()") }.contains("the host function 'note' was revoked"))
            }
            #expect(calls.value == 2)
        }

        @Test func aCopyHasWhatWasLeftOfABudget() async throws {
            let calls = Count()
            let function = HostFunction("note", budget: .init(calls: 3)) { _ in
                calls.add()
                return nil
            }
            let session = try await session([HostModule("host", functions: [function])])
            try await session.run("from host import note\nnote()\nnote()")
            let copy = try await session.branch()
            for one in [session, copy] {
                try await one.run("note()")
                #expect(await failure { _ = try await one.evaluate("note()") }.contains("may be called 3 times"))
            }
            // Nothing is left, and no copy gets it back.
            let late = try await session.branch()
            #expect(await failure { _ = try await late.evaluate("note()") }.contains("may be called 3 times"))
            #expect(calls.value == 4)
        }

        // MARK: Ends

        @Test func theEndOfAnOriginalEndsNoCopy() async throws {
            let session = try await session()
            try await session.run("import bank\nada = bank.open('ada')")
            let first = try await session.branch()
            let second = try await session.branch()
            try await session.close()
            #expect(try await first.evaluate("ada.deposit(1)") == 1)
            // And copies of copies go on without either.
            let third = try await first.branch()
            try await first.reset()
            #expect(try await first.evaluate("'ada' in globals()") == false)
            #expect(try await third.evaluate("ada.deposit(1)") == 2)
            #expect(try await second.evaluate("ada.deposit(1)") == 3)
            let error = await #expect(throws: SandboxError.self) { try await session.branch() }
            #expect(error?.code == .request)
        }

        // MARK: Limits

        @Test func closedCopiesMakeRoomAtOnce() async throws {
            let session = try await session(branches: 1) { $0.limits.threads = 0 }
            try await session.run("x = 1")
            for _ in 0..<40 {
                let copy = try await session.branch()
                try await copy.close()
            }
            let copy = try await session.branch()
            let busy = await #expect(throws: SandboxError.self) { try await copy.branch() }
            #expect(busy?.code == .busy)
            #expect(try await copy.evaluate("x") == 1)
        }

        @Test func memoryThatIsNearlyUsedUpIsSoInACopy() async throws {
            let session = try await session { $0.limits.memoryBytes = .mebibytes(64) }
            try await session.run("kept = bytearray(48 << 20)")
            let copy = try await session.branch()
            #expect(try await copy.run("more = bytearray(40 << 20)").report.verdict == .memory)
            let other = try await session.branch()
            #expect(try await other.evaluate("len(kept)") == .int(48 << 20))
            try await other.run("del kept\nmore = bytearray(40 << 20)")
            #expect(try await other.evaluate("len(more)") == .int(40 << 20))
            #expect(try await session.evaluate("len(kept)") == .int(48 << 20))
        }

        @Test func eachHasItsOwnBudgetOfACall() async throws {
            let session = try await session([]) { $0.limits = RunLimits(processorTime: .milliseconds(300), outputBytes: 100, hostCalls: 0) }
            try await session.run("def spin():\n    while True: pass")
            let copy = try await session.branch()
            #expect(try await session.run("spin()").report.verdict == .cpuTime)
            let lost = await #expect(throws: SandboxError.self) { try await session.branch() }
            #expect(lost?.code == .request)
            #expect(try await copy.run("print('x' * 90)").report.verdict == .ok)
            #expect(try await copy.run("print('x' * 101)").report.verdict == .output)
        }

        // MARK: As it is now

        @Test func linesOfEarlierStatementsAreFound() async throws {
            let session = try await session()
            try await session.run("def f():\n    return 1 / 0  # in the first")
            let copy = try await session.branch()
            for one in [copy, session] {
                for line in ["a = 1\nb = 2  # not here", "a = 2\nb = 3  # nor here"] { try await one.run(line) }
                let text = String(decoding: try await one.run("f()").standardError, as: UTF8.self)
                #expect(text.contains("# in the first") && !text.contains("here"), "\(text)")
            }
        }

        @Test func aRepeatableSessionGoesOnInItsCopies() async throws {
            let session = try await session {
                $0.clock = .fixed(since1970: .seconds(1_000_000))
                $0.randomness = .seeded(7)
            }
            try await session.run("import random, secrets, time\ntime.sleep(100)\nbefore = time.monotonic()\ndrawn = [random.random(), secrets.token_hex(8)]")
            let copy = try await session.branch()
            let next = "[time.monotonic() > before, time.time() > 1_000_100, random.random(), secrets.token_hex(8)]"
            let own = try await session.evaluate(next)
            #expect(try await copy.evaluate(next) == own)
            #expect(try await session.evaluate("[time.monotonic() > before, time.time() > 1_000_100]") == [true, true])
            #expect(try await copy.evaluate("drawn[0] != random.random() and drawn[1] != secrets.token_hex(8)") == true)
        }

        @Test func aCopyHasThreadsTasksAndInterruptsOfItsOwn() async throws {
            let later = HostFunction("later", [.required("n", "int")], isAwaitable: true) {
                try await Task.sleep(for: .milliseconds(5))
                return $0["n"]
            }
            let session = try await session([HostModule("host", functions: [later])])
            try await session.run(
                """
                import asyncio, threading, host
                def threads():
                    seen = []
                    all = [threading.Thread(target=seen.append, args=(n,)) for n in range(6)]
                    for one in all: one.start()
                    for one in all: one.join()
                    return sorted(seen)
                async def tasks():
                    return await asyncio.gather(*(host.later(n) for n in range(6)))
                threads()
                """)
            let copy = try await session.branch()
            for one in [copy, session] {
                #expect(try await one.call("threads") == [0, 1, 2, 3, 4, 5])
                #expect(try await one.evaluate("asyncio.run(tasks())") == [0, 1, 2, 3, 4, 5])
                let running = Task { try await one.run("x = 1\nwhile True: pass") }
                try await Task.sleep(for: .milliseconds(200))
                one.interrupt()
                let ended = try await running.value
                #expect(ended.report.verdict == .exception(type: "KeyboardInterrupt", message: "") && !ended.hasLostState, "\(ended.report.verdict)")
                #expect(try await one.evaluate("x") == 1)
            }
            // What awaits host functions ends for a copy, and comes back.
            let second = try await copy.branch()
            for one in [second, copy] { #expect(try await one.evaluate("asyncio.run(tasks())") == [0, 1, 2, 3, 4, 5]) }
        }

        @Test func noCopyIsMadeWhileHostFunctionsWork() async throws {
            let open = Mutex(false)
            let slow = HostFunction("slow", isAwaitable: true) { _ in
                while !open.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
                return 7
            }
            let session = try await session([HostModule("host", functions: [slow])])
            try await session.run(
                """
                import asyncio, host
                loop = asyncio.new_event_loop()
                async def begin():
                    global waiting
                    waiting = asyncio.ensure_future(host.slow())
                    await asyncio.sleep(0)
                async def again():
                    return await host.slow()
                loop.run_until_complete(begin())
                """)
            let error = await #expect(throws: SandboxError.self) { try await session.branch() }
            #expect(error?.code == .request && error?.explanation.contains("work for it") == true, "\(String(describing: error))")
            open.withLock { $0 = true }
            #expect(try await session.evaluate("loop.run_until_complete(waiting)") == 7)
            let copy = try await session.branch()
            #expect(try await copy.evaluate("[waiting.result(), loop.run_until_complete(again())]") == [7, 7])
        }

        // MARK: At the wrong time

        @Test func aThreadThatHasJustEndedIsWaitedFor() async throws {
            let session = try await session(branches: 2)
            try await session.run("import threading\ndef threads():\n    for t in [threading.Thread(target=bytes, args=(5000,)) for _ in range(8)]:\n        t.start()\n        t.join()")
            for _ in 0..<20 {
                try await session.call("threads")
                let copy = try await session.branch()
                #expect(try await copy.evaluate("bytes(300_000)[0]") == 0)
                try await copy.close()
            }
        }

        @Test func cancellingAtAnyMomentLeavesNoProcess() async throws {
            #expect(await HostFacts.comesTrue { HostFacts.workers().isEmpty })
            let session = try await session()
            let witness = try await session.branch()
            try await witness.run("x = 1")
            var outcomes: Set<String> = []
            for round in 0..<40 {
                try await session.run("x = 2")
                let asked = Task { try await session.branch() }
                try await Task.sleep(for: .microseconds(200 * round))
                asked.cancel()
                do {
                    let copy = try await asked.value
                    outcomes.insert("copied")
                    #expect(try await copy.evaluate("x") == 2)
                    try await copy.close()
                } catch {
                    let error = try #require(error as? SandboxError)
                    outcomes.insert("cancelled")
                    #expect(error.code == .cancelled, "\(error)")
                }
            }
            #expect(outcomes.contains("copied") && outcomes.contains("cancelled"))
            #expect(try await witness.evaluate("x") == 1)
            try await session.run("x = 2")
            // Starter, zygote, and two of them.
            let isSo = await HostFacts.comesTrue { HostFacts.workers().count == 4 }
            #expect(isSo, "\(HostFacts.workers().count) processes")
        }

        @Test func nothingIsInterruptedWhileACopyIsMade() async throws {
            let session = try await session()
            try await session.run("x = 1")
            for _ in 0..<10 {
                let storm = Task {
                    for _ in 0..<20 {
                        session.interrupt()
                        try? await Task.sleep(for: .microseconds(500))
                    }
                }
                let copy = try await session.branch()
                await storm.value
                #expect(try await copy.evaluate("sum(range(100_000)) + x") == 4_999_950_001)
                #expect(try await session.evaluate("sum(range(100_000)) + x") == 4_999_950_001)
                try await copy.close()
            }
        }

        @Test func aRefusedCopyLosesNoOutput() async throws {
            let session = try await session()
            try await session.run(
                """
                import threading, time
                stop = threading.Event()
                def write():
                    n = 0
                    while not stop.is_set():
                        print(n, flush=True)
                        n += 1
                thread = threading.Thread(target=write)
                """)
            var output = try await session.run("thread.start()\ntime.sleep(0.01)").standardOutput
            for _ in 0..<15 {
                await #expect(throws: SandboxError.self) { try await session.branch() }
                output += try await session.run("time.sleep(0.005)").standardOutput
            }
            output += try await session.run("stop.set()\nthread.join()").standardOutput
            let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
            #expect(lines == Array(0..<lines.count) && lines.count > 15)
        }
    }
}
