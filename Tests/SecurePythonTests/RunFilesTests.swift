import Foundation
import Glibc
import Policy
import Testing

@testable import SecurePython

/// Python of a fake child that speaks about files, against the bytes of the protocol.
private let fileProtocol = #"""
    def path(*names):
        return struct.pack("<I", len(names)) + b"".join(bytes([len(n)]) + n for n in names)

    def place(*names, mount=1):
        return struct.pack("<I", mount) + path(*names)

    def request(kind, data):
        return frame(8, bytes([kind]) + data)

    STATUS, NAMES, READLINK, OPEN, WRITING, READ, WRITE, CLOSE = 1, 2, 3, 4, 5, 7, 8, 11

    def ask(channel, kind, data):
        channel.sendall(request(kind, data))
        return receive(channel)

    def ask_descriptor(channel, kind, data):
        channel.sendall(request(kind, data))
        data, fds, _, _ = socket.recv_fds(channel, 65536, 4)
        return data[8:], fds

    def grants(channel):
        found = []
        while True:
            kind, data = receive(channel)
            if kind == 1:
                return found
            found.append((kind, data))

    def artefact(names, size, executable=0, collection=1):
        return frame(9, struct.pack("<I", collection) + path(*names) + b"\2" + struct.pack("<QB", size, executable))

    def artefact_folder(names, collection=1):
        return frame(9, struct.pack("<I", collection) + path(*names) + b"\1")

    def piece(data):
        return frame(10, data)

    def say(channel, value):
        channel.sendall(output(repr(value).encode() + b"\n"))

    """#

/// Runs of fake children with files: what they are told, what they may ask, and that nothing they ask holds the host up.
@Suite(.timeLimit(.minutes(10))) struct RunFilesTests {
    private func run(
        _ files: [GrantedFiles], limits: FileLimits = FileLimits(), wall: Duration = .seconds(20), input: ScriptInput = .none,
        _ child: String
    ) throws -> Completion {
        let body = ("channel.sendall(READY)\n" + child).split(separator: "\n", omittingEmptySubsequences: false)
        let prelude = fileProtocol.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n")
        let worker = try FakeWorker(prelude + "\ndef child(channel):\n" + body.map { "    " + $0 }.joined(separator: "\n"))
        var sandbox = worker.sandbox(wall: wall)
        sandbox.files = files
        sandbox.fileLimits = limits
        let completion = try sandbox.runBlocking(ScriptRequest(origin: .command, source: Array("pass".utf8)), input: input)
        #expect(worker.livingProcesses.isEmpty)
        return completion
    }

    private func said(_ completion: Completion) -> String { String(decoding: completion.standardOutput, as: UTF8.self) }

    private func fault(_ files: [GrantedFiles], _ child: String) throws -> String {
        guard case .hostFault(let reason) = try run(files, child).report.verdict else { return "" }
        return reason
    }

    private let none = "grants(channel)\n"

    // MARK: Grants

    @Test func grantsComeBeforeTheScriptAndInOrder() throws {
        let tree = try TestTree()
        try tree.write("x", "f")
        let completion = try run(
            [
                .collect(path: "/data/out", into: tree.path), .memory(path: "/data/sub/x", content: Array("abc".utf8)),
                .mount(host: tree.path, at: "/data"), .scratch(bytes: 1 << 20), .mount(host: tree["f"], at: "/f", access: .overlay),
            ], "say(channel, grants(channel))\nchannel.sendall(OK)")
        #expect(completion.report.verdict == .ok)
        let expected = [
            #"(4, b'\x01\x00\x00\x00\x04data\x02\x01\x00\x00\x00\x01\x01')"#,
            #"(4, b'\x01\x00\x00\x00\x03tmp\x03\x00\x00\x10\x00\x00\x00\x00\x00')"#,
            #"(4, b'\x01\x00\x00\x00\x01f\x02\x02\x00\x00\x00\x00\x03')"#,
            #"(4, b'\x03\x00\x00\x00\x04data\x03sub\x01x\x01\x03\x00\x00\x00\x00\x00\x00\x00\x00')"#,
            "(5, b'abc')",
            #"(4, b'\x02\x00\x00\x00\x04data\x03out\x04\x01\x00\x00\x00')"#,
        ]
        #expect(said(completion) == "[" + expected.joined(separator: ", ") + "]\n")
    }

    @Test func largeContentsComeInPieces() throws {
        let content = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let completion = try run(
            [.memory(path: "/a", content: content), .memory(path: "/b", content: [])],
            """
            time.sleep(0.1)
            found = grants(channel)
            whole = b"".join(data for kind, data in found if kind == 5)
            wanted = bytes((i // 7) & 255 for i in range(5000000))
            say(channel, (whole == wanted, max(len(data) for _, data in found), found[-1][0]))
            channel.sendall(OK)
            """)
        #expect(said(completion) == "(True, 65536, 4)\n")
    }

    @Test func whatCannotBeGrantedIsRefusedBeforeAnythingRuns() throws {
        let tree = try TestTree()
        try tree.write("x", "f")
        mkfifo(tree["fifo"], 0o644)
        let cases: [([GrantedFiles], String)] = [
            ([.mount(host: tree["none"], at: "/d")], "cannot be mounted at /d: No such file"),
            ([.mount(host: tree["fifo"], at: "/d")], "no regular file and no folder"),
            ([.mount(host: tree.path, at: "d")], "must be absolute"), ([.mount(host: tree.path, at: "/a/../d")], "must be absolute"),
            ([.mount(host: tree.path, at: "/")], "beneath /"), ([.memory(path: "", content: [])], "An empty text is no path"),
            ([.scratch(bytes: 0)], "holds nothing"),
            ([.mount(host: tree.path, at: "/d"), .scratch(at: "/d/", bytes: 1)], "/d is granted twice"),
            ([.collect(path: "/o", into: tree.path), .collect(path: "/o", into: tree.path)], "/o is granted twice"),
            ([.collect(path: "/o", into: tree["none"])], "cannot be brought into"), ([.collect(path: "/o", into: tree["f"])], "cannot be brought into"),
            ([.mount(host: tree["f"], at: "/a"), .memory(path: "/a/b/c", content: [])], "/a is granted as a file"),
            ((0..<65).map { .mount(host: tree.path, at: "/d\($0)") }, "More than 64"),
        ]
        for (files, reason) in cases {
            let error = #expect(throws: SandboxError.self) { try RunFiles(files, limits: FileLimits()) }
            #expect(error?.code == .request && error?.explanation.contains(reason) == true, "\(error?.explanation ?? "")")
        }
        // A folder that is granted may be collected, and mounts may stand within one another.
        _ = try RunFiles(
            [.scratch(at: "/tmp", bytes: 1), .collect(path: "/tmp", into: tree.path), .mount(host: tree.path, at: "/tmp/d")],
            limits: FileLimits())
    }

    // MARK: Requests

    @Test func answersComeWithDescriptors() throws {
        let tree = try TestTree()
        try tree.write("hello", "a/f")
        let completion = try run(
            [.mount(host: tree.path, at: "/d")],
            none + """
                data, fds = ask_descriptor(channel, OPEN, place(b"a", b"f"))
                say(channel, (data[0], len(fds), os.pread(fds[0], 100, 1)))
                try: os.write(fds[0], b"x")
                except OSError as error: say(channel, error.errno)
                for kind, data in [(STATUS, place(b"none")), (OPEN, place(b"a")), (WRITING, place(b"a", b"f") + b"\\0"), (STATUS, place(mount=2))]:
                    kind, data = ask(channel, kind, data)
                    say(channel, (kind, data[0], struct.unpack("<i", data[1:5])[0]))
                kind, data = ask(channel, NAMES, place(b"a") + bytes(4))
                say(channel, (kind, data[:1], data[-1:]))
                channel.sendall(OK)
                """)
        #expect(completion.report.verdict == .ok)
        #expect(said(completion) == "(6, 1, b'ello')\n9\n(6, 1, 2)\n(6, 1, 21)\n(6, 1, 30)\n(6, 1, 9)\n(6, b'\\x04', b'f')\n")
    }

    @Test func manyDescriptorsKeepTheirOrder() throws {
        let tree = try TestTree()
        for index in 0..<100 { try tree.write("\(index)", "\(index)") }
        let completion = try run(
            [.mount(host: tree.path, at: "/d")], input: .bytes([UInt8](repeating: 65, count: 1 << 20)),
            none + """
                for index in range(100):
                    # Both questions at once, as two threads of a script ask them.
                    channel.sendall(frame(3, struct.pack("<I", 60000)) + request(OPEN, place(b"%d" % index)))
                    data, fds, seen = b"", [], set()
                    while seen != {2, 6}:
                        more, passed, _, _ = socket.recv_fds(channel, 1 << 20, 4)
                        data += more
                        fds += passed
                        while len(data) >= 8:
                            length, kind = struct.unpack("<IBxxx", data[:8])
                            if len(data) < 8 + length: break
                            seen.add(kind)
                            data = data[8 + length:]
                    if len(fds) != 1 or os.pread(fds[0], 10, 0) != b"%d" % index:
                        say(channel, (index, fds))
                    for fd in fds: os.close(fd)
                channel.sendall(OK)
                """)
        #expect(completion.report.verdict == .ok)
        #expect(said(completion) == "")
    }

    @Test func oneRequestIsUnderWayAtATime() throws {
        let tree = try TestTree()
        let mount = GrantedFiles.mount(host: tree.path, at: "/d")
        #expect(try fault([mount], none + "channel.sendall(request(STATUS, place()) * 2)\ntime.sleep(60)").contains("asked twice for files"))
        #expect(try fault([], none + "channel.sendall(request(STATUS, place()))\ntime.sleep(60)").contains("none is granted"))
        #expect(try fault([mount], none + "channel.sendall(request(STATUS, place(b'..')))\ntime.sleep(60)").contains("no frame"))
        #expect(try fault([mount], none + "channel.sendall(request(99, place()))\ntime.sleep(60)").contains("no frame"))
    }

    @Test func aChildThatEndsWithoutWaitingForItsAnswerHarmsNothing() throws {
        let tree = try TestTree()
        try tree.write("x", "f")
        let before = openDescriptors()
        for _ in 0..<20 {
            let completion = try run(
                [.mount(host: tree.path, at: "/d")], none + "channel.sendall(request(OPEN, place(b'f')) + OK)")
            #expect(completion.report.verdict == .ok)
        }
        // Lanes close what is theirs in their own time.
        for _ in 0..<200 where openDescriptors() > before { usleep(10_000) }
        #expect(openDescriptors() <= before)
    }

    private func openDescriptors() -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        // Other tests open other things meanwhile.
        return names.count { name in
            var text = [CChar](repeating: 0, count: 4_096)
            let length = readlink("/proc/self/fd/" + name, &text, text.count - 1)
            return length > 0 && String(decoding: text[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self).contains("secure-python-tree-")
        }
    }

    @Test func writesReachTheHostOnlyWhereTheyMay() throws {
        let tree = try TestTree()
        try tree.folder("rw")
        let completion = try run(
            [.mount(host: tree["rw"], at: "/d", access: .readWrite)], limits: FileLimits(writtenBytes: 10),
            none + """
                kind, data = ask(channel, WRITING, place(b"new") + b"\\1" + struct.pack("<HB", 0o666, 1))
                handle = data[1:9]
                for text in (b"12345", b"123456"):
                    kind, data = ask(channel, WRITE, handle + struct.pack("<Q", 0) + text)
                    say(channel, (data[0], struct.unpack("<i", data[1:5])[0]))
                say(channel, ask(channel, CLOSE, handle))
                channel.sendall(OK)
                """)
        #expect(completion.report.verdict == .ok)
        #expect(said(completion) == "(9, 5)\n(1, 28)\n(6, b'\\x02')\n")
        #expect(tree.text("rw/new") == "12345")
    }

    // MARK: Artefacts

    private func collect(
        limits: FileLimits = FileLimits(), into tree: TestTree, wall: Duration = .seconds(20), _ child: String
    ) throws -> Completion {
        try run([.collect(path: "/out", into: tree.path)], limits: limits, wall: wall, none + child)
    }

    @Test func artefactsAreBroughtOut() throws {
        let tree = try TestTree()
        let completion = try collect(
            into: tree,
            """
            channel.sendall(artefact([b"a"], 5) + piece(b"he") + piece(b"llo") + artefact_folder([b"d"]))
            channel.sendall(artefact([b"d", b"run"], 0, 1) + artefact([b"d", b"\\xff\\n"], 300000) + piece(b"x" * 65536) * 4)
            channel.sendall(piece(b"y" * 37856) + artefact_folder([b"empty"]) + OK)
            """)
        #expect(completion.report.verdict == .ok)
        #expect(
            completion.report.artefacts == [
                ArtefactRecord(path: "/out/a", bytes: 5, refusal: nil), ArtefactRecord(path: "/out/d/run", bytes: 0, refusal: nil),
                ArtefactRecord(path: "/out/d/\u{fffd}\n", bytes: 300_000, refusal: nil),
            ])
        #expect(!completion.report.hasMoreArtefacts)
        #expect(tree.names == ["a", "d", "empty"] && tree.text("a") == "hello")
        let mask = umask(0)
        umask(mask)
        #expect(tree.mode("a") == 0o644 & ~mask && tree.mode("d/run") == 0o755 & ~mask && tree.mode("d") == 0o755 & ~mask)
    }

    @Test func whatStandsInTheFolderIsNeverTouched() throws {
        let tree = try TestTree()
        let outside = try TestTree()
        try outside.write("secret", "f")
        try tree.write("mine", "taken")
        try tree.folder("hooks")
        tree.link("link", to: outside["f"])
        tree.link("dangling", to: outside["new"])
        tree.link("folder", to: outside.path)
        mkfifo(tree["fifo"], 0o666)
        let completion = try collect(
            into: tree,
            """
            for name in (b"taken", b"link", b"dangling", b"fifo", b"hooks", b"folder"):
                channel.sendall(artefact([name], 4) + piece(b"evil"))
            for name in (b"hooks", b"folder", b"taken", b"link"):
                channel.sendall(artefact_folder([name]) + artefact([name, b"run"], 4, 1) + piece(b"evil"))
            channel.sendall(artefact([b"never", b"made"], 4) + piece(b"evil"))
            channel.sendall(artefact([b"good"], 4) + piece(b"good") + OK)
            """)
        #expect(completion.report.verdict == .ok)
        #expect(tree.names == ["dangling", "fifo", "folder", "good", "hooks", "link", "taken"])
        #expect(outside.names == ["f"] && outside.text("f") == "secret" && tree.text("taken") == "mine")
        #expect(tree.text("good") == "good" && tree.status("hooks/run") == nil)
        let refused = completion.report.artefacts.filter { $0.refusal != nil }
        #expect(refused.count == 15)
        #expect(refused.first?.refusal == "the name is taken in the host's folder")
        #expect(completion.report.artefacts.last == ArtefactRecord(path: "/out/good", bytes: 4, refusal: nil))
    }

    @Test func artefactsAreBounded() throws {
        let tree = try TestTree()
        let completion = try collect(
            limits: FileLimits(artefacts: 4, artefactBytes: 10, artefactDepth: 2), into: tree,
            """
            channel.sendall(artefact([b"a"], 8) + piece(b"12345678") + artefact([b"big"], 3) + piece(b"123"))
            channel.sendall(artefact_folder([b"d"]) + artefact_folder([b"d", b"d"]) + artefact([b"d", b"d", b"deep"], 0))
            channel.sendall(artefact([b"d", b"fits"], 2) + piece(b"ab") + artefact([b"more"], 0))
            channel.sendall(artefact_folder([b"more-%d"]) * 100000 + OK)
            """)
        #expect(completion.report.verdict == .ok)
        let records = completion.report.artefacts
        #expect(records.map(\.path) == ["/out/a", "/out/big", "/out/d/d/deep", "/out/d/fits"])
        #expect(records[0].refusal == nil && records[3].refusal == nil)
        #expect(records[1].refusal == "all artefacts together may have 10 bytes")
        #expect(records[2].refusal == "it is more than 2 folders deep")
        #expect(completion.report.hasMoreArtefacts)
        #expect(tree.names == ["a", "d"])
    }

    @Test func aRunThatEndsWithinAnArtefactLeavesNoPart() throws {
        let tree = try TestTree()
        let begin = "channel.sendall(artefact([b'whole'], 1) + piece(b'x') + artefact([b'part'], 1000000) + piece(b'y' * 60000))\n"
        for (child, verdict) in [
            ("time.sleep(0.2)\nos.kill(os.getpid(), 11)", "crashed"), ("time.sleep(60)", "wallTime"), ("channel.sendall(OK)", "hostFault"),
            ("time.sleep(0.2)\nos._exit(3)", "hostFault"),
        ] {
            let into = try TestTree()
            let completion = try collect(into: into, wall: .seconds(1), begin + child)
            #expect(completion.report.verdict.name == verdict)
            #expect(into.names == ["whole"], "\(child)")
            #expect(completion.report.artefacts.map(\.path) == ["/out/whole", "/out/part"])
            #expect(completion.report.artefacts.last?.refusal == "it was not sent whole")
        }
        #expect(tree.names.isEmpty)
    }

    @Test func artefactsThatAreNoneAreFaults() throws {
        let tree = try TestTree()
        let out = GrantedFiles.collect(path: "/out", into: tree.path)
        for (child, reason) in [
            ("channel.sendall(artefact([b'..', b'x'], 0))", "no frame"), ("channel.sendall(artefact([b'a/b'], 0))", "no frame"),
            ("channel.sendall(artefact([b''], 0))", "no frame"), ("channel.sendall(artefact([b'.'], 0))", "no frame"),
            ("channel.sendall(artefact([b'a\\0'], 0))", "no frame"), ("channel.sendall(artefact([], 0))", "no frame"),
            ("channel.sendall(artefact([b'x'], 2**63))", "no frame"), ("channel.sendall(piece(b''))", "no frame"),
            ("channel.sendall(artefact([b'x'], 0, collection=2))", "no collected folder"),
            ("channel.sendall(piece(b'x'))", "more of an artefact"),
            ("channel.sendall(artefact([b'x'], 1) + piece(b'xx'))", "more of an artefact"),
            ("channel.sendall(artefact([b'x'], 1) + artefact([b'y'], 1))", "within another"),
        ] {
            #expect(try fault([out], none + child + "\ntime.sleep(60)").contains(reason), "\(child)")
        }
        #expect(try fault([.scratch(bytes: 1)], none + "channel.sendall(artefact([b'x'], 0))\ntime.sleep(60)").contains("no collected folder"))
        #expect(try fault([], none + "channel.sendall(artefact([b'x'], 0))\ntime.sleep(60)").contains("none is collected"))
    }
}
