import Testing

@testable import SecurePython

@Suite struct ProcessorScheduleTests {
    @Test func theNextLookIsAtTheEarliestPossibleExhaustion() {
        let one = ProcessorSchedule(limit: .seconds(1), alreadyUsed: .zero, processors: 1)
        #expect(one.pause(used: .zero) == .seconds(1))
        #expect(one.pause(used: .milliseconds(400)) == .milliseconds(600))
        let four = ProcessorSchedule(limit: .seconds(1), alreadyUsed: .zero, processors: 4)
        #expect(four.pause(used: .zero) == .milliseconds(250))
        #expect(four.pause(used: .milliseconds(600)) == .milliseconds(100))
    }

    @Test func theLimitIsUsedUpWhereItIsReached() {
        let schedule = ProcessorSchedule(limit: .seconds(1), alreadyUsed: .milliseconds(3), processors: 2)
        #expect(schedule.pause(used: .milliseconds(1002)) != nil)
        #expect(schedule.pause(used: .milliseconds(1003)) == nil)
        #expect(schedule.pause(used: .seconds(50)) == nil)
    }

    @Test func whatWasUsedBeforeTheScriptDoesNotCount() {
        let schedule = ProcessorSchedule(limit: .seconds(1), alreadyUsed: .seconds(5), processors: 1)
        #expect(schedule.pause(used: .seconds(5)) == .seconds(1))
    }

    @Test(arguments: [(1, .milliseconds(5)), (2, .milliseconds(5)), (8, .microseconds(2500)), (64, .milliseconds(1))] as [(Int, Duration)])
    func looksAreNeverCloserThanAMillisecond(processors: Int, pause: Duration) {
        let schedule = ProcessorSchedule(limit: .seconds(1), alreadyUsed: .zero, processors: processors)
        #expect(schedule.pause(used: .nanoseconds(999_999_999)) == pause)
    }

    /// A script that spends on all processors from the start is looked at a few times only, and is late by little.
    @Test(arguments: [1, 2, 8]) func spendingIsNoticedInTime(processors: Int) {
        let schedule = ProcessorSchedule(limit: .seconds(10), alreadyUsed: .zero, processors: processors)
        var (used, looks) = (Duration.zero, 0)
        while let pause = schedule.pause(used: used) {
            used += pause * processors
            looks += 1
        }
        #expect(looks == 1 && used == .seconds(10))
        // One that spends on one processor only is looked at more often, towards the end.
        (used, looks) = (.zero, 0)
        while let pause = schedule.pause(used: used) {
            used += pause
            looks += 1
        }
        #expect(looks < 100 && used < .milliseconds(10_005), "\(looks) looks, \(used)")
    }
}

/// On a process that a fake worker made, the host's own clock decides.
@Suite(.timeLimit(.minutes(5))) struct ProcessorWatchTests {
    @Test func aSpinningProcessIsEndedAtItsLimit() throws {
        let worker = try FakeWorker("def child(channel):\n    channel.sendall(READY); receive(channel)\n    while True: pass")
        var sandbox = worker.sandbox()
        sandbox.limits.processorTime = .milliseconds(200)
        let report = try sandbox.runBlocking(ScriptRequest(origin: .command, source: [])).report
        #expect(report.verdict == .cpuTime)
        #expect(report.exitStatus == 121)
        #expect(report.wallTime >= .milliseconds(200))
        #expect(worker.livingProcesses.isEmpty)
    }

    @Test func whatTheProcessUsedBeforehandIsNotTheScripts() throws {
        let worker = try FakeWorker(
            """
            def child(channel):
                while time.process_time() < 0.3: pass
                channel.sendall(READY); receive(channel)
                channel.sendall(OK)
            """)
        var sandbox = worker.sandbox()
        sandbox.limits.processorTime = .milliseconds(200)
        #expect(try sandbox.runBlocking(ScriptRequest(origin: .command, source: [])).report.verdict == .ok)
    }

    @Test func aResultDoesNotEndTheWatch() throws {
        let worker = try FakeWorker(
            "def child(channel):\n    channel.sendall(READY); receive(channel); channel.sendall(OK)\n    while True: pass")
        var sandbox = worker.sandbox()
        sandbox.limits.processorTime = .milliseconds(100)
        #expect(try sandbox.runBlocking(ScriptRequest(origin: .command, source: [])).report.verdict == .cpuTime)
    }
}
