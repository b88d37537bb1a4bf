import Foundation
import Testing

/// The processes of a run, seen from outside: what the kernel says of starter, zygote and child while a script sleeps.
@Suite(.timeLimit(.minutes(5))) struct WorkerProcessesTests {
    private struct Processes {
        let starter: Int32
        let zygote: Int32
        let child: Int32

        var all: [(name: String, id: Int32)] { [("starter", starter), ("zygote", zygote), ("child", child)] }
    }

    private static var isRoot: Bool { geteuid() == 0 }

    private func duringARun(_ options: [String] = [], _ body: (Processes) throws -> Void) throws {
        let command = try Command(["run"] + options + ["-c", "import time; print('up', flush=True); time.sleep(60)"])
        #expect(command.nextOutput() == "up\n")
        defer {
            kill(command.identifier, SIGTERM)
            _ = try? command.finish()
        }
        let starter = try #require(children(of: command.identifier).first)
        let zygote = try #require(children(of: starter).first)
        let child = try #require(children(of: zygote).first)
        try body(Processes(starter: starter, zygote: zygote, child: child))
    }

    private func children(of process: Int32) -> [Int32] {
        let text = (try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    private func status(_ process: Int32) throws -> [String: String] {
        let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        return text.split(separator: "\n").reduce(into: [:]) { fields, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
    }

    private func link(_ process: Int32, _ name: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/\(name)")
    }

    private func names(_ process: Int32, _ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/\(folder)")) ?? []).sorted()
    }

    @Test(arguments: ["full", "no-namespaces"]) func nothingIsHeld(level: String) throws {
        try duringARun(["--enclosure", level]) { processes in
            for (name, id) in processes.all {
                let status = try status(id)
                for set in ["CapInh", "CapPrm", "CapEff", "CapAmb"] { #expect(status[set] == "0000000000000000", "\(name) \(set)") }
                if level == "full" || Self.isRoot { #expect(status["CapBnd"] == "0000000000000000", "\(name)") }
                #expect(status["NoNewPrivs"] == "1", "\(name)")
                #expect(status["Uid"]?.split(separator: "\t").contains("0") == false, "\(name)")
                #expect(status["Gid"]?.split(separator: "\t").contains("0") == false || !Self.isRoot, "\(name)")
                if Self.isRoot { #expect(status["Groups"] == "", "\(name)") }
                #expect(status["Threads"] == "1", "\(name)")
            }
            #expect(try status(processes.zygote)["Seccomp_filters"] == "1")
            #expect(try status(processes.child)["Seccomp_filters"] == "2")
            // Pid 1 of a namespace of its own, and the next of it.
            let ids = try status(processes.zygote)["NSpid"]?.split(separator: "\t").map(String.init) ?? []
            #expect(level == "full" ? ids.count > 1 && ids.last == "1" : ids.last == "\(processes.zygote)" || ids.count > 1)
        }
    }

    @Test(.enabled(if: isRoot)) func nothingIsInReach() throws {
        try duringARun { processes in
            for (name, id) in processes.all {
                for namespace in ["user", "ipc", "uts", "net", "mnt"] {
                    #expect(link(id, "ns/\(namespace)") != link(getpid(), "ns/\(namespace)"), "\(name) \(namespace)")
                }
                #expect(names(id, "root") == [], "\(name)")
                #expect(link(id, "cwd") == "/", "\(name)")
                // One constant for the C library at most.
                let environment = try String(contentsOfFile: "/proc/\(id)/environ", encoding: .utf8).split(separator: "\0")
                #expect(environment.allSatisfy { $0.hasPrefix("GLIBC_TUNABLES=") }, "\(name): \(environment)")
                for number in ["0", "1", "2"] { #expect(link(id, "fd/\(number)") == "/dev/null", "\(name) \(number)") }
            }
            #expect(names(processes.starter, "fd") == ["0", "1", "2"])
            #expect(names(processes.child, "fd") == ["0", "1", "2", "3"])
            // The control socket, and one handle for each child.
            #expect(names(processes.zygote, "fd").count == 5)
            for id in [processes.zygote, processes.child] { #expect(link(id, "ns/pid") != link(getpid(), "ns/pid")) }
            #expect(link(processes.child, "fd/3") != link(processes.zygote, "fd/3"))
        }
    }

    @Test func theChildIsBounded() throws {
        try duringARun(["--cpu", "7s", "--memory", "64MiB"]) { processes in
            let limits = try String(contentsOfFile: "/proc/\(processes.child)/limits", encoding: .utf8)
            func limit(_ name: String) -> [String] {
                let line = limits.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
                return line.dropFirst(name.count).split(separator: " ").prefix(2).map(String.init)
            }
            for name in ["Max core file size", "Max file size", "Max locked memory", "Max msgqueue size"] {
                #expect(limit(name) == ["0", "0"], "\(name)")
            }
            #expect(limit("Max open files") == ["4", "4"])
            #expect(limit("Max stack size").allSatisfy { (Int($0) ?? .max) <= 1 << 30 })
            // A backstop behind the host's own watch.
            #expect(limit("Max cpu time").allSatisfy { (8...20).contains(Int($0) ?? 0) })
            let space = limit("Max address space").compactMap { Int($0) }
            let inUse = try status(processes.zygote)["VmSize"]?.split(separator: " ").first.flatMap { Int($0) } ?? 0
            #expect(space.count == 2 && space.allSatisfy { $0 < inUse << 10 + 1 << 30 }, "\(space), \(inUse) KiB")
        }
    }
}
