import Foundation

@testable import SecurePython

/// A worker written in Python, against the bytes of the protocol and not with our codec: honest where a test does
/// not replace a part of it.
///
/// A test's body may define `child(channel)`, `zygote(channel)` or `starter()`; each ends its process.
final class FakeWorker {
    let folder: URL

    init(_ body: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "fake-worker-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = Self.prelude.replacing("FOLDER", with: folder.path) + "\n" + body + "\nstarter()\n"
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        waitUntilNobodyWrites()
    }

    /// A process that another test forked while the file was being written holds it open until it executes, and an
    /// open file cannot be executed. A read lease is given only where nobody has the file open for writing.
    private func waitUntilNobodyWrites() {
        // F_SETLEASE, which is not in Swift's view of the C library.
        let setLease: Int32 = 1024
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        for _ in 0..<500 where fcntl(descriptor, setLease, F_RDLCK) != 0 { usleep(2_000) }
        close(descriptor)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var path: String { folder.appending(path: "worker").path }

    /// The processes that the worker noted down and that do not end. Where the host had to kill the starter, the
    /// others follow it on their own, which takes a moment.
    var livingProcesses: [Int32] {
        for _ in 0..<200 {
            if processesNow.isEmpty { return [] }
            usleep(10_000)
        }
        return processesNow
    }

    /// How many processes the worker ever noted down.
    var startedProcesses: Int {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasPrefix("process-") }.count
    }

    private var processesNow: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.compactMap { name -> Int32? in
            guard name.hasPrefix("process-"), let id = Int32(name.dropFirst(8)),
                let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
            else { return nil }
            // What has ended and waits for init is gone as far as we are concerned.
            return stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].hasPrefix(") Z") ? nil : id
        }
    }

    func sandbox(wall: Duration = .seconds(20), outputBytes: Int = 1 << 20) -> Sandbox {
        Sandbox(
            whitelist: Whitelist(name: "test"), auditEvents: .exactly([]),
            limits: RunLimits(wallTime: .atMost(wall), outputBytes: .atMost(outputBytes)), worker: .path(path))
    }

    func run(
        wall: Duration = .seconds(20), outputBytes: Int = 1 << 20, input: ScriptInput = .none,
        cancellation: Cancellation? = nil
    ) throws -> Completion {
        try sandbox(wall: wall, outputBytes: outputBytes).runBlocking(
            ScriptRequest(origin: .command, source: Array("pass".utf8)), input: input, cancellation: cancellation)
    }

    private static let prelude = #"""
        #!/usr/bin/python3 -IS
        import array, ctypes, os, signal, socket, struct, sys, time

        control = socket.socket(fileno=3)

        def note():
            ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)  # die with the parent
            open("FOLDER/process-%d" % os.getpid(), "w").close()

        def frame(kind, payload=b""):
            return struct.pack("<IBxxx", len(payload), kind) + payload

        def text(value):
            return struct.pack("<I", len(value)) + value

        def exactly(sock, count):
            data = b""
            while len(data) < count:
                piece = sock.recv(count - len(data))
                if not piece:
                    os._exit(0)
                data += piece
            return data

        def receive(sock):
            length, kind = struct.unpack("<IBxxx", exactly(sock, 8))
            return kind, exactly(sock, length)

        # control frames
        def hello(version=b"0.1.0", revision=5, python=b"3.11"):
            control.sendall(frame(1, struct.pack("<H", revision) + text(version) + text(python)))

        def await_run():
            data, fds = b"", []
            while not fds:
                piece, more, _, _ = socket.recv_fds(control, 65536, 4)
                if not piece:
                    os._exit(0)
                data += piece
                fds += more
            return socket.socket(fileno=fds[0])

        def ready(layers=7, enclosure=b"\1\7\1"):
            control.sendall(frame(2, bytes([layers]) + enclosure))

        def started(descriptor, run=1):
            socket.send_fds(control, [frame(4, struct.pack("<I", run))], [descriptor])

        def ended(status, run=1):
            control.sendall(frame(5, struct.pack("<IiQQQ", run, status, 1000, 2000, 3000)))

        # frames of a child
        READY = frame(1)
        OK = frame(6, b"\1" + struct.pack("<i", 0))

        def output(data, stream=1):
            return frame(2, bytes([stream]) + data)

        def child(channel):
            channel.sendall(READY)
            receive(channel)
            channel.sendall(output(b"hello\n") + OK)

        def fork_child(channel):
            parent = os.getpid()
            process = os.fork()
            if process == 0:
                note()
                # It may have died before.
                if os.getppid() != parent: os._exit(0)
                control.close()
                child(channel)
                os._exit(0)
            channel.close()
            return process

        def zygote():
            hello()
            channel = await_run()
            ready()
            process = fork_child(channel)
            started(os.pidfd_open(process))
            reap(process)

        def reap(process):
            ended(os.waitpid(process, 0)[1])
            control.recv(1)
            os._exit(0)

        def starter():
            note()
            process = os.fork()
            if process == 0:
                note()
                zygote()
                os._exit(0)
            control.close()
            os.waitpid(process, 0)
            os._exit(0)
        """#
}
