import Foundation
import Glibc
import Testing

@testable import SecurePython

/// A file system of this machine, served by a process that tells what `file` is, and nothing at all about `hang`.
///
/// Nothing else that hangs can be made at will, so that a machine without one cannot show what these tests claim: there
/// they fail.
private final class SlowFileSystem {
    private let server = Process()
    private let mountPoint: String

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    init(at mountPoint: String) throws {
        self.mountPoint = mountPoint
        guard geteuid() == 0, access("/dev/fuse", R_OK | W_OK) == 0 else {
            throw Missing(
                description: "A file system that hangs takes root and /dev/fuse. Run the tests as root of the machine, or in "
                    + "a container with --device /dev/fuse --cap-add SYS_ADMIN.")
        }
        let output = Pipe()
        server.executableURL = URL(filePath: "/usr/bin/python3")
        server.arguments = ["-IS", "-c", Self.program, mountPoint]
        server.standardOutput = output
        server.standardError = FileHandle.nullDevice
        try server.run()
        guard output.fileHandleForReading.readData(ofLength: 1) == Data("+".utf8) else {
            throw Missing(
                description: "A file system over /dev/fuse cannot be mounted. Run the tests where root may mount: in a "
                    + "container with --device /dev/fuse --cap-add SYS_ADMIN.")
        }
    }

    /// Calls that wait for an answer end with an error.
    func stop() {
        guard server.isRunning else { return }
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
    }

    deinit {
        stop()
        umount2(mountPoint, Int32(MNT_DETACH))
    }

    private static let program = #"""
        import ctypes, os, struct, sys
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(1, 9, 0, 0, 0)
        fuse = os.open("/dev/fuse", os.O_RDWR)
        options = b"fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other" % fuse
        if libc.mount(b"slow", sys.argv[1].encode(), b"fuse", 6, options):
            sys.exit(1)
        os.write(1, b"+")

        def reply(unique, data=b"", error=0):
            os.write(fuse, struct.pack("<IiQ", 16 + len(data), error, unique) + data)

        def attributes(node):
            mode, size = (0o40755, 0) if node == 1 else (0o100644, 1000)
            return struct.pack("<QQQQQQIIIIIIIIII", node, size, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)

        while True:
            request = os.read(fuse, 1 << 18)
            _, kind, unique, node = struct.unpack("<IIQQ", request[:24])
            if kind == 26:  # INIT
                reply(unique, struct.pack("<IIIIHHIIHHI28x", 7, 31, 0, 0, 0, 0, 4096, 1, 0, 0, 0))
            elif kind == 1:  # LOOKUP
                name = request[40:].rstrip(b"\0")
                if name == b"file":
                    reply(unique, struct.pack("<QQQQII", 2, 0, 0, 0, 0, 0) + attributes(2))
                elif name != b"hang":
                    reply(unique, error=-2)
            elif kind == 3:  # GETATTR
                reply(unique, struct.pack("<QII", 0, 0, 0) + attributes(node))
            elif kind not in (2, 36, 42):  # FORGET, INTERRUPT, BATCH_FORGET
                reply(unique, error=-38)
        """#
}

/// A host folder whose file system does not answer: the script is told so, and the run goes on and ends in time.
@Suite(.timeLimit(.minutes(10)), .serialized) struct SlowFileSystemTests {
    private func run(_ child: String, wall: Duration, _ slow: String, _ fast: String) throws -> Completion {
        let body = child.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        let worker = try FakeWorker(
            """
            def ask(channel, kind, mount, name):
                place = struct.pack("<II", mount, 1) + bytes([len(name)]) + name
                channel.sendall(frame(8, bytes([kind]) + place))
                began = time.monotonic()
                data = socket.recv_fds(channel, 65536, 4)[0]
                channel.sendall(output(b"%d %d %s\\n" % (data[8], data[9] if data[8] == 1 else 0,
                    b"late" if time.monotonic() - began > 0.2 else b"soon")))

            def child(channel):
                channel.sendall(READY)
                while receive(channel)[0] != 1: pass

            """ + body.joined(separator: "\n"))
        var sandbox = worker.sandbox(wall: wall)
        sandbox.files = [.mount(host: slow, at: "/slow", access: .readWrite), .mount(host: fast, at: "/fast")]
        sandbox.fileLimits.patience = .milliseconds(300)
        let completion = try sandbox.runBlocking(ScriptRequest(origin: .command, source: []))
        #expect(worker.livingProcesses.isEmpty)
        return completion
    }

    @Test func aFileSystemThatHangsHoldsNothingUp() throws {
        let tree = try TestTree()
        try tree.folder("slow")
        try tree.write("x", "fast/file")
        let fileSystem = try SlowFileSystem(at: tree["slow"])
        let completion = try run(
            """
            ask(channel, 1, 2, b"file")
            ask(channel, 1, 1, b"file")
            ask(channel, 1, 1, b"hang")
            ask(channel, 1, 1, b"file")
            ask(channel, 4, 2, b"file")
            channel.sendall(OK)
            """, wall: .seconds(20), tree["slow"], tree["fast"])
        #expect(completion.report.verdict == .ok)
        // A status; the same of the slow one; 110 is ETIMEDOUT, then at once, since it hangs still; another mount goes on.
        #expect(String(decoding: completion.standardOutput, as: UTF8.self) == "3 0 soon\n3 0 soon\n1 110 late\n1 110 soon\n6 0 soon\n")
        #expect(completion.report.wallTime < .seconds(5))
        fileSystem.stop()
    }

    @Test func theWallLimitHoldsWhileAFileSystemHangs() throws {
        let tree = try TestTree()
        try tree.folder("slow")
        try tree.folder("fast")
        let fileSystem = try SlowFileSystem(at: tree["slow"])
        let report = try run(
            "while True: ask(channel, 1, 1, b\"hang\")", wall: .milliseconds(700), tree["slow"], tree["fast"]
        ).report
        #expect(report.verdict == .wallTime || report.verdict == .output)
        #expect(report.wallTime < .seconds(5))
        fileSystem.stop()
    }
}
