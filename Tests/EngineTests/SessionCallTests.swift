import Foundation
import PythonValues
import SecurePython
import Synchronization
import Testing

extension Engine {
    /// Calls of sessions, on the real worker.
    @Suite(.timeLimit(.minutes(5))) struct SessionCallTests {
        private func session(_ change: (inout Sandbox) -> Void = { _ in }) async throws -> Session {
            var sandbox = Sandbox(whitelist: try .resolving("standard"))
            change(&sandbox)
            return try await Session(sandbox)
        }

        private func failure(_ body: () async throws -> Void) async throws -> ScriptFailure {
            do {
                try await body()
            } catch {
                guard case .failed(let failure)? = error as? EvaluationError else { throw error }
                return failure
            }
            throw Unexpected()
        }

        private struct Unexpected: Error {}

        // MARK: Values

        @Test func stateAndValuesPass() async throws {
            let session = try await session()
            let first = try await session.run("base = sum(rows)\nprint('summed')\nbase", inputs: ["rows": [1, 2, 3]])
            #expect(first.returnedValue == 6 && first.outputText == "summed\n" && !first.hasLostState)
            #expect(try await session.run("base += 1").returnedValue == PythonValue.none)
            #expect(try await session.evaluate("[base, len(rows), factor]", inputs: ["factor": 2.5]) == [7, 3, 2.5])
            #expect(try await session.evaluate("  base * 2", as: Int.self) == 14)
            #expect(try await session.close()?.report.verdict == .ok)
            await #expect(throws: SandboxError.self) { try await session.run("1") }
        }

        @Test func anExpressionThatFailsThrowsItsReport() async throws {
            let session = try await session()
            let raised = try await failure { _ = try await session.evaluate("print('so far') or 1 / 0") }
            #expect(raised.report.verdict == .exception(type: "ZeroDivisionError", message: "division by zero"))
            #expect(raised.description == "ZeroDivisionError: division by zero" && raised.outputText == "so far\n")
            #expect(raised.errorText.contains("1 / 0") && !raised.hasLostState)
            for statement in ["x = 1", "import os", "1; 2", ""] {
                let refused = try await failure { _ = try await session.evaluate(statement) }
                #expect(refused.description.hasPrefix("SyntaxError"), "\(statement): \(refused)")
            }
            let unfit = try await failure { _ = try await session.evaluate("object()") }
            #expect(unfit.report.verdict == .ok && unfit.unfitReason?.contains("type 'object' cannot pass") == true)
            let ended = try await failure { _ = try await session.evaluate("__import__('sys').exit(3)") }
            #expect(ended.report.verdict == .ok && ended.unfitReason == nil)
            let error = await #expect(throws: EvaluationError.self) { try await session.evaluate("'text'", as: Int.self) }
            #expect(error == .unreadable(value: "text", reason: "it cannot be read as Int"))
            #expect(try await session.evaluate("1 + 1") == 2)
        }

        @Test func theFutureLastsInValuedStatements() async throws {
            let session = try await session()
            #expect(try await session.run("from __future__ import annotations\n1").returnedValue == 1)
            #expect(try await session.run("def f(a: no.such.name): pass\nf.__annotations__").returnedValue == ["a": "no.such.name"])
        }

        @Test func sandboxesAndPoolsEvaluate() async throws {
            let sandbox = Sandbox(whitelist: try .resolving("standard"))
            #expect(try await sandbox.evaluate("sum(prices)", inputs: ["prices": [3, 4]]) == 7)
            #expect(try await failure { _ = try await sandbox.evaluate("x = 1") }.description.hasPrefix("SyntaxError"))
            let pool = try WorkerPool(sandbox)
            #expect(try await pool.evaluate("{'n': n + 1}", inputs: ["n": 41], as: [String: Int].self) == ["n": 42])
            #expect(try await failure { _ = try await pool.evaluate("{}['k']") }.description == "KeyError: 'k'")
            await pool.shutDown()
        }

        // MARK: Functions of plugins

        @Test func aPluginIsLoadedOnceAndCalledOften() async throws {
            struct Player: Codable, Equatable {
                var name: String
                var points: [Int]
            }
            let session = try await session()
            try await session.run(
                """
                import datetime
                calls = 0
                def score(points, bonus=0, *, factor=1):
                    global calls
                    calls += 1
                    return (sum(points) + bonus) * factor
                def promote(player):
                    player['points'].append(100)
                    return player
                def later(day, weeks): return day + datetime.timedelta(weeks=weeks)
                class Point:
                    pass
                """)
            #expect(try await session.call("score", arguments: [[1, 2]]) == 3)
            #expect(try await session.call("score", arguments: [[1, 2], 10], keywords: ["factor": 2]) == 26)
            #expect(try await session.call("promote", encoding: [Player(name: "ä", points: [1])], as: Player.self) == Player(name: "ä", points: [1, 100]))
            let day = try #require(PythonDate(year: 2026, month: 5, day: 1)), week = try #require(PythonDate(year: 2026, month: 5, day: 8))
            #expect(try await session.call("later", arguments: [.date(day), 1]) == .date(week))
            for number in 0..<20 { #expect(try await session.call("score", arguments: [[.int(number)]]) == .int(number)) }
            #expect(try await session.evaluate("calls") == 22)
            #expect(try await failure { try await session.call("Point") }.unfitReason?.contains("type 'Point' cannot pass") == true)
        }

        @Test func callsThatFailSayWhere() async throws {
            let session = try await session()
            try await session.run("def broken(n):\n    return 1 / n  # here\nnot_callable = 5")
            let broken = try await failure { try await session.call("broken", arguments: [0]) }
            #expect(broken.description == "ZeroDivisionError: division by zero")
            #expect(broken.errorText.contains("line 2, in broken\n    return 1 / n  # here"), "\(broken.errorText)")
            #expect(try await failure { try await session.call("missing") }.description == "NameError: name 'missing' is not defined in the session")
            #expect(try await failure { try await session.call("len") }.description.hasPrefix("NameError"))
            #expect(try await failure { try await session.call("not_callable") }.description.contains("'int' object is not callable"))
            #expect(try await failure { try await session.call("broken") }.description.contains("missing 1 required positional argument"))
            for name in ["a.b", "broken(1) or f", "", "lambda", "__builtins__"] {
                await #expect(throws: EvaluationError.self) { try await session.call(name) }
            }
            #expect(try await session.call("broken", arguments: [2]) == 0.5)
        }

        @Test func hostFunctionsAreCalledFromStatementsAndCalls() async throws {
            let seen = Mutex<[Int]>([])
            let note = HostFunction("note", [.required("n", "int")], budget: .init(calls: 4)) { arguments in
                let number = try arguments.decode("n", as: Int.self)
                seen.withLock { $0.append(number) }
                return .int(number * 2)
            }
            let session = try await session { $0.hostModules = [HostModule("host", functions: [note])] }
            #expect(try await session.run("from host import note\ndef twice(n):\n    return note(n)\nnote(1)").returnedValue == 2)
            #expect(try await session.call("twice", arguments: [2]) == 4)
            #expect(try await session.evaluate("note(3) + twice(4)") == 14)
            // The budget of calls is the session's.
            #expect(try await failure { try await session.call("twice", arguments: [5]) }.description.contains("may be called 4 times"))
            #expect(seen.withLock { $0 } == [1, 2, 3, 4])
        }

        // MARK: Budgets

        @Test func eachCallHasALowerBudgetWhereItSaysSo() async throws {
            let session = try await session {
                $0.limits = RunLimits(processorTime: .seconds(5), wallTime: .seconds(10), outputBytes: 1_000)
            }
            try await session.run("import time\ndef spin(seconds):\n    end = time.process_time() + seconds\n    while time.process_time() < end: pass\n    print('x' * 50)")
            let fine = try await session.run(calling: "spin", arguments: [0.1], limits: CallLimits(processorTime: .milliseconds(400), outputBytes: 51))
            #expect(fine.report.verdict == .ok && fine.report.limits.processorTime == .milliseconds(400) && fine.report.limits.wallTime == .seconds(10))
            // What a call lowered holds for that call alone.
            #expect(try await session.run(calling: "spin", arguments: [0.6]).report.verdict == .ok)
            for limits in [
                CallLimits(processorTime: .seconds(6)), CallLimits(wallTime: .seconds(11)), CallLimits(outputBytes: 1_001), CallLimits(wallTime: .zero),
                CallLimits(outputBytes: 0),
            ] {
                let error = await #expect(throws: SandboxError.self) { try await session.run("1", limits: limits) }
                #expect(error?.code == .request)
            }
            let flood = try await session.run("spin(0)", limits: CallLimits(outputBytes: 10))
            #expect(flood.report.verdict == .output && flood.standardOutput.count == 10 && flood.hasLostState)
            let busy = try await failure { _ = try await session.evaluate("[0 for _ in iter(int, 1)]", limits: CallLimits(processorTime: .milliseconds(200))) }
            #expect(busy.report.verdict == .cpuTime && busy.hasLostState)
            let slow = try await session.run("import time\ntime.sleep(9)", limits: CallLimits(wallTime: .milliseconds(300)))
            #expect(slow.report.verdict == .wallTime && slow.report.wallTime < .seconds(2))
            #expect(try await session.evaluate("'spin' in globals()") == false)
        }

        // MARK: Tasks

        @Test func tasksWaitForOneAnotherInOrder() async throws {
            let session = try await session()
            try await session.run("seen = []\nactive = 0\nimport time\ndef add(n):\n    global active\n    active += 1\n    time.sleep(0.002)\n    seen.append(active)\n    active -= 1\n    return n")
            // More at a time than the concurrency runtime has threads.
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 { group.addTask { try await session.call("add", arguments: [.int(number)]).intValue ?? 0 } }
                return try await group.reduce(0, +)
            }
            #expect(sum == 4_950)
            #expect(try await session.evaluate("seen == [1] * 100") == true)
        }

        @Test func cancellingATaskEndsItsCall() async throws {
            let session = try await session()
            try await session.run("x = 1")
            let running = Task { try await session.run("while True: pass") }
            try await Task.sleep(for: .milliseconds(300))
            let waiting = Task { try await session.run("x") }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            let error = await #expect(throws: SandboxError.self) { try await waiting.value }
            #expect(error?.code == .cancelled)
            running.cancel()
            let ended = try await running.value
            #expect(ended.report.verdict == .stopped(.cancelled) && ended.hasLostState)
            #expect(try await session.evaluate("'x' in globals()") == false)
        }

        @Test func anInterruptKeepsTheState() async throws {
            let session = try await session()
            try await session.run("x = 1")
            let running = Task { try await session.run("while True: pass") }
            try await Task.sleep(for: .milliseconds(300))
            session.interrupt()
            let ended = try await running.value
            #expect(ended.report.verdict.name == "exception" && !ended.hasLostState)
            #expect(try await session.evaluate("x") == 1)
        }

        @Test func resetForgetsEverything() async throws {
            let session = try await session()
            try await session.run("x = 1")
            try await session.reset()
            #expect(try await session.evaluate("'x' in globals()") == false)
        }

        @Test func largeValuesPassBothWays() async throws {
            let session = try await session()
            try await session.run("def turn(data): return data[::-1]")
            let bytes = [UInt8]((0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0) })
            #expect(try await session.call("turn", arguments: [.bytes(bytes)]) == .bytes(bytes.reversed()))
            let tooMuch = try await failure { _ = try await session.evaluate("bytes(70 << 20)") }
            #expect(tooMuch.report.verdict == .ok && tooMuch.unfitReason != nil)
        }
    }
}
