import Glibc
import Policy
import Synchronization
import Testing

@testable import CorpusRunner

/// Stands for the worker: runs nothing and says what the test wants said.
private struct ScriptedEnclosure: ScriptEnclosure {
    let user: UInt32 = 60_900
    let answer: @Sendable (_ arguments: [String], _ absentLayers: Set<Layer>) -> ObservedRun

    func run(_ script: EnclosedScript) throws -> ObservedRun { answer(script.arguments, script.absentLayers) }
    func end() {}
}

private func observed(_ output: String, without layers: Set<Layer> = []) -> ObservedRun {
    ObservedRun(
        standardOutput: Array(output.utf8), standardError: [], verdict: "ok", exitStatus: 0,
        standingLayers: Set(Layer.allCases).subtracting(layers))
}

private let attack = """
    # The secret is not read.
    # goal: tangible
    # family: builtins
    # held-by: language
    # expect: HELD NameError
    # control: python3
    import sys
    target, nonce = sys.argv[1:3]
    print("MARK", nonce, flush=True)
    try:
        text = open(target + "/secret.txt").read()
        print("ESCAPED" if text == "secret-" + nonce[::-1] else "WRONG", nonce, flush=True)
    except Exception as error:
        print("HELD", type(error).__name__, flush=True)

    """

/// A corpus in a throw-away folder, removed with the value.
private final class Corpus {
    let folder: String

    init(_ files: [String: String]) throws {
        folder = try HostFiles.makeTemporaryFolder()
        for name in ["fail", "succeed", "everyday", "kernel", "limits"] { try HostFiles.makeFolder(folder + "/" + name, mode: 0o755) }
        for (name, text) in files { try HostFiles.write(Array(text.utf8), to: folder + "/" + name, mode: 0o644) }
    }

    deinit { HostFiles.remove(folder) }

    func run(
        without layers: Set<Layer> = [], filter: String? = nil,
        leaving left: LeftProcesses = LeftProcesses(orphans: { [] }, descendants: { [] }),
        answer: @escaping @Sendable ([String], Set<Layer>) -> ObservedRun
    ) throws -> (summary: CorpusRunner.Summary, report: [String]) {
        let runner = try CorpusRunner(
            folder: folder, filter: filter, enclosure: ScriptedEnclosure(answer: answer), absentLayers: layers,
            runsControls: true, jobs: 2, leftProcesses: left)
        let report = Mutex<[String]>([])
        let summary = runner.run { line in report.withLock { $0.append(line) } }
        return (summary, report.withLock { $0 })
    }
}

@Test func aRefusedAttackThatWorksOnAPlainInterpreterPasses() throws {
    let (summary, report) = try Corpus(["fail/a.py": attack]).run { arguments, _ in
        observed("MARK \(arguments[1])\nHELD NameError\n")
    }
    #expect(report == [])
    #expect(summary.passed == 1 && summary.failed == 0)
}

@Test func anAttackThatDoesNotWorkOnAPlainInterpreterFails() throws {
    let (_, report) = try Corpus(["fail/a.py": attack.replacing("secret.txt", with: "secret.text")]).run { arguments, _ in
        observed("MARK \(arguments[1])\nHELD NameError\n")
    }
    #expect(report.count == 1)
    #expect(report.first?.contains("the control on plain python3") == true)
}

@Test func aTraceInTheTargetFailsWhateverTheScriptSays() throws {
    let (_, report) = try Corpus(["fail/a.py": attack]).run { arguments, _ in
        close(open(arguments[0] + "/out/created", O_CREAT | O_WRONLY, 0o600))
        return observed("MARK \(arguments[1])\nHELD NameError\n")
    }
    #expect(report.first?.contains("out/ now holds") == true)
}

@Test func aConnectionFailsWhateverTheScriptSays() throws {
    let (_, report) = try Corpus(["fail/a.py": attack]).run { arguments, _ in
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(arguments[2])?.bigEndian ?? 0
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        close(descriptor)
        return observed("MARK \(arguments[1])\nHELD NameError\n")
    }
    #expect(report.first?.contains("got a connection") == true)
}

@Test func theControlOfOurOwnPartsRunsWithoutTheLanguageLayer() throws {
    let text = attack.replacing("control: python3", with: "control: without-language")
    let (summary, report) = try Corpus(["fail/a.py": text]).run(without: [.audit]) { arguments, layers in
        observed("MARK \(arguments[1])\n" + (layers == Set(Layer.allCases) ? "ESCAPED \(arguments[1])\n" : "HELD NameError\n"), without: layers)
    }
    #expect(report == [])
    #expect(summary.passed == 1)
}

