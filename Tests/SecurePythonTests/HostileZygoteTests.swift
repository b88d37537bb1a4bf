import Foundation
import Testing

@testable import SecurePython

/// A worker that is not ours, not of our build, or broken, from its first byte to its last.
@Suite(.timeLimit(.minutes(5))) struct HostileZygoteTests {
    private func failure(_ body: String, patience: Duration = .seconds(10)) throws -> SandboxError? {
        let worker = try FakeWorker(body)
        defer { #expect(worker.livingProcesses.isEmpty) }
        return #expect(throws: SandboxError.self) {
            let process = try WorkerProcess(.path(worker.path), user: 64_999, enclosure: .languageOnly, startPatience: patience)
            return try worker.sandbox().runBlocking(
                ScriptRequest(origin: .command, source: []), input: .none, standardOutput: .collect,
                standardError: .collect, cancellation: nil, on: process)
        }
    }

    private func verdict(_ body: String, wall: Duration = .seconds(20)) throws -> Verdict {
        let worker = try FakeWorker(body)
        defer { #expect(worker.livingProcesses.isEmpty) }
        return try worker.run(wall: wall).report.verdict
    }

    private func zygote(_ lines: String...) -> String {
        "def zygote():\n" + lines.map { "    " + $0 }.joined(separator: "\n")
    }

    @Test func anotherBuildIsRefused() throws {
        for hello in ["hello(version=b'9.9.9')", "hello(revision=77)"] {
            let error = try failure(zygote(hello, "await_run()", "time.sleep(60)"))
            #expect(error?.code == .worker)
            #expect(error?.explanation.contains("one build") == true)
        }
    }

    @Test func aWorkerThatDoesNotComeUpIsAnError() throws {
        #expect(try failure(zygote("os._exit(3)"))?.explanation.contains("ended before it was ready") == true)
        #expect(try failure(zygote("hello()", "os._exit(3)"))?.code == .worker)
        #expect(try failure(zygote("control.sendall(b'\\xff' * 1000)", "time.sleep(60)"))?.code == .worker)
        #expect(try failure(zygote("ready()", "time.sleep(60)"))?.code == .worker)
        #expect(try failure(zygote("hello()", "hello()", "time.sleep(60)"))?.code == .worker)
        #expect(try failure("def starter():\n    os.kill(os.getpid(), 9)")?.code == .worker)
    }

    @Test func patienceWithAWorkerEnds() throws {
        let error = try failure(zygote("time.sleep(600)"), patience: .milliseconds(300))
        #expect(error?.explanation.contains("not ready within") == true)
        // One that does not even read what it is sent.
        #expect(try failure(zygote("hello()", "time.sleep(600)"), patience: .milliseconds(500))?.code == .worker)
    }

    @Test func aLayerThatCannotBePutUpRefusesTheRun() throws {
        let error = try failure(
            zygote("hello()", "await_run()", "control.sendall(frame(3, text(b'audit hook') + text(b'no table')))", "control.recv(1)"))
        #expect(error?.code == .layer)
        #expect(error?.explanation.contains("audit hook: no table") == true)
        let missing = try failure(zygote("hello()", "await_run()", "ready(1)", "control.recv(1)"))
        #expect(missing?.code == .layer)
        #expect(missing?.explanation.contains("audit") == true)
    }

    @Test func losingTheZygoteEndsTheRun() throws {
        let body = zygote(
            "hello()", "channel = await_run()", "ready()", "process = fork_child(channel)",
            "started(os.pidfd_open(process))", "os._exit(0)")
        let child = "def child(channel):\n    channel.sendall(READY); receive(channel)\n    time.sleep(600)\n"
        #expect(try verdict(child + body).name == "hostFault")
    }

    @Test func forgedReportsAreFaults() throws {
        let begin = ["hello()", "channel = await_run()", "ready()", "process = fork_child(channel)", "started(os.pidfd_open(process))"]
        for end in ["ended(0, run=2)", "ended(0); ended(0)", "ready()", "control.sendall(b'x' * 64)", "started(process, run=1)"] {
            let body = "def zygote():\n" + (begin + ["os.waitpid(process, 0)", end, "control.recv(1)"]).map { "    " + $0 }.joined(separator: "\n")
            let name = try verdict(body, wall: .seconds(3)).name
            // Two reports at once: the run may be over, and well, before the second is looked at.
            #expect(name == "hostFault" || end.contains("; ") && name == "ok", "\(end): \(name)")
        }
    }

    @Test func severalDescriptorsAtOnceAreRefused() throws {
        let error = try failure(
            zygote("hello()", "await_run()", "ready()", "socket.send_fds(control, [frame(4, struct.pack('<I', 1))], [0, 1, 2])", "control.recv(1)"))
        #expect(error?.explanation.contains("descriptors") == true)
    }

    @Test(arguments: ["bystander", "os.getpid()", "os.getppid()"])
    func noForeignProcessIsEverKilled(process: String) throws {
        // A bystander of the test's own; the zygote tells the host that it is the script.
        let bystander = Process()
        bystander.executableURL = URL(filePath: "/bin/sleep")
        bystander.arguments = ["60"]
        bystander.standardOutput = FileHandle.nullDevice
        bystander.standardError = FileHandle.nullDevice
        try bystander.run()
        defer { kill(bystander.processIdentifier, SIGKILL) }
        let target = process == "bystander" ? String(bystander.processIdentifier) : process
        let body = """
            def child(channel):
                channel.sendall(READY); receive(channel)
                time.sleep(600)
            def zygote():
                hello()
                channel = await_run()
                ready()
                process = fork_child(channel)
                started(os.pidfd_open(\(target)))
                reap(process)
            """
        #expect(try verdict(body, wall: .milliseconds(300)) == .wallTime)
        #expect(bystander.isRunning)
    }

    @Test func aDescriptorThatIsNoProcessStillEndsTheRun() throws {
        let body = """
            def child(channel):
                channel.sendall(READY); receive(channel)
                time.sleep(600)
            def zygote():
                hello()
                channel = await_run()
                ready()
                process = fork_child(channel)
                started(0)
                reap(process)
            """
        #expect(try verdict(body, wall: .milliseconds(300)) == .wallTime)
    }

    @Test func aZygoteThatDoesNotReportTheEndIsEnded() throws {
        let body = zygote(
            "hello()", "channel = await_run()", "ready()", "process = fork_child(channel)",
            "started(os.pidfd_open(process))", "time.sleep(600)")
        let child = "def child(channel):\n    channel.sendall(READY); receive(channel)\n    time.sleep(600)\n"
        #expect(try verdict(child + body, wall: .milliseconds(300)) == .wallTime)
    }
}

@Suite struct RequestTests {
    @Test(arguments: ["", "a/b.py", "/etc/passwd", "a\0.py"]) func aScriptsNameIsOneComponent(name: String) throws {
        let worker = try FakeWorker("")
        let error = #expect(throws: SandboxError.self) {
            try worker.sandbox().runBlocking(ScriptRequest(origin: .file(name: name), source: []))
        }
        #expect(error?.code == .request)
        #expect(worker.livingProcesses.isEmpty)
    }

    @Test func timesThatAZygoteInventsDoNotTrap() throws {
        let worker = try FakeWorker(
            """
            def reap(process):
                os.waitpid(process, 0)
                control.sendall(frame(5, struct.pack("<IiQQQ", 1, 0, 2**64 - 1, 2**64 - 1, 2**64 - 1)))
                control.recv(1)
            """)
        let report = try worker.run().report
        #expect(report.verdict == .ok)
        #expect(report.peakMemoryBytes == .max)
        #expect(!report.json.isEmpty)
    }
}
