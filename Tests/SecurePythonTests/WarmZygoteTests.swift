import Foundation
import Testing

@testable import SecurePython

/// A kept zygote that is not ours.
@Suite(.timeLimit(.minutes(5))) struct WarmZygoteTests {
    private static let prelude = """
        def refused(run, error=11):
            control.sendall(frame(6, struct.pack("<Ii", run, error)))

        def child(channel):
            channel.sendall(READY)
            receive(channel)

        def fork(run):
            channel = await_run()
            if run == 1:
                ready()
            started(os.pidfd_open(fork_child(channel)), run)
        """

    private func zygote(_ lines: String..., body: (WarmZygote) throws -> Void) throws {
        let text = Self.prelude + "\n\ndef zygote():\n    hello()\n" + lines.map { "    " + $0 }.joined(separator: "\n")
            + "\n    control.recv(1)\n    os._exit(0)\n"
        let worker = try FakeWorker(text)
        let zygote = try WarmZygote(.init(sandbox: worker.sandbox(), grantsInput: false, isForSessions: false, spare: 0, processes: 8, preload: []))
        try body(zygote)
        zygote.condemn()
        zygote.waitUntilGone()
        #expect(worker.livingProcesses.isEmpty)
    }

    @Test func aForkThatIsRefusedCostsItsRunAndNoOther() throws {
        try zygote("fork(1)", "await_run()", "refused(2)", "fork(3)") { zygote in
            let first = try zygote.take(Cancellation())
            let error = #expect(throws: SandboxError.self) { _ = try zygote.take(Cancellation()) }
            #expect(error?.code == .system && error?.explanation.contains("no further process") == true)
            #expect(zygote.isUsable)
            #expect(try zygote.take(Cancellation()).number == 3)
            #expect(first.number == 1)
        }
    }

    @Test(arguments: ["refused(9)", "started(0, 7)", "ended(0, 5)", "ready()", "control.sendall(b'x' * 64)"])
    func whatDoesNotBelongHereEndsIt(act: String) throws {
        try zygote("fork(1)", "await_run()", act) { zygote in
            _ = try zygote.take(Cancellation())
            let error = #expect(throws: SandboxError.self) { _ = try zygote.take(Cancellation()) }
            #expect(error?.code == .worker)
            #expect(!zygote.isUsable && zygote.startFailure == nil)
        }
    }

    @Test func cancellingEndsTheWaitForAChild() throws {
        try zygote("fork(1)", "await_run()", "time.sleep(60)") { zygote in
            _ = try zygote.take(Cancellation())
            let cancellation = try Cancellation()
            cancellation.cancel()
            let error = #expect(throws: SandboxError.self) { _ = try zygote.take(cancellation) }
            #expect(error?.code == .cancelled)
        }
    }
}

@Suite struct ForkPlanTests {
    private func forks(_ plan: ForkPlan, ready: Int = 0, requests: Int = 0, underWay: Int = 0, isRetired: Bool = false) -> [Int] {
        let forks = plan.forks(.init(ready: ready, requests: requests, underWay: underWay, isRetired: isRetired))
        return [forks.ahead, forks.awaited]
    }

    @Test func soManyAreMadeAsAreWanted() {
        let plan = ForkPlan(spare: 3)
        #expect(forks(plan) == [3, 0])
        #expect(forks(plan, ready: 3) == [0, 0])
        #expect(forks(plan, ready: 1, underWay: 1) == [1, 0])
        #expect(forks(plan, requests: 2) == [2, 2])
        #expect(forks(plan, requests: 2, underWay: 2) == [2, 0])
        #expect(forks(plan, requests: 9, underWay: 4) == [0, 0])
        #expect(forks(plan, requests: 1, isRetired: true) == [0, 1])
        #expect(forks(plan, isRetired: true) == [0, 0])
        #expect(plan.isLow(ready: 1) && !plan.isLow(ready: 2))
    }

    @Test func whatRunsWantIsNotSpentOnRehearsals() {
        #expect(ForkPlan.hasTime(running: 0) && ForkPlan.hasTime(running: Processors.count))
        #expect(!ForkPlan.hasTime(running: Processors.count + 1))
    }

    @Test func failuresPauseIt() {
        var plan = ForkPlan(spare: 1)
        plan.noteFailure()
        #expect(forks(plan) == [0, 0] && plan.nextLook > .now)
        plan.noteSuccess()
        #expect(forks(plan) == [1, 0])
        for _ in 0..<12 { plan.noteFailure() }
        #expect(plan.isHopeless)
    }
}
