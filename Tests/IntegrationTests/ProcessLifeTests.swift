import Foundation
import Testing

/// The processes of a run, from start to end, looked at from outside.
@Suite(.timeLimit(.minutes(5))) struct ProcessLifeTests {
    /// A command whose script has begun and does not end by itself.
    private func sleeping() throws -> (command: Command, tree: [ProcessTree.Member]) {
        let command = try Command(["run", "-c", "import time; time.sleep(100)", "secret-argument"])
        for _ in 0..<500 {
            let tree = ProcessTree.descendants(of: command.identifier)
            if tree.count == 3 { return (command, tree) }
            usleep(10_000)
        }
        Issue.record("there is no tree of starter, zygote and child")
        return (command, [])
    }

    @Test func aWorkerHoldsNothingOfItsHost() throws {
        let (command, tree) = try sleeping()
        defer {
            kill(command.identifier, SIGTERM)
            _ = try? command.finish()
        }
        for member in tree {
            #expect(member.status["NoNewPrivs"] == "1")
            #expect(member.status["Threads"] == "1")
            #expect(member.status["Uid"]?.split(separator: "\t").contains("0") == false)
            #expect(member.status["Gid"]?.split(separator: "\t").contains("0") == false)
            if geteuid() == 0 { #expect(member.status["Groups"] == "") }
            // Neither the code nor its arguments can be read by looking at the processes of the machine.
            let line = member.file("cmdline").map { String(decoding: $0, as: UTF8.self) }
            #expect(line?.hasPrefix("secure-python-worker\0--user\0") == true)
            #expect(line?.contains("sleep") == false && line?.contains("secret") == false)
            #expect(getsid(member.identifier) == tree.first?.identifier)
            let limits = member.file("limits").map { String(decoding: $0, as: UTF8.self) } ?? ""
            #expect(limits.contains(/Max core file size +0 +0/))
        }
        // Only root sees these of a process that cannot be attached to.
        guard geteuid() == 0, let script = tree.last else { return }
        for member in tree { #expect(member.file("environ") == Data()) }
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(script.identifier)/fd")
        let targets = try descriptors.sorted().map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(script.identifier)/fd/\($0)")
        }
        #expect(targets.count == 4)
        #expect(targets.prefix(3) == ["/dev/null", "/dev/null", "/dev/null"])
        #expect(targets.last?.hasPrefix("socket:") == true)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
    func aSignalToTheCommandEndsTheWorkerFirst(signal: Int32, status: Int32) throws {
        let (command, tree) = try sleeping()
        kill(command.identifier, signal)
        let result = try command.finish()
        #expect(result.status == status)
        #expect(result.errors == "")
        #expect(ProcessTree.survivors(of: tree) == [])
    }

    @Test func aWorkerDoesNotOutliveItsHost() throws {
        let (command, tree) = try sleeping()
        kill(command.identifier, SIGKILL)
        _ = try command.finish()
        #expect(ProcessTree.survivors(of: tree) == [])
    }

    @Test func noProcessOfAWorkerOutlivesItsStarter() throws {
        let (command, tree) = try sleeping()
        if let starter = tree.first { kill(starter.identifier, SIGKILL) }
        let result = try command.finish()
        #expect(result.status == 125)
        #expect(ProcessTree.survivors(of: tree) == [])
    }

    @Test func aWorkerThatIsNotNeededIsGone() throws {
        for arguments in [["run", "no-such-file.py"], ["run", "--no-such-option", "x.py"], ["run", "--whitelist", "no-such", "x.py"]] {
            let command = try Command(arguments)
            _ = try command.finish()
            #expect(ProcessTree.descendants(of: command.identifier).isEmpty)
        }
    }

    @Test func theWorkerIsNotForPeople() throws {
        let result = try Command([], of: Products.worker).finish()
        #expect(result.status == 64)
        #expect(result.errors.contains("not by hand"))
    }

    @Test func theWorkerIsFoundOnlyWhereItBelongs() throws {
        // Links and not copies: a file that was just written may still be open in a process that another test forked.
        let folder = try Folder(in: Products.folder)
        let files = FileManager.default
        for name in ["bin", "libexec/secure-python", "elsewhere"] {
            try files.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        }
        try files.linkItem(atPath: Products.command, toPath: folder.path("bin/secure-python"))
        // Neither the working directory nor PATH is searched.
        try files.linkItem(atPath: Products.worker, toPath: folder.path("elsewhere/secure-python-worker"))
        let shell = "cd '\(folder.path("elsewhere"))' && PATH=. '\(folder.path("bin/secure-python"))' run -c 'import sys; sys.exit(9)'"
        let lost = try Command(["-c", shell], of: "/bin/bash").finish()
        #expect(lost.status == 125)
        #expect(lost.errors.contains("bin/secure-python-worker") && lost.errors.contains("libexec/secure-python/secure-python-worker"))

        try files.linkItem(atPath: Products.worker, toPath: folder.path("libexec/secure-python/secure-python-worker"))
        #expect(try Command(["-c", shell], of: "/bin/bash").finish().status == 9)
    }
}
