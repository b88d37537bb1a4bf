import Enclosure
import Glibc
import KernelFacts
import LinuxShims
import Policy

enum Scenario: String {
    case full, noNamespaces, languageOnly, root, landlock, siblings, limits, features, starterDeath, zygoteDeath, forkedThreads

    /// Whom root becomes.
    static let worker: UInt32 = 64_995
    /// One instruction: allow. So that what stands is the other parts' doing.
    static let openFilter: [UInt8] = [0x06, 0, 0, 0, 0, 0, 0xff, 0x7f]

    func run(_ arguments: [String]) {
        switch self {
        case .full: wholeWay(.full)
        case .noNamespaces: wholeWay(.noNamespaces)
        case .languageOnly: wholeWay(.languageOnly)
        case .root: emptyRootAlone()
        case .landlock: landlockAlone(arguments)
        case .siblings: siblings()
        case .limits: limits()
        case .features: features()
        case .starterDeath: tree(killing: "starter")
        case .zygoteDeath: tree(killing: "zygote")
        case .forkedThreads: ForkedThreads.meet()
        }
    }

    private func order(_ level: EnclosureLevel) -> EnclosureOrder {
        EnclosureOrder(level: level, zygoteFilter: Self.openFilter, childFilter: Self.openFilter)
    }

    private var childLimits: ChildLimits {
        ChildLimits(
            addressSpaceInUse: 1 << 40, memoryBudget: 1 << 30, cpuSeconds: 20, descriptors: 8, fileBytes: 0, processes: 500)
    }

    /// Starter, zygote and child as a worker has them.
    private func wholeWay(_ level: EnclosureLevel) {
        sayNamespaces("before")
        let hasUserNamespace = enclosed { () throws(EnclosureFailure) in
            try Enclosure.leaveRoot(for: Self.worker, level: level)
        }
        say("hasUserNamespace", hasUserNamespace)
        say("starter.dumpable", fact_dumpable())
        let zygote = forked {
            say("zygote.pid", getpid())
            sayNamespaces("within")
            let report = enclosed { () throws(EnclosureFailure) in
                try Enclosure.sealZygote(order(level), hasUserNamespace: hasUserNamespace)
            }
            say("report.level", report.level.rawValue)
            say("report.landlock", report.landlockVersion)
            say("report.hasUserNamespace", report.hasUserNamespace)
            sayPrivileges("zygote")
            sayRoot("zygote")
            let child = forked {
                enclosed { () throws(EnclosureFailure) in try Enclosure.sealChild(order(level), limits: childLimits) }
                sayPrivileges("child")
                sayLimits("child")
            }
            wait(child)
        }
        enclosed { () throws(EnclosureFailure) in try Enclosure.sealStarter(level: level) }
        sayPrivileges("starter")
        wait(zygote)
    }

    /// Without Landlock over it, which would refuse the same.
    private func emptyRootAlone() {
        _ = enclosed { () throws(EnclosureFailure) in try Enclosure.leaveRoot(for: Self.worker, level: .full) }
        wait(
            forked {
                say("hasTimeNamespaces", fact_open("/proc/self/timens_offsets", O_RDONLY) == 0)
                say("uptime", spl_monotonic_nanoseconds() / 1_000_000_000)
                enclosed { () throws(EnclosureFailure) in try EmptyRoot.enter() }
                sayRoot("root")
                // Once more: the first has left nothing by which the second could get anywhere else.
                enclosed { () throws(EnclosureFailure) in try EmptyRoot.enter() }
                sayRoot("again")
            })
    }

    /// Arguments: a TCP port, an abstract name, a file, a process.
    private func landlockAlone(_ arguments: [String]) {
        guard arguments.count == 4, let port = UInt16(arguments[0]), let process = pid_t(arguments[3]) else {
            fail("arguments")
        }
        func attempts(_ prefix: String) {
            say("\(prefix).reads", outcome(fact_open(arguments[2], O_RDONLY)))
            say("\(prefix).writes", outcome(fact_open(arguments[2], O_WRONLY)))
            say("\(prefix).lists", outcome(fact_open("/", O_RDONLY | O_DIRECTORY)))
            say("\(prefix).connects", outcome(fact_connect_tcp(port)))
            say("\(prefix).binds", outcome(fact_bind_tcp()))
            say("\(prefix).connectsAbstract", outcome(fact_connect_abstract(arguments[1])))
            say("\(prefix).signals", outcome(fact_signal(process, 0)))
        }
        attempts("before")
        _ = spl_no_new_privileges()
        enclosed { () throws(EnclosureFailure) in try Landlock.restrict() }
        attempts("within")
    }

