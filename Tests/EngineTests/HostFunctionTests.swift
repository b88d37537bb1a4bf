import Foundation
import Policy
import PythonValues
import Testing

@testable import SecurePython
@testable import Wire

@Suite struct HostFunctionTests {
    private let find = HostFunction(
        "find", [.required("text", "str", kind: .positionalOnly), .optional("limit", "int", default: 10),
            .optional("tags", "list[str]", default: ["a", "b"], kind: .keywordOnly)],
        returns: "list[dict]", documentation: "Finds \"things\".\n\nSlowly.") { arguments in arguments["text"] }

    @Test func aStubTellsWhatCanBeCalled() {
        let later = HostFunction("later", isAwaitable: true) { _ in nil }
        let module = HostModule("host", documentation: "Things.", functions: [find, later])
        #expect(module.stub == """
            from typing import Any

            \"\"\"Things.\"\"\"

            def find(text: str, /, limit: int = 10, *, tags: list[str] = ['a', 'b']) -> list[dict]:
                \"\"\"Finds "things".

                Slowly.
                \"\"\"
                ...
            async def later() -> Any: ...

            """)
        #expect(find.description.signature(withTypes: false) == "(text, /, limit=10, *, tags=['a', 'b'])")
    }

    @Test func whatInspectCannotReadIsShownAsAnEllipsis() throws {
        let day = try #require(PythonDate(year: 2026, month: 1, day: 2))
        let f = HostFunction(
            "f", [.optional("day", default: .date(day)), .optional("x", default: .list([.float(.infinity)])), .optional("y", default: -1.5)],
            documentation: "Says \"so\"") { _ in nil }
        let module = HostModule("host", functions: [f])
        #expect(module.description.functions[0].signature(withTypes: false) == "(day=..., x=..., y=-1.5)")
        #expect(module.stub.contains("day=datetime.date(2026, 1, 2), x=[float('inf')], y=-1.5"))
        #expect(module.stub.contains(##"Says "so\""""##))
    }

    private func check(_ modules: [HostModule]) throws {
        let whitelist = Whitelist(name: "none")
        try HostGrantCheck.check(modules, whitelist: whitelist)
    }

    // MARK: The desk

    private func call(_ number: UInt32, _ arguments: PythonValue, function: UInt32 = 0) throws -> HostCall {
        HostCall(number: number, module: 0, function: function, arguments: try arguments.encoded(ValueLimits()))
    }

    private func answers(_ desk: HostCallDesk, count: Int) async throws -> [UInt32: HostCallAnswer.Outcome] {
        var found: [UInt32: HostCallAnswer.Outcome] = [:]
        for _ in 0..<2_000 where found.count < count {
            desk.proceed()
            while let answer = desk.nextAnswer() { found[answer.number] = answer.outcome }
            if found.count < count { try await Task.sleep(for: .milliseconds(2)) }
        }
        return found
    }

    private func value(_ outcome: HostCallAnswer.Outcome?) throws -> PythonValue? {
        guard case .returned(let bytes)? = outcome else { return nil }
        return try PythonValue(decoding: bytes, ValueLimits())
    }

    @Test func aCallRunsTheClosureWithDefaultsFilledIn() async throws {
        let echo = HostFunction("echo", [.required("a"), .optional("b", default: 7)]) { .tuple([$0["a"], $0["b"]]) }
        let desk = try HostCallDesk([HostModule("host", functions: [echo])])
        try desk.take(call(1, ["a": "x"]))
        try desk.take(call(2, ["a": 1, "b": 2]))
        let found = try await answers(desk, count: 2)
        #expect(try value(found[1]) == .tuple(["x", 7]))
        #expect(try value(found[2]) == .tuple([1, 2]))
        #expect(!desk.isWorking)
    }

    @Test func whatAScriptMayNotSeeOfAnErrorStaysWithTheHost() async throws {
        struct Secret: Error {}
        let desk = try HostCallDesk([HostModule("host", functions: [
            HostFunction("hides") { _ in throw Secret() },
            HostFunction("tells") { _ in throw HostFunctionError(.keyError, "no such user") },
        ])])
        try desk.take(call(1, [:], function: 0))
        try desk.take(call(2, [:], function: 1))
        let found = try await answers(desk, count: 2)
        #expect(found[1] == .raised(.runtimeError, message: "the host function 'hides' failed"))
        #expect(found[2] == .raised(.keyError, message: "no such user"))
    }

