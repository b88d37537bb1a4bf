import Enclosure
import Foundation
import Synchronization
import Testing

@testable import SecurePython

/// Over folders that look like the kernel's: few machines that run tests let them make control groups with the memory
/// controller.
@Suite struct ControlGroupTests {
    private final class Tree {
        let url = FileManager.default.temporaryDirectory.appending(path: "control-groups-" + UUID().uuidString)
        var path: String { url.path }

        init(handingOn controllers: [String: String]) throws {
            for (folder, text) in controllers {
                let group = folder.isEmpty ? url : url.appending(path: folder)
                try FileManager.default.createDirectory(at: group, withIntermediateDirectories: true)
                try Data((text + "\n").utf8).write(to: group.appending(path: "cgroup.subtree_control"))
                try Data().write(to: group.appending(path: "cgroup.procs"))
            }
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        var groups: [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasPrefix("secure-python-") }
        }

        func text(_ file: String) throws -> String {
            String(decoding: try Data(contentsOf: url.appending(path: try #require(groups.first)).appending(path: file)), as: UTF8.self)
        }

        func write(_ text: String, _ file: String) throws {
            try Data(text.utf8).write(to: url.appending(path: try #require(groups.first)).appending(path: file))
        }

        /// What the kernel does where a folder is made, and that it takes one away with its files in it.
        func folders(_ files: [String], busy: Int = 0) -> ControlGroup.Folders {
            let busy = Mutex(busy)
            return ControlGroup.Folders(
                make: { path in
                    guard mkdir(path, 0o755) == 0 else { return -errno }
                    for file in files { _ = FileManager.default.createFile(atPath: path + "/" + file, contents: nil) }
                    return 0
                },
                remove: { path in
                    let isBusy = busy.withLock { busy in
                        busy -= 1
                        return busy >= 0
                    }
                    if isBusy { return -EBUSY }
                    return (try? FileManager.default.removeItem(atPath: path)) == nil ? -ENOENT : 0
                })
        }
    }

    private static let files = [
        "memory.max", "memory.swap.max", "memory.events", "pids.max", "cgroup.procs", "cgroup.kill",
    ]

    @Test func aGroupHasItsBoundsAndGoesAway() throws {
        let tree = try Tree(handingOn: ["": "cpu memory pids"])
        let group = try #require(
            ControlGroup(memoryBytes: 512 << 20, tasks: 9, beneath: tree.path, folders: tree.folders(Self.files)))
        #expect(try tree.text("memory.max") == String(576 << 20))
        #expect(try tree.text("memory.swap.max") == "0")
        #expect(try tree.text("pids.max") == "9")
        #expect(group.admit(4711))
        #expect(try tree.text("cgroup.procs") == "4711")
        group.remove()
        #expect(tree.groups == [])
        group.remove()
    }

    @Test func aGroupGoesAwayWithItsOwner() throws {
        let tree = try Tree(handingOn: ["": "memory"])
        do { _ = ControlGroup(memoryBytes: 1, tasks: nil, beneath: tree.path, folders: tree.folders(Self.files)) }
        #expect(tree.groups == [])
    }

    @Test func aBusyGroupIsEmptiedFirst() throws {
        let tree = try Tree(handingOn: ["": "memory"])
        let group = try #require(
            ControlGroup(memoryBytes: 1, tasks: nil, beneath: tree.path, folders: tree.folders(Self.files, busy: 3)))
        group.remove()
        #expect(tree.groups == [])
    }

    @Test func theKernelsKillsAreRead() throws {
        let tree = try Tree(handingOn: ["": "memory"])
        let group = try #require(
            ControlGroup(memoryBytes: 1, tasks: nil, beneath: tree.path, folders: tree.folders(Self.files)))
        #expect(group.memoryKills == 0)
        try tree.write("low 0\nhigh 0\nmax 7\noom 1\noom_kill 0\noom_group_kill 0\n", "memory.events")
        #expect(group.memoryKills == 0)
        try tree.write("low 0\nhigh 0\nmax 9\noom 1\noom_kill 2\noom_group_kill 0\n", "memory.events")
        #expect(group.memoryKills == 2)
    }

    @Test func aSessionAndItsCopiesShareAGroup() async throws {
        let tree = try Tree(handingOn: ["": "memory pids"])
        let worker = try FakeWorker(
            """
            def child(channel):
                channel.sendall(READY)
                receive(channel)

            def zygote():
                hello()
                channel = await_run()
                ready()
                parent = os.getpid()
                copy = os.fork()
                if copy == 0:
                    note()
                    if os.getppid() != parent: os._exit(0)
                    time.sleep(600)
                open(sys.argv[0] + "-copy-%d" % copy, "w").close()
                started(os.pidfd_open(fork_child(channel)))
                while control.recv(4096): pass
                os._exit(0)
            """)
        do {
            var sandbox = worker.sandbox()
            sandbox.limits.memoryBytes = .mebibytes(100)
            sandbox.limits.threads = 4
            var order = ZygoteKeeper.Order(
                sandbox: sandbox, grantsInput: false, isForSessions: true, spare: 0, processes: 1, preload: [], branches: 2)
            order.groups = (tree.path, tree.folders(Self.files))
            let zygote = try WarmZygote(order)
            let session = try zygote.take(Cancellation())
            #expect(try tree.text("memory.max") == String(3 * 164 << 20))
            #expect(try tree.text("pids.max") == "15")
            let process = try #require(session.broughtUp.process?.identifier)
            #expect(try tree.text("cgroup.procs") == String(process))
            let names = try FileManager.default.contentsOfDirectory(atPath: worker.folder.path)
            let copied = try #require(names.compactMap { Int32($0.trimmingPrefix("worker-copy-")) }.first)
            // Nobody is a copy who is a session already, or no child of the zygote's.
            func adopt(_ process: Int32) throws -> ReadyChild? {
                try zygote.adopt(process, line: Descriptor(owning: dup(STDERR_FILENO)), like: session.broughtUp)
            }
            #expect(try adopt(process) == nil)
            #expect(try adopt(getpid()) == nil)
            let copy = try #require(try adopt(copied))
            #expect(try adopt(copied) == nil)
            #expect(copy.mailbox.controlGroup === session.mailbox.controlGroup && copy.mailbox.controlGroup != nil)
            #expect(tree.groups.count == 1)
            zygote.condemn()
            zygote.waitUntilGone()
        }
        #expect(worker.livingProcesses.isEmpty)
        for _ in 0..<200 where tree.groups != [] { try await Task.sleep(for: .milliseconds(10)) }
        #expect(tree.groups == [])
    }

    @Test func withoutTheMemoryControllerThereIsNoGroup() throws {
        let tree = try Tree(handingOn: ["": "cpu"])
        #expect(ControlGroup(memoryBytes: 1, tasks: 1, beneath: tree.path, folders: tree.folders(["cgroup.procs"])) == nil)
        #expect(tree.groups == [])
        #expect(ControlGroup(memoryBytes: 1, tasks: 1, beneath: nil) == nil)
        #expect(ControlGroup(memoryBytes: 1, tasks: 1, beneath: tree.path + "/absent") == nil)
        // An older kernel, or one without swap.
        let old = ControlGroup(memoryBytes: 1, tasks: 1, beneath: tree.path, folders: tree.folders(["memory.max", "cgroup.procs"]))
        #expect(old != nil)
    }

    @Test func groupsAreMadeWhereTheControllerIsHandedOn() throws {
        let tree = try Tree(handingOn: ["": "cpu memory", "a": "cpu", "a/b": "memory pids", "a/b/c": "", "a/b/c/d": ""])
        func parent(_ own: String) -> String? { ControlGroup.parent(mount: tree.path, groups: "3:memory:/elsewhere\n0::\(own)\n") }
        #expect(parent("/") == tree.path)
        #expect(parent("/a") == tree.path)
        #expect(parent("/a/b") == tree.path + "/a/b")
        #expect(parent("/a/b/c") == tree.path + "/a/b")
        #expect(parent("/a/b/c/d") == nil)
        #expect(parent("/absent") == tree.path)
        #expect(parent("/../..") == nil)
        #expect(ControlGroup.parent(mount: tree.path, groups: "4:memory:/\n") == nil)
    }

    @Test func aFolderThatMayNotBeWrittenIsNone() throws {
        // Root may write anywhere but where there is nothing.
        let tree = try Tree(handingOn: ["": "memory"])
        try FileManager.default.removeItem(at: tree.url.appending(path: "cgroup.procs"))
        #expect(ControlGroup.parent(mount: tree.path, groups: "0::/\n") == nil)
    }
}