    /// Two forks of a process in a domain, each in one of its own, and the process itself.
    private func siblings() {
        _ = spl_no_new_privileges()
        enclosed { () throws(EnclosureFailure) in try Landlock.restrict() }
        let name = "enclosure-probe-\(getpid())"
        var ready: [Int32] = [0, 0]
        guard pipe(&ready) == 0 else { fail("pipe") }
        let first = forked {
            enclosed { () throws(EnclosureFailure) in try Landlock.restrict() }
            let listener = fact_listen_abstract(name)
            var byte = UInt8(listener >= 0 ? 1 : 0)
            _ = write(ready[1], &byte, 1)
            pause()
        }
        var byte: UInt8 = 0
        guard read(ready[0], &byte, 1) == 1, byte == 1 else { fail("the first fork cannot listen") }
        say("undivided.signals", outcome(fact_signal(first, 0)))
        wait(
            forked {
                say("before.signals", outcome(fact_signal(first, 0)))
                enclosed { () throws(EnclosureFailure) in try Landlock.restrict() }
                say("within.signals", outcome(fact_signal(first, 0)))
                say("within.signalsAbove", outcome(fact_signal(getppid(), 0)))
                say("within.connects", outcome(fact_connect_abstract(name)))
            })
        say("above.kills", outcome(fact_signal(first, SIGKILL)))
        var end = spl_end()
        _ = spl_wait(first, 1, &end)
        say("above.killed", end.status == SIGKILL)
    }

    private func limits() {
        // Lower than asked for, and to stay so.
        _ = fact_set_limit(Self.limitNumbers["CPU"] ?? -1, 5, 7)
        _ = fact_set_limit(Self.limitNumbers["NPROC"] ?? -1, 100, 400)
        sayLimits("before")
        enclosed { () throws(EnclosureFailure) in try childLimits.apply() }
        sayLimits("after")
        var higher = childLimits
        higher.memoryBudget = 2 << 30
        higher.descriptors = 1_000
        higher.fileBytes = 1 << 30
        enclosed { () throws(EnclosureFailure) in try higher.apply() }
        sayLimits("again")
        for (name, wrong) in [
            ("budget", ChildLimits(addressSpaceInUse: .max, memoryBudget: 1, cpuSeconds: nil, descriptors: 8, fileBytes: 0, processes: nil)),
            ("cpu", ChildLimits(addressSpaceInUse: 0, memoryBudget: nil, cpuSeconds: 0, descriptors: 8, fileBytes: 0, processes: nil)),
            ("cpuMax", ChildLimits(addressSpaceInUse: 0, memoryBudget: nil, cpuSeconds: .max, descriptors: 8, fileBytes: 0, processes: nil)),
        ] {
            do {
                try wrong.apply()
                say("wrong.\(name)", "accepted")
            } catch {
                say("wrong.\(name)", error.part)
            }
        }
    }

    private static let limitNumbers: [String: Int32] = [
        "CPU": 0, "FSIZE": 1, "CORE": 4, "NPROC": 6, "NOFILE": 7, "MEMLOCK": 8, "AS": 9, "MSGQUEUE": 12,
    ]

    private func sayLimits(_ prefix: String) {
        for (name, number) in Self.limitNumbers {
            var soft: UInt64 = 0
            var hard: UInt64 = 0
            guard fact_limit(number, &soft, &hard) == 0 else { fail("getrlimit") }
            say("\(prefix).\(name)", "\(soft)/\(hard)")
        }
    }

    private func features() {
        let features = KernelFeatures.probe(user: Self.worker)
        say("users", features.levelForUsers?.rawValue ?? "unknown")
        say("root", features.levelForRoot?.rawValue ?? "unknown")
        say("settings", features.forbiddingSettings.joined(separator: ", "))
        for line in features.lines { say("line.\(line.name)", "\(line.isPresent) \(line.detail)") }
    }

    /// Starter, zygote and child that sleep; says their ids as the starter sees them, and which holds what end of a
    /// pipe. Killed from outside, or by itself where it is the starter.
    private func tree(killing victim: String) {
        let level = EnclosureLevel.full
        let descriptor = spl_process_descriptor(getpid())
        let hasUserNamespace = enclosed { () throws(EnclosureFailure) in
            try Enclosure.leaveRoot(for: Self.worker, level: level)
        }
        var up: [Int32] = [0, 0]
        guard pipe(&up) == 0 else { fail("pipe") }
        let zygote = forked {
            guard spl_die_with_process(descriptor) == 0 else { fail("parent-death signal") }
            let own = getpid()
            _ = enclosed { () throws(EnclosureFailure) in
                try Enclosure.sealZygote(order(level), hasUserNamespace: hasUserNamespace)
            }
            say("zygote.parentDeathSignal", fact_parent_death_signal())
            _ = forked {
                guard spl_die_with_parent(own) == 0 else { fail("parent-death signal") }
                enclosed { () throws(EnclosureFailure) in try Enclosure.sealChild(order(level), limits: childLimits) }
                say("child.parentDeathSignal", fact_parent_death_signal())
                _ = write(up[1], "x", 1)
                while true { pause() }
            }
            while true { pause() }
        }
        enclosed { () throws(EnclosureFailure) in try Enclosure.sealStarter(level: level) }
        close(up[1])
        var byte: UInt8 = 0
        guard read(up[0], &byte, 1) == 1 else { fail("the child did not come up") }
        say("ready", victim)
        if victim == "zygote" {
            kill(zygote, SIGKILL)
        } else {
            kill(getpid(), SIGKILL)
        }
        // Ends once nobody holds the other end.
        say("gone", read(up[0], &byte, 1))
    }
}