    @Test(arguments: [
        (["a": 1, "zz": 2], "'f' has no such parameter"), ([:], "'f' is missing its argument 'a'"), ([1], "cannot be read"),
        ([2: 1], "'f' has no such parameter"),
    ] as [(PythonValue, String)])
    func argumentsAreCheckedInTheHost(arguments: PythonValue, reason: String) async throws {
        let desk = try HostCallDesk([HostModule("host", functions: [HostFunction("f", [.required("a")]) { _ in "ran" }])])
        try desk.take(call(1, arguments))
        guard case .raised(_, let message)? = try await answers(desk, count: 1)[1] else { return #expect(Bool(false)) }
        #expect(message.contains(reason))
    }

    @Test func callsThatNoHonestWorkerMakesAreFaults() throws {
        let desk = try HostCallDesk([HostModule("host", functions: [HostFunction("f") { _ in nil }])])
        #expect(throws: WorkerFault.self) { try desk.take(call(1, [:], function: 1)) }
        #expect(throws: WorkerFault.self) { try desk.take(HostCall(number: 2, module: 9, function: 0, arguments: [])) }
        try desk.take(call(5, [:]))
        #expect(throws: WorkerFault.self) { try desk.take(call(5, [:])) }
        #expect(throws: WorkerFault.self) { try desk.take(call(4, [:])) }
    }

    @Test func budgetsHold() async throws {
        let twice = HostFunction("twice", budget: .init(calls: 2)) { _ in 1 }
        let slow = HostFunction("slow", budget: .init(time: .milliseconds(30))) { _ in
            try await Task.sleep(for: .seconds(60))
            return 1
        }
        let large = HostFunction("large", budget: .init(valueBytes: 100)) { _ in .bytes([UInt8](repeating: 0, count: 200)) }
        let desk = try HostCallDesk([HostModule("host", functions: [twice, slow, large])])
        for number in 1...3 { try desk.take(call(UInt32(number), [:])) }
        try desk.take(call(4, [:], function: 1))
        try desk.take(call(5, [:], function: 2))
        let found = try await answers(desk, count: 5)
        #expect(try value(found[2]) == 1)
        #expect(found[3] == .raised(.runtimeError, message: "the host function 'twice' may be called 2 times in a run"))
        #expect(found[4] == .raised(.timeoutError, message: "the host function 'slow' took longer than 0.03 seconds"))
        guard case .raised(.runtimeError, let message)? = found[5] else { return #expect(Bool(false)) }
        #expect(message.contains("over 100 bytes"))
    }

    @Test func noMoreRunAtATimeThanMay() async throws {
        let running = Gauge()
        let slow = HostFunction("slow", budget: .init(concurrency: 2)) { _ in
            await running.enter()
            try await Task.sleep(for: .milliseconds(5))
            await running.leave()
            return nil
        }
        let desk = try HostCallDesk([HostModule("host", functions: [slow])])
        for number in 1...10 { try desk.take(call(UInt32(number), [:])) }
        #expect(try await answers(desk, count: 10).count == 10)
        #expect(await running.highest == 2)
    }

    /// A closure that heeds nothing, until it is told.
    private func stubborn(_ gate: Gate, _ budget: HostFunction.Budget) -> HostFunction {
        HostFunction("stubborn", budget: budget) { _ in
            await gate.pass()
            return "late"
        }
    }

    @Test func aClosureThatIgnoresItsEndKeepsItsPlace() async throws {
        let gate = Gate()
        let desk = try HostCallDesk([
            HostModule("host", functions: [stubborn(gate, .init(concurrency: 1, time: .milliseconds(20)))])
        ])
        try desk.take(call(1, [:]))
        try desk.take(call(2, [:]))
        let found = try await answers(desk, count: 2)
        #expect(found[1] == .raised(.timeoutError, message: "the host function 'stubborn' took longer than 0.02 seconds"))
        #expect(found[2] == .raised(.timeoutError, message: "the host function 'stubborn' is busy with calls that took too long"))
        #expect(!desk.isWorking && desk.deadline == .never && !desk.isIdle)
        await gate.open()
        for _ in 0..<1_000 where !desk.isIdle {
            try await Task.sleep(for: .milliseconds(2))
            desk.proceed()
            #expect(desk.nextAnswer() == nil)
        }
        // Its place is free again, and what it returned is nobody's answer.
        try desk.take(call(3, [:]))
        #expect(try await value(answers(desk, count: 1)[3]) == "late")
    }

    @Test func theEndOfARunWaitsForNoClosure() async throws {
        let gate = Gate()
        var desk: HostCallDesk? = try HostCallDesk([HostModule("host", functions: [stubborn(gate, .init())])])
        try desk?.take(call(1, [:]))
        await gate.waitForGuest()
        let descriptor = try #require(desk?.eventDescriptor)
        desk?.end()
        #expect(desk?.eventDescriptor == nil && desk?.isWorking == false)
        desk = nil
        // Of the descriptor nothing is held, though the closure still runs.
        #expect(!Self.isEvent(descriptor))
        await gate.open()
    }

    private static func isEvent(_ descriptor: Int32) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)"))?.contains("eventfd") ?? false
    }

