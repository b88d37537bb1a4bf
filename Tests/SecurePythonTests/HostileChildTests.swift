import Testing

@testable import SecurePython

/// What a child that runs native code of its own may say to the host, and what the host makes of it.
@Suite(.timeLimit(.minutes(5))) struct HostileChildTests {
    private func run(_ child: String, wall: Duration = .seconds(20), input: ScriptInput = .none) throws -> Completion {
        let body = child.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        let worker = try FakeWorker("def child(channel):\n" + body.joined(separator: "\n"))
        let completion = try worker.run(wall: wall, input: input)
        #expect(worker.livingProcesses.isEmpty)
        return completion
    }

    private func fault(_ child: String, wall: Duration = .seconds(20), input: ScriptInput = .none) throws -> String {
        let report = try run(child, wall: wall, input: input).report
        guard case .hostFault(let reason) = report.verdict else {
            Issue.record("the verdict is \(report.verdict)")
            return ""
        }
        #expect(report.exitStatus == 125)
        return reason
    }

    private let begun = "channel.sendall(READY); receive(channel)\n"

    @Test func anHonestFakePasses() throws {
        let worker = try FakeWorker("")
        let completion = try worker.run()
        #expect(completion.report.verdict == .ok)
        #expect(completion.report.exitStatus == 0)
        #expect(completion.standardOutput == Array("hello\n".utf8))
        #expect(completion.report.standingLayers == [.language, .audit, .kernel])
        #expect(completion.report.processorTime == .milliseconds(3))
        #expect(completion.report.peakMemoryBytes == 3000 * 1024)
        #expect(worker.livingProcesses.isEmpty)
    }

    @Test func nothingIsTakenBeforeItIsReady() throws {
        #expect(try fault("channel.sendall(output(b'x'))\ntime.sleep(60)").contains("before it was ready"))
        #expect(try fault("channel.sendall(OK)").contains("before it was ready"))
        #expect(try fault(begun + "channel.sendall(READY)\ntime.sleep(60)").contains("ready twice"))
    }

    @Test func aSecondResultIsAFault() throws {
        #expect(try fault(begun + "channel.sendall(OK + OK)").contains("after its result"))
        #expect(try fault(begun + "channel.sendall(OK + output(b'x'))\ntime.sleep(60)").contains("after its result"))
    }

    @Test func bytesThatAreNoFrameAreAFault() throws {
        #expect(try fault(begun + "channel.sendall(b'\\xff' * 100000)\ntime.sleep(60)").contains("no frame"))
        #expect(try fault(begun + "channel.sendall(struct.pack('<IBxxx', 2**32 - 1, 2))\ntime.sleep(60)").contains("no frame"))
        #expect(try fault(begun + "channel.sendall(frame(2, b'\\x01' + b'x' * 65537))\ntime.sleep(60)").contains("no frame"))
        #expect(try fault(begun + "channel.sendall(frame(2, b'\\x03x'))\ntime.sleep(60)").contains("no frame"))
        #expect(try fault(begun + "channel.sendall(frame(7, b'x'))\ntime.sleep(60)").contains("no frame"))
        #expect(try fault(begun + "channel.sendall(frame(4, text(b'../../etc/passwd')))\ntime.sleep(60)").contains("no frame"))
    }

    @Test func theKernelsWordOutranksTheClaim() throws {
        #expect(
            try run(begun + "channel.sendall(OK)\nos.kill(os.getpid(), 11)").report.verdict == .crashed(signal: 11))
        #expect(
            try run(begun + "os.kill(os.getpid(), 31)").report.verdict == .forbiddenSystemCall(name: nil))
        #expect(try fault(begun + "channel.sendall(OK)\nos._exit(1)").contains("status 1 after its result"))
        #expect(try fault(begun + "os._exit(0)").contains("without a result"))
        #expect(try fault(begun + "channel.sendall(OK[:-1])").contains("without a result"))
    }

    @Test func aHangEndsAtTheWall() throws {
        for child in ["time.sleep(600)", "while True: pass", "channel.close()\ntime.sleep(600)", "channel.sendall(OK)\ntime.sleep(600)"] {
            let report = try run(begun + child, wall: .milliseconds(300)).report
            #expect(report.verdict == .wallTime)
            #expect(report.exitStatus == 124)
            #expect(report.wallTime >= .milliseconds(300) && report.wallTime < .seconds(5))
        }
    }

    @Test func outputEndsAtItsLimitAndIsKeptUpToIt() throws {
        let completion = try run(begun + "while True: channel.sendall(output(b'x' * 1000) + output(b'y' * 10, 2))")
        #expect(completion.report.verdict == .output)
        #expect(completion.report.exitStatus == 123)
        #expect(completion.standardOutput.count + completion.standardError.count == 1 << 20)
        #expect(completion.report.standardOutputBytes == completion.standardOutput.count)
    }

    @Test func outputBeforeTheWallIsKept() throws {
        let completion = try run(begun + "channel.sendall(output(b'early'))\ntime.sleep(600)", wall: .milliseconds(300))
        #expect(completion.report.verdict == .wallTime)
        #expect(completion.standardOutput == Array("early".utf8))
    }

    @Test func denialsAreCountedOnlySoFar() throws {
        let denial = "frame(5, b'\\1' + text(b'import ctypes') + text(b'never') + text(b'none') + b'\\0\\0')"
        let report = try run(begun + "channel.sendall(\(denial) * 100000 + OK)").report
        #expect(report.verdict == .ok)
        #expect(report.denials.count == 256)
        #expect(report.hasMoreDenials)
    }

    @Test func inputIsAskedForOnce() throws {
        let pipe = try TestPipe()
        #expect(
            try fault(
                begun + "channel.sendall(frame(3, struct.pack('<I', 5)) * 2)\ntime.sleep(60)",
                input: .descriptor(pipe.reading)
            ).contains("asked twice"))
        #expect(try fault(begun + "channel.sendall(frame(3, struct.pack('<I', 0)))\ntime.sleep(60)").contains("no frame"))
    }

    @Test func noMoreInputIsReadThanAskedFor() throws {
        let pipe = try TestPipe()
        pipe.write("abcdef")
        let completion = try run(
            begun + "channel.sendall(frame(3, struct.pack('<I', 4)))\nkind, data = receive(channel)\n"
                + "channel.sendall(output(b'%d %s' % (kind, data[4:])) + OK)",
            input: .descriptor(pipe.reading))
        #expect(completion.standardOutput == Array("2 abcd".utf8))
        #expect(pipe.read(10) == "ef")
    }

    @Test func questionsWithoutListeningToAnswersEndAtTheWall() throws {
        let ask = "frame(4, text(b'some.module'))"
        #expect(
            try run(begun + "while True: channel.sendall(\(ask) * 100)", wall: .milliseconds(500)).report.verdict == .wallTime)
        let input = ScriptInput.bytes([UInt8](repeating: 65, count: 50 << 20))
        #expect(
            try run(
                begun + "while True: channel.sendall(frame(3, struct.pack('<I', 65536)))", wall: .milliseconds(500), input: input
            ).report.verdict == .wallTime)
    }

    @Test func aProcessLeftBehindDoesNotHoldTheRunUp() throws {
        let completion = try run(
            begun + "if os.fork() == 0:\n    note()\n    time.sleep(600)\n    os._exit(0)\ntime.sleep(0.5)\nchannel.sendall(output(b'x') + OK)")
        #expect(completion.report.verdict == .ok)
        #expect(completion.standardOutput == Array("x".utf8))
        #expect(completion.report.wallTime < .seconds(10))
    }

    @Test func descriptorsFromAChildAreDropped() throws {
        #expect(
            try run(begun + "for _ in range(200): socket.send_fds(channel, [output(b'x')], [0, 0, 0])\nchannel.sendall(OK)")
                .report.verdict.name != "crashed")
    }
}
