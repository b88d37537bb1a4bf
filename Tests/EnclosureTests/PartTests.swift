import Foundation
import KernelFacts
import Testing

@testable import Enclosure

/// The parts of the enclosure by themselves.
@Suite(.timeLimit(.minutes(5))) struct PartTests {
    @Test(arguments: Probe.users) func landlockRefusesWhatItsVersionKnows(asRoot: Bool) throws {
        let version = try Landlock.version()
        var port: UInt16 = 0
        let name = "enclosure-tests-\(getpid())-\(asRoot)"
        let listeners = [fact_listen_tcp(&port), fact_listen_abstract(name)]
        defer { listeners.forEach { close($0) } }
        #expect(listeners.allSatisfy { $0 >= 0 })
        let file = FileManager.default.temporaryDirectory.appending(path: name)
        try Data("x".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
        defer { try? FileManager.default.removeItem(at: file) }
        // Of the same user, so that only the domain can refuse the signal.
        let sleeper = Process()
        sleeper.executableURL = URL(filePath: "/usr/bin/setpriv")
        let user = asRoot || !Probe.isRoot ? getuid() : UInt32(Probe.unprivilegedUser)
        sleeper.arguments =
            (Probe.isRoot && !asRoot ? ["--reuid", "\(user)", "--clear-groups"] : []) + ["--no-new-privs", "sleep", "60"]
        try sleeper.run()
        defer { sleeper.terminate() }
        // It changes its user on the way.
        usleep(300_000)

        let probe = try Probe(asRoot: asRoot, "landlock", "\(port)", name, file.path, "\(sleeper.processIdentifier)")
        #expect(probe.status == 0, "\(probe.text)")
        let acts = ["reads", "writes", "lists", "connects", "binds", "connectsAbstract", "signals"]
        for act in acts { #expect(probe["before.\(act)"] == "yes", "\(act)") }
        for act in ["reads", "writes", "lists"] { #expect(probe["within.\(act)"] == "EACCES") }
        for act in ["connects", "binds"] where version >= 4 { #expect(probe["within.\(act)"] == "EACCES") }
        for act in ["connectsAbstract", "signals"] where version >= 6 { #expect(probe["within.\(act)"] == "EPERM") }
    }

    @Test func threadsOfAForkedProcessWaitForOneAnother() throws {
        // Swift's runtime keeps the number of the thread that forked, which is another process's afterwards.
        let probe = try Probe(asRoot: true, "forkedThreads")
        #expect(probe["first"] == "1" && probe["other"] == "1" && probe["met"] == "true", "\(probe.text)")
    }

    @Test(arguments: Probe.users) func nestedDomainsPartSiblings(asRoot: Bool) throws {
        guard try Landlock.version() >= 6 else { return }
        let probe = try Probe(asRoot: asRoot, "siblings")
        #expect(probe.status == 0, "\(probe.text)")
        #expect(probe["before.signals"] == "yes")
        #expect(probe["within.signals"] == "EPERM")
        #expect(probe["within.signalsAbove"] == "EPERM")
        #expect(probe["within.connects"] == "EPERM")
        // The zygote still ends its children.
        #expect(probe["above.kills"] == "yes")
        #expect(probe["above.killed"] == "true")
    }

    @Test(arguments: [
        (1, 13, 0, 0, 8, 0), (2, 14, 0, 0, 8, 0), (3, 15, 0, 0, 8, 0), (4, 15, 2, 0, 16, 0), (5, 16, 2, 0, 16, 0),
        (6, 16, 2, 2, 24, 0), (7, 16, 2, 2, 24, 1), (8, 16, 2, 2, 24, 1),
    ]) func eachVersionOfLandlockIsAskedForWhatItKnows(
        version: Int, files: Int, network: Int, scopes: Int, size: Int, flags: UInt32
    ) {
        let rights = Landlock.Rights(version: version)
        #expect(rights.files == (1 << files) - 1)
        #expect(rights.network.nonzeroBitCount == network)
        #expect(rights.scopes.nonzeroBitCount == scopes)
        #expect(rights.attributeSize == size)
        #expect(rights.flags == flags)
    }

    @Test(arguments: Probe.users) func limitsAreLoweredAndNeverRaised(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "limits")
        #expect(probe.status == 0, "\(probe.text)")
        for name in ["CORE", "FSIZE", "MEMLOCK", "MSGQUEUE"] { #expect(probe["after.\(name)"] == "0/0", "\(name)") }
        let space = 1 << 40 + 1 << 30
        #expect(probe["after.AS"] == "\(space)/\(space)")
        #expect(probe["after.NOFILE"] == "8/8")
        // They were lower before: 20 and 21 seconds, 500 processes were asked for.
        #expect(probe["after.CPU"] == "5/7")
        #expect(probe["after.NPROC"] == "100/400")
        for name in ["AS", "CORE", "CPU", "FSIZE", "MEMLOCK", "MSGQUEUE", "NOFILE", "NPROC"] {
            #expect(probe["again.\(name)"] == probe["after.\(name)"], "\(name)")
        }
    }

    @Test func nonsensicalLimitsAreRefused() throws {
        let probe = try Probe(asRoot: false, "limits")
        #expect(probe["wrong.budget"] == "limit AS")
        #expect(probe["wrong.cpu"] == "limit CPU")
        #expect(probe["wrong.cpuMax"] == "limit CPU")
    }

    @Test(arguments: Probe.users) func nothingOutlivesTheStarter(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "starterDeath")
        // Its output ends when nobody can write to it any more: all are gone.
        #expect(probe["ready"] == "starter", "\(probe.text)")
        #expect(probe.status == 128 + SIGKILL)
        #expect(probe["zygote.parentDeathSignal"] == "\(SIGKILL)")
        #expect(probe["child.parentDeathSignal"] == "\(SIGKILL)")
    }

    @Test(arguments: Probe.users) func noChildOutlivesItsZygote(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "zygoteDeath")
        #expect(probe["ready"] == "zygote", "\(probe.text)")
        #expect(probe["gone"] == "0")
        #expect(probe.status == 0)
    }

    @Test func aFilterThatIsNoneIsRefused() {
        for filter in [[], [0, 0, 0], [UInt8](repeating: 0, count: 8 * 5_000)] {
            #expect(throws: EnclosureFailure.self) { try Seccomp.load(filter) }
        }
    }
}