    @Test func argumentsThatWaitAreBounded() async throws {
        let gate = Gate()
        let desk = try HostCallDesk([HostModule("host", functions: [
            HostFunction("f", [.required("a")], budget: .init(concurrency: 1, valueBytes: 32 << 20)) { _ in
                await gate.pass()
                return 1
            }
        ])])
        let large = try call(1, ["a": .bytes([UInt8](repeating: 0, count: 30 << 20))])
        for number in 1...4 { try desk.take(HostCall(number: UInt32(number), module: 0, function: 0, arguments: large.arguments)) }
        let refused = try await answers(desk, count: 2)
        #expect(Set(refused.keys) == [3, 4])
        #expect(refused[3] == .raised(.runtimeError, message: "too many calls of host functions are unanswered"))
        await gate.open()
        #expect(Set(try await answers(desk, count: 2).keys) == [1, 2])
    }

    @Test func callsThatWaitAreBounded() async throws {
        let desk = try HostCallDesk([HostModule("host", functions: [
            HostFunction("f", budget: .init(concurrency: 1)) { _ in
                try await Task.sleep(for: .seconds(60))
                return 1
            }
        ])])
        for number in 1...1_100 { try desk.take(call(UInt32(number), [:])) }
        let refused = try await answers(desk, count: 76)
        #expect(refused.keys.min() == 1_025 && refused.count == 76)
    }

    @Test func aCallThatWaitsIsNotBegunAfterItsGrantEnded() async throws {
        let (gate, grant) = (Gate(), HostGrant())
        // More time than tasks ever have to wait for where other tests hold all threads.
        let desk = try HostCallDesk([HostModule("host", functions: [
            HostFunction("f", budget: .init(concurrency: 1, time: .seconds(3_600)), grant: grant) { _ in
                await gate.pass()
                return 1
            }
        ])])
        try desk.take(call(1, [:]))
        try desk.take(call(2, [:]))
        await gate.waitForGuest()
        grant.revoke()
        // The place that the call waits for is still taken.
        #expect(try await answers(desk, count: 1)[2] == .raised(.permissionError, message: "the host function 'f' was revoked"))
        await gate.open()
        #expect(try await value(answers(desk, count: 1)[1]) == 1)
    }

    @Test func aRevokedFunctionIsNotReached() async throws {
        let grant = HostGrant()
        let f = HostFunction("f", grant: grant) { _ in 1 }
        let desk = try HostCallDesk([HostModule("host", functions: [f])])
        try desk.take(call(1, [:]))
        #expect(try await value(answers(desk, count: 1)[1]) == 1)
        grant.revoke()
        try desk.take(call(2, [:]))
        #expect(try await answers(desk, count: 1)[2] == .raised(.permissionError, message: "the host function 'f' was revoked"))
    }

    @Test(arguments: [
        HostModule("1x", functions: []), HostModule("class", functions: []), HostModule("__main__", functions: []),
        HostModule("a.b", functions: []), HostModule("é", functions: []),
        HostModule("host", functions: [HostFunction("f") { _ in nil }, HostFunction("f") { _ in nil }]),
        HostModule("host", functions: [HostFunction("f", [.required("a"), .required("a")]) { _ in nil }]),
        HostModule("host", functions: [HostFunction("f", [.optional("a", default: 1), .required("b")]) { _ in nil }]),
        HostModule("host", functions: [
            HostFunction("f", [.required("a", kind: .keywordOnly), .required("b")]) { _ in nil }]),
        HostModule("host", functions: [HostFunction("f", [.required("a", "int\n    ...")]) { _ in nil }]),
        HostModule("host", functions: [HostFunction("f", returns: "int:\n") { _ in nil }]),
        HostModule("host", functions: [HostFunction("f", budget: .init(concurrency: 0)) { _ in nil }]),
    ])
    func whatPythonCouldNotCallIsRefused(module: HostModule) {
        #expect(throws: SandboxError.self) { try check([module]) }
    }
}

private actor Gauge {
    private var current = 0
    private(set) var highest = 0

    func enter() {
        current += 1
        highest = max(highest, current)
    }

    func leave() { current -= 1 }
}

/// Closures wait at it until it is opened, whatever becomes of their tasks.
private actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []
    private var guests = 0

    func pass() async {
        guests += 1
        for watcher in watchers { watcher.resume() }
        watchers = []
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func waitForGuest() async {
        if guests > 0 { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for guest in waiting { guest.resume() }
        waiting = []
    }
}
