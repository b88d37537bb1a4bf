internal import Glibc
internal import LinuxShims

/// How the runner looks for what runs have left behind.
struct LeftProcesses: Sendable {
    /// Those that can only have been left behind, while other runs go on.
    let orphans: @Sendable () -> [ProcessTree.Member]
    /// All below this process.
    let descendants: @Sendable () -> [ProcessTree.Member]

    /// As /proc shows them.
    static let ofThisProcess = LeftProcesses(orphans: ProcessTree.orphans, descendants: ProcessTree.descendants)
}

/// The processes below this one, as /proc shows them.
enum ProcessTree {
    struct Member: Sendable, CustomStringConvertible {
        let process: pid_t
        let parent: pid_t
        let session: pid_t
        let state: Character
        let name: String

        var description: String { "\(name) \(process) in state \(state)" }
    }

    /// From now on, a process whose parent dies before it becomes a child of this one, so that none is overlooked.
    static func adoptOrphans() throws(CorpusError) {
        let result = spl_adopt_orphans()
        guard result == 0 else {
            throw CorpusError(path: "/proc", reason: "orphans cannot be adopted: \(String(cString: strerror(-result)))")
        }
    }

    /// Children of this process that another process started: a worker's starter leads a session of its own, and
    /// what a run leaves behind when the starter has ended does not.
    @Sendable static func orphans() -> [Member] {
        let found = members().filter { $0.parent == getpid() && $0.session != $0.process && $0.session != getsid(0) }
        // Told once: nobody else would ever reap them.
        for member in found { waitpid(member.process, nil, WNOHANG) }
        return found.filter { !ControlSessions.contains($0.session) }
    }

    /// All below this process but controls.
    @Sendable static func descendants() -> [Member] {
        let all = members().filter { !ControlSessions.contains($0.session) && !isAdoptedAndDead($0) }
        var known: Set<pid_t> = [getpid()]
        var found: [Member] = []
        var grows = true
        while grows {
            grows = false
            for member in all where known.contains(member.parent) && known.insert(member.process).inserted {
                found.append(member)
                grows = true
            }
        }
        return found
    }

    /// What a control left in a session of its own comes to this process when it ends. A dead worker is not so
    /// excused: it has a parent that reaps it.
    private static func isAdoptedAndDead(_ member: Member) -> Bool {
        member.state == "Z" && member.parent == getpid() && !member.name.hasPrefix("secure-python")
    }

    private static func members() -> [Member] {
        let names = (try? HostFiles.list("/proc")) ?? []
        return names.compactMap { name in
            pid_t(name).flatMap { process in
                (try? HostFiles.read("/proc/\(process)/stat", limit: 4_096)).flatMap { member(process, stat: $0) }
            }
        }
    }

    /// The second field of a stat line is a name that may hold anything but ends at the last `)`.
    private static func member(_ process: pid_t, stat: [UInt8]) -> Member? {
        let text = String(decoding: stat, as: UTF8.self)
        guard let start = text.firstIndex(of: "("), let end = text.lastIndex(of: ")"), start < end else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 3, let state = fields[0].first, let parent = pid_t(fields[1]), let session = pid_t(fields[3])
        else { return nil }
        return Member(
            process: process, parent: parent, session: session, state: state,
            name: String(text[text.index(after: start)..<end]))
    }
}