@Test func claimsOfALayerThatIsOffAreSetAsideOrHeldByAnother() throws {
    let authority = attack.replacing("goal: tangible", with: "goal: authority")
    let (summary, report) = try Corpus(["fail/a.py": attack, "fail/b.py": authority]).run(without: [.language]) { arguments, layers in
        observed("MARK \(arguments[1])\nHELD PermissionError\n", without: layers)
    }
    #expect(report == [])
    #expect(summary.passed == 1 && summary.setAside == 1)
}

@Test func nativeAttacksRunWithTheKernelLayerAlone() throws {
    let text = attack.replacing("held-by: language", with: "held-by: kernel")
        .replacing("control: python3", with: "control: without-kernel")
    let (summary, report) = try Corpus(["kernel/a.py": text]).run { arguments, layers in
        observed(
            "MARK \(arguments[1])\n"
                + (layers == [.audit, .language] ? "HELD NameError\n" : layers.count == 3 ? "ESCAPED \(arguments[1])\n" : ""),
            without: layers)
    }
    #expect(report == [])
    #expect(summary.passed == 1)
    #expect(try Corpus(["kernel/a.py": text]).run(without: [.kernel]) { _, _ in observed("") }.summary.setAside == 1)
}

@Test func anAttackIsTriedWithEachOfItsWords() throws {
    let text = attack.replacing("# goal: tangible", with: "# goal: tangible\n# each: one two")
    let (_, report) = try Corpus(["fail/a.py": text]).run { arguments, _ in
        observed("MARK \(arguments[1])\n" + (arguments.last == "two" ? "ESCAPED \(arguments[1])\n" : "HELD NameError\n"))
    }
    #expect(report.first?.hasSuffix("with two: ESCAPED") == true)
}

@Test func aLimitMustEndInTimeAndHarmNobody() throws {
    let text = "# It spins.\n# limits: cpu=1s\n# verdict: cpuTime\n"
    func run(_ verdict: String, _ processorTime: Duration, next: String = "42\n") throws -> [String] {
        try Corpus(["limits/a.py": text]).run { arguments, _ in
            arguments.isEmpty
                ? observed(next)
                : ObservedRun(
                    standardOutput: [], standardError: [], verdict: verdict, exitStatus: 1, processorTime: processorTime)
        }.report
    }
    #expect(try run("cpuTime", .milliseconds(1_099)) == [])
    #expect(try run("cpuTime", .milliseconds(1_101)).first?.contains("with a limit of 1.0 seconds") == true)
    #expect(try run("ok", .zero).first?.contains("did not end as cpuTime") == true)
    #expect(try run("cpuTime", .zero, next: "41\n").first?.contains("next run") == true)
}

@Test func aProcessThatARunLeavesBehindIsAFailure() throws {
    let text = "# It crashes.\n# verdict: crashed\n"
    let member = ProcessTree.Member(process: 7, parent: 1, session: 5, state: "Z", name: "python")
    for left in [
        LeftProcesses(orphans: { [member] }, descendants: { [] }), LeftProcesses(orphans: { [] }, descendants: { [member] }),
    ] {
        let report = try Corpus(["limits/a.py": text]).run(leaving: left) { arguments, _ in
            ObservedRun(
                standardOutput: Array("42\n".utf8), standardError: [], verdict: arguments.isEmpty ? "ok" : "crashed",
                exitStatus: 0)
        }.report
        #expect(report.first?.contains("python 7 in state Z") == true)
    }
}

@Test func theProcessesBelowThisOneAreSeen() throws {
    let process = try spawn(["/bin/sh", "-c", "/bin/sleep 100 & wait"], streams: [])
    defer {
        kill(-process, SIGKILL)
        waitpid(process, nil, 0)
    }
    var names: [String] = []
    for _ in 0..<500 where names != ["sh", "sleep"] {
        names = ProcessTree.descendants().filter { $0.session == process }.map(\.name).sorted()
        usleep(10_000)
    }
    #expect(names == ["sh", "sleep"])
    #expect(ProcessTree.descendants().contains { $0.process == process && $0.parent == getpid() })
    #expect(!ProcessTree.orphans().contains { $0.process == process })
}

