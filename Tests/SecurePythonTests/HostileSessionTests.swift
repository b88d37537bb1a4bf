import Foundation
import Synchronization
import Testing

@testable import SecurePython

/// What the process of a session may say to the host when native code has taken it over.
@Suite(.timeLimit(.minutes(5))) struct HostileSessionTests {
    private static let prelude = """
        def answered(number, outcome=b"\\1"):
            return frame(11, struct.pack("<I", number) + outcome)

        def statement(channel):
            kind, data = receive(channel)
            if kind == 9:
                channel.sendall(OK)
                os._exit(0)
            return kind, struct.unpack("<I", data[:4])[0], data[10:10 + struct.unpack("<I", data[6:10])[0]]

        def opened(channel):
            channel.sendall(READY)
            assert receive(channel)[0] == 7
            channel.sendall(answered(0))

        def child(channel):
            opened(channel)
            serve(channel)

        """

    private func session(
        _ serve: String, wall: Duration = .seconds(20), input: ScriptInput = .none
    ) throws -> (session: Session, worker: FakeWorker) {
        let body = serve.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
        let worker = try FakeWorker(Self.prelude + "def serve(channel):\n" + body)
        return (try Session(blocking: worker.sandbox(wall: wall), input: input), worker)
    }

    private func verdict(_ serve: String, wall: Duration = .seconds(20), input: ScriptInput = .none) throws -> Verdict {
        let (session, worker) = try session(serve, wall: wall, input: input)
        defer { withExtendedLifetime(worker) {} }
        let completion = try session.runBlocking("1")
        #expect(completion.hasLostState)
        return completion.report.verdict
    }

    private func fault(_ serve: String, wall: Duration = .seconds(20)) throws -> String {
        let verdict = try verdict(serve, wall: wall)
        guard case .hostFault(let reason) = verdict else {
            Issue.record("the verdict is \(verdict)")
            return ""
        }
        return reason
    }

    private let honest = """
        while True:
            kind, number, source = statement(channel)
            channel.sendall(output(source) + answered(number))
        """

    @Test func anHonestFakePasses() throws {
        let (session, worker) = try session(honest)
        for text in ["one", "two"] {
            let completion = try session.runBlocking(text)
            #expect(completion.report.verdict == .ok && !completion.hasLostState)
            #expect(completion.standardOutput == Array(text.utf8))
        }
        #expect(try session.closeBlocking()?.report.verdict == .ok)
        #expect(worker.livingProcesses.isEmpty)
    }

    @Test func aSessionThatDoesNotOpenIsRefused() throws {
        for child in [
            "def child(channel):\n    os._exit(0)", "def child(channel):\n    channel.sendall(READY + OK)",
            "def child(channel):\n    channel.sendall(READY); receive(channel); channel.sendall(frame(11, b'\\1\\0\\0\\0\\1')); time.sleep(60)",
            "def child(channel):\n    channel.sendall(READY); receive(channel); time.sleep(60)",
        ] {
            let worker = try FakeWorker(child)
            #expect(throws: SandboxError.self) { try Session(blocking: worker.sandbox(wall: .milliseconds(500))) }
            #expect(worker.livingProcesses.isEmpty)
        }
    }

    @Test func answersBelongToTheirStatement() throws {
        #expect(try fault("statement(channel); channel.sendall(answered(7)); time.sleep(60)").contains("not asked"))
        #expect(try fault("statement(channel); channel.sendall(answered(1) + answered(1)); time.sleep(60)").contains("after its answer"))
        #expect(try fault("statement(channel); channel.sendall(answered(1) + output(b'x')); time.sleep(60)").contains("after its answer"))
        #expect(try fault("statement(channel); channel.sendall(answered(1, b'\\4')); time.sleep(60)").contains("no frame"))
        #expect(try fault("statement(channel); channel.sendall(READY); time.sleep(60)").contains("ready twice"))
        #expect(try fault("statement(channel); channel.sendall(OK); os._exit(3)").contains("status 3 after its result"))
    }

    /// The frame of a value that is `bytes`, `1` where none are given.
    private static let value = "def value(data=b'\\4\\1' + bytes(7)):\n    return frame(13, b'\\1' + text(data))\n"

    private func completion(ofValued serve: String) throws -> StatementCompletion {
        let (session, worker) = try session(Self.value + "kind, number, source = statement(channel)\n" + serve)
        defer { withExtendedLifetime(worker) {} }
        return try session.runBlocking("1", returnsValue: true)
    }

    @Test func aValueIsSentOnceAndWhereItWasAskedFor() throws {
        #expect(try completion(ofValued: "channel.sendall(value() + answered(number)); statement(channel)").returnedValue == 1)
        #expect(try completion(ofValued: "channel.sendall(answered(number)); statement(channel)").value == .absent)
        #expect(try fault(Self.value + "statement(channel); channel.sendall(value() + answered(1)); time.sleep(60)").contains("value that was not asked for"))
        for (serve, reason) in [
            ("channel.sendall(value() + value() + answered(number)); time.sleep(60)", "value that was not asked for"),
            ("channel.sendall(answered(number) + value()); time.sleep(60)", "after its answer"),
            ("channel.sendall(frame(13, b'\\3')); time.sleep(60)", "no frame"),
            ("channel.sendall(frame(13, b'\\1' + b'\\xff' * 4)); time.sleep(60)", "no frame"),
            ("channel.sendall(struct.pack('<IBxxx', 2 ** 32 - 1, 13)); time.sleep(60)", "no frame"),
        ] {
            let completion = try completion(ofValued: serve)
            guard case .hostFault(let said) = completion.report.verdict else {
                Issue.record("\(serve): \(completion.report.verdict)")
                continue
            }
            #expect(said.contains(reason) && completion.value == .absent && completion.hasLostState, "\(said)")
        }
    }

    @Test func whatIsNoValueIsNone() throws {
        // An unknown kind, a list of more than there is, lists within lists within lists, bytes that go on.
        for data in ["b'\\xff'", "b''", "b'\\x09' + b'\\xff' * 4", "(b'\\x09' + struct.pack('<I', 1)) * 100000", "b'\\1\\1'", "b'\\7' + text(b'\\xff\\xfe')"] {
            let completion = try completion(ofValued: "channel.sendall(value(\(data)) + answered(number)); statement(channel)")
            guard case .unfit = completion.value else {
                Issue.record("\(data): \(completion.value)")
                continue
            }
            #expect(completion.report.verdict == .ok && !completion.hasLostState)
        }
        // Of a statement that raised, no value counts.
        let raised = "channel.sendall(value() + answered(number, b'\\3\\2' + text(b'KeyError') + text(b'') + b'\\0')); statement(channel)"
        #expect(try completion(ofValued: raised).value == .absent)
    }

    @Test func aScriptHasNoStatementsToAnswer() throws {
        let worker = try FakeWorker(
            Self.prelude + "def child(channel):\n    channel.sendall(READY); receive(channel)\n    channel.sendall(answered(0)); time.sleep(60)")
        guard case .hostFault(let reason) = try worker.run().report.verdict else {
            Issue.record("no fault")
            return
        }
        #expect(reason.contains("not asked"))
    }

    @Test func whatIsSentBetweenStatementsIsAFault() throws {
        // The host stops the process at its answer; another one that shares its channel goes on.
        let (session, worker) = try session(
            """
            kind, number, source = statement(channel)
            if os.fork() == 0:
                note()
                time.sleep(0.3)
                channel.sendall(answered(1) * 100)
                time.sleep(60)
            channel.sendall(answered(number))
            time.sleep(60)
            """)
        // It removes its folder when it goes.
        defer { withExtendedLifetime(worker) {} }
        #expect(try session.runBlocking("1").report.verdict == .ok)
        usleep(700_000)
        let completion = try session.runBlocking("2")
        #expect(completion.report.verdict.name == "hostFault" && completion.hasLostState, "\(completion.report.verdict)")
    }

    @Test func aSessionEndsAtItsBounds() throws {
        // Opening counts as well, and takes its time on a busy machine.
        #expect(try verdict("time.sleep(600)", wall: .seconds(1)) == .wallTime)
        #expect(try verdict("statement(channel)\nwhile True: channel.sendall(output(b'x' * 1000))") == .output)
        #expect(try verdict("statement(channel); channel.sendall(output(b'x' * 65000) * 20 + answered(1)); time.sleep(60)") == .output)
        #expect(try verdict("statement(channel); os.kill(os.getpid(), 11)") == .crashed(signal: 11))
        #expect(try fault("statement(channel); os._exit(0)").contains("status 0 and without a result"))
        #expect(try fault("statement(channel); channel.sendall(output(b'x')); os._exit(0)").contains("status 0 and without a result"))
    }

    @Test func aProcessThatEndsOnceItIsOpenIsAFault() throws {
        // Whether the host learns of that while it opens the session or with the first statement is a matter of time.
        do {
            #expect(try fault("os._exit(0)").contains("exited with status 0"))
        } catch let error as SandboxError {
            #expect(error.code == .worker && error.explanation.contains("exited with status 0, though"), "\(error)")
        }
    }

    @Test func anotherProcessTakesOverWhereOneIsLost() throws {
        // The fake zygote serves one run: its worker is lost with it.
        let (session, worker) = try session("kind, number, source = statement(channel)\nif source == b'end': os._exit(0)\nchannel.sendall(answered(number)); statement(channel)")
        for _ in 0..<3 {
            #expect(try session.runBlocking("end").hasLostState)
            #expect(try !session.runBlocking("1").hasLostState)
            try session.resetBlocking()
        }
        try session.closeBlocking()
        #expect(worker.livingProcesses.isEmpty)
    }

    @Test func anInterruptIsForWhatRuns() throws {
        let (session, worker) = try session(
            """
            got = []
            signal.signal(2, lambda *a: got.append(1))
            while True:
                kind, number, source = statement(channel)
                channel.sendall(output(b"begun"))
                end = time.monotonic() + 10
                while not got and time.monotonic() < end: time.sleep(0.01)
                channel.sendall(output(b"%d" % len(got)) + answered(number))
                got.clear()
            """)
        defer { withExtendedLifetime(worker) {} }
        for _ in 0..<2 {
            let text = Mutex("")
            try session.runBlocking(
                "1",
                standardOutput: .handler { bytes in
                    text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                    if bytes == Array("begun".utf8) { session.interrupt() }
                })
            #expect(text.withLock { $0 } == "begun1")
        }
    }

    @Test func aQuestionForInputThatFollowsAnInterruptIsAnswered() throws {
        // Asked a moment after the signal, as by a process that was about to.
        let pipe = Pipe()
        let (session, worker) = try session(
            """
            signal.signal(2, lambda *a: None)
            kind, number, source = statement(channel)
            channel.sendall(output(b"begun"))
            time.sleep(0.5)
            for _ in range(2):
                channel.sendall(frame(3, struct.pack('<I', 5)))
                channel.sendall(output(b"%d" % receive(channel)[0]))
            channel.sendall(answered(number))
            """, input: .descriptor(pipe.fileHandleForReading.fileDescriptor))
        defer { withExtendedLifetime(worker) {} }
        let text = Mutex("")
        try session.runBlocking(
            "1",
            standardOutput: .handler { bytes in
                text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                if bytes == Array("begun".utf8) { session.interrupt() }
                if bytes == Array("10".utf8) { try? pipe.fileHandleForWriting.write(contentsOf: Data("x".utf8)) }
            })
        #expect(text.withLock { $0 } == "begun102")
    }
}