@Test func whatAnAttackDoesToTheProcessIsSeen() throws {
    let python = PlainPython(slot: 6)
    for (act, trace) in [("", nil), ("os.kill(process, signal.SIGSTOP)", "no longer answers"), ("os.setpriority(0, process, 5)", "has changed"),
        ("ctypes.CDLL(None).process_vm_writev", nil)] as [(String, String?)]
    {
        let target = try Target(owner: python.user, needs: [.process])
        let source = "import ctypes, os, signal, sys\nprocess = int(sys.argv[4])\n\(act)\n"
        let run = try python.run(
            source: Array(source.utf8), arguments: target.arguments, standardInput: nil, in: target.enclosingFolder)
        #expect(run.exitStatus == 0)
        #expect(target.trace()?.contains(trace ?? "never") ?? (trace == nil), "\(act)")
    }
}

@Test(arguments: ["udp", "local", "abstract"]) func everySocketOfTheTargetIsSeen(kind: String) throws {
    let python = PlainPython(slot: 7)
    let target = try Target(owner: python.user, needs: [.sockets])
    let source = """
        import socket, sys
        target, nonce, port = sys.argv[1:4]
        if "KIND" == "udp":
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(port)))
        else:
            socket.socket(socket.AF_UNIX).connect(target + "/socket" if "KIND" == "local" else "\\0secure-python-" + nonce)
        """.replacing("KIND", with: kind).replacing("KIND", with: kind)
    let run = try python.run(
        source: Array(source.utf8), arguments: target.arguments, standardInput: nil, in: target.enclosingFolder)
    #expect(run.exitStatus == 0, "\(String(decoding: run.standardError, as: UTF8.self))")
    #expect(target.trace()?.contains("got a") == true)
}

@Test func programsAreComparedOnBothSides() throws {
    let corpus = try Corpus([
        "succeed/a.py": "# It adds.\nprint(1 + 1)\nprint('OK')\n", "succeed/a.expected": "2\nOK\n",
        "succeed/b.py": "# It reads.\n# stdin: hello\\n\n# exit: 3\nprint(input())\nprint('OK')\nraise SystemExit(3)\n",
        "everyday/c.py": "# It runs.\nimport json\n",
    ])
    let (summary, report) = try corpus.run(filter: "succeed/a") { _, _ in observed("2\nOK\n") }
    #expect(report == [])
    #expect(summary.passed == 1)
    let (_, wrong) = try corpus.run(filter: "succeed/b") { _, _ in observed("hello\nOK\n") }
    #expect(wrong.first?.contains("exit status 0 instead of 3 on the worker") == true)
    let (both, none) = try corpus.run(filter: "/b.py") { _, _ in
        ObservedRun(standardOutput: Array("hello\nOK\n".utf8), standardError: [], verdict: "ok", exitStatus: 3)
    }
    #expect(none == [] && both.passed == 1)
    #expect(try corpus.run(filter: "everyday") { _, _ in observed("") }.summary.passed == 1)
}

@Test func aScriptThatNobodyWouldRunIsAnError() throws {
    let corpus = try Corpus(["stray.py": "# It.\n"])
    #expect(throws: CorpusError.self) {
        try CorpusRunner(
            folder: corpus.folder, filter: nil, enclosure: ScriptedEnclosure { _, _ in observed("") }, absentLayers: [],
            runsControls: false, jobs: 1, leftProcesses: .ofThisProcess)
    }
}

@Test func theControlIsUnprivilegedAndInANewSession() throws {
    let source = """
        import os
        assert os.geteuid() != 0 and os.getuid() == os.geteuid(), "privileged"
        assert os.getsid(0) == os.getpgid(0) == os.getppid() != os.getpid()
        os.close(os.open(__import__("sys").argv[1] + "/out/x", os.O_CREAT))
        print(sorted(os.environ), os.listdir("/proc/self/fd"), flush=True)
        """
    let python = PlainPython(slot: 3)
    let target = try Target(owner: python.user)
    let run = try python.run(
        source: Array(source.utf8), arguments: target.arguments, standardInput: nil, in: target.enclosingFolder)
    #expect(run.exitStatus == 0, "\(String(decoding: run.standardError, as: UTF8.self))")
    #expect(String(decoding: run.standardOutput, as: UTF8.self).contains("['0', '1', '2', '3']"))
    #expect(target.trace() == "out/ now holds [\"x\"]")
}

@Test func aControlThatIsKilledIsToldFromOneThatEnds() throws {
    let python = PlainPython(slot: 4)
    let target = try Target(owner: python.user)
    let run = try python.run(
        source: Array("import os; os.kill(os.getpid(), 9)".utf8), arguments: [], standardInput: nil,
        in: target.enclosingFolder)
    #expect(run.exitStatus == 137)
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
