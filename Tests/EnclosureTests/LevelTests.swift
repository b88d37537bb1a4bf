import Testing

/// The whole way of a worker, from starter to child, with filters that refuse nothing: what stands is the doing of
/// the other parts.
@Suite(.timeLimit(.minutes(5))) struct LevelTests {
    private let everyNamespace = ["user", "pid_for_children", "ipc", "uts", "net", "mnt", "cgroup", "time_for_children"]

    private func nothingIsHeld(_ probe: Probe, bounding: Bool = true) {
        for process in ["starter", "zygote", "child"] {
            #expect(probe["\(process).capabilities"] == "0", "\(process)")
            if bounding { #expect(probe["\(process).bounding"] == "0", "\(process)") }
            #expect(probe["\(process).isOneUser"] == "true", "\(process)")
            #expect(probe["\(process).user"] != "0", "\(process)")
            #expect(probe["\(process).groups"] == "0", "\(process)")
            #expect(probe["\(process).noNewPrivileges"] == "1", "\(process)")
            #expect(probe["\(process).dumpable"] == "0", "\(process)")
            #expect(probe["\(process).mounts"] == "EPERM", "\(process)")
        }
        #expect(probe["zygote.seccomp"] == "2")
        #expect(probe["child.seccomp"] == "2")
    }

    @Test(arguments: Probe.users) func everythingIsNewAndNothingIsHeld(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "full")
        #expect(probe.status == 0, "\(probe.text)")
        #expect(probe["hasUserNamespace"] == "true")
        #expect(probe["report.level"] == "full")
        #expect(probe["report.hasUserNamespace"] == "true")
        #expect(probe["zygote.pid"] == "1")
        let before = probe.namespaces("before")
        let within = probe.namespaces("within")
        for name in everyNamespace where before[name] != nil { #expect(before[name] != within[name], "\(name)") }
        #expect(within.count >= 6)
        nothingIsHeld(probe)
        // Landlock and the empty root, whichever speaks first.
        #expect(probe["zygote.rootEntries"] == "unreadable")
        #expect(["EROFS", "EACCES"].contains(probe["zygote.makesFile"]))
        #expect(["ENOENT", "EACCES"].contains(probe["zygote.opensProc"]))
        #expect(["ENOENT", "EACCES"].contains(probe["zygote.opensAbove"]))
    }

    @Test(arguments: Probe.users) func theRootIsEmptyAndReadOnlyWithoutLandlock(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "root")
        #expect(probe.status == 0, "\(probe.text)")
        for prefix in ["root", "again"] {
            #expect(probe["\(prefix).rootEntries"] == "0")
            #expect(probe["\(prefix).makesFile"] == "EROFS")
            #expect(probe["\(prefix).makesFolder"] == "EROFS")
            #expect(probe["\(prefix).opensProc"] == "ENOENT")
            #expect(probe["\(prefix).opensAbove"] == "ENOENT")
        }
    }

    /// Where there are time namespaces, a script cannot tell how long the machine has been running.
    @Test(arguments: Probe.users) func theClocksBeginAnew(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "root")
        guard probe["hasTimeNamespaces"] == "true" else { return }
        let seconds = try #require(probe["uptime"].flatMap { Int($0) })
        #expect((0...30).contains(seconds))
    }

    @Test(arguments: Probe.users) func withoutNamespacesTheRestStands(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "noNamespaces")
        #expect(probe.status == 0, "\(probe.text)")
        #expect(probe["report.level"] == "no-namespaces")
        #expect(probe.namespaces("before") == probe.namespaces("within"))
        // An unprivileged user has nothing by which to empty it, and nothing for it to bound.
        nothingIsHeld(probe, bounding: asRoot)
        for act in ["makesFile", "makesFolder", "opensProc", "opensAbove"] { #expect(probe["zygote.\(act)"] == "EACCES") }
    }

    @Test(arguments: Probe.users) func theLanguageOnlyLevelStillLeavesRoot(asRoot: Bool) throws {
        let probe = try Probe(asRoot: asRoot, "languageOnly")
        #expect(probe.status == 0, "\(probe.text)")
        #expect(probe["report.level"] == "language-only")
        #expect(probe["report.landlock"] == "0")
        #expect(probe["zygote.user"] != "0")
        #expect(probe["zygote.capabilities"] == "0")
        #expect(probe["child.NOFILE"] == "8/8")
    }
}

/// Kernels, settings and containers that do not give everything.
@Suite(.timeLimit(.minutes(5))) struct RefusalTests {
    private static let ways = ["--refuse-user-namespaces", "--no-user-namespaces"]

    @Test(.enabled(if: Probe.isRoot), arguments: ways) func rootGoesWithoutAUserNamespace(_ way: String) throws {
        let probe = try Probe(asRoot: true, way, "full")
        #expect(probe.status == 0, "\(probe.text)")
        #expect(probe["hasUserNamespace"] == "false")
        #expect(probe["report.level"] == "full")
        #expect(probe["report.hasUserNamespace"] == "false")
        #expect(probe["zygote.pid"] == "1")
        let before = probe.namespaces("before")
        let within = probe.namespaces("within")
        #expect(before["user"] == within["user"])
        for name in ["pid_for_children", "ipc", "uts", "net", "mnt"] { #expect(before[name] != within[name], "\(name)") }
        for process in ["starter", "zygote", "child"] {
            #expect(probe["\(process).capabilities"] == "0")
            #expect(probe["\(process).bounding"] == "0")
            #expect(probe["\(process).user"] == "64995")
            #expect(probe["\(process).mounts"] == "EPERM")
            #expect(probe["\(process).dumpable"] == "0")
        }
        #expect(["ENOENT", "EACCES"].contains(probe["zygote.opensProc"]))
        #expect(["EROFS", "EACCES"].contains(probe["zygote.makesFile"]))
    }

    @Test func anUnprivilegedUserIsRefusedWithPartAndReason() throws {
        let probe = try Probe(asRoot: false, "--refuse-user-namespaces", "full")
        #expect(probe.status == 3, "\(probe.text)")
        #expect(probe["refused.part"]?.hasPrefix("namespaces: user") == true)
        #expect(probe["refused.reason"]?.hasPrefix("Operation not permitted") == true)
        #expect(probe["refused.reason"]?.contains("no-namespaces by name") == true)
        #expect(probe["zygote.pid"] == nil)
        // What it may have instead stands.
        #expect(try Probe(asRoot: false, "--refuse-user-namespaces", "noNamespaces").status == 0)
    }

    /// Each step that fails ends the way, and is named.
    @Test(
        arguments: Probe.users,
        [
            ("mount", "namespaces: private mounts"), ("fsopen", "empty root: making"), ("fsconfig", "empty root: making"),
            ("fsmount", "empty root: making"), ("move_mount", "empty root: attaching"), ("pivot_root", "empty root: pivot_root"),
            ("umount2", "empty root: detaching"), ("capset", "capabilities: all sets"),
            ("landlock_create_ruleset", "Landlock"), ("landlock_restrict_self", "Landlock"), ("seccomp", "seccomp: filter"),
        ])
    func whatCannotBePutUpIsNamedAndNothingRuns(asRoot: Bool, call: (name: String, part: String)) throws {
        let probe = try Probe(asRoot: asRoot, "--refuse", call.name, "full")
        #expect(probe["refused.part"]?.hasPrefix(call.part) == true, "\(probe.text)")
        #expect(probe["refused.reason"]?.hasPrefix("Function not implemented") == true, "\(probe.text)")
        #expect(probe["child.user"] == nil, "\(probe.text)")
        #expect(probe["report.level"] == nil, "\(probe.text)")
    }

    @Test(.enabled(if: Probe.isRoot), arguments: ["setgroups", "setresgid", "setresuid"], ["full", "noNamespaces", "languageOnly"])
    func rootThatCannotBeLeftIsNamed(call: String, level: String) throws {
        let probe = try Probe(asRoot: true, "--refuse", call, level)
        #expect(probe.status == 3)
        #expect(probe["refused.part"]?.hasPrefix("leaving root for user 64995") == true, "\(probe.text)")
        #expect(probe["zygote.pid"] == nil)
    }

    @Test(.enabled(if: Probe.isRoot)) func bothWaysOfRootAreToldWhereNoneIsOpen() throws {
        let probe = try Probe(asRoot: true, "--refuse", "unshare", "full")
        #expect(probe.status == 3)
        #expect(probe["refused.part"] == "namespaces: pid, ipc, uts, net, mount", "\(probe.text)")
        #expect(probe["refused.reason"]?.contains("namespaces: user, pid") == true, "\(probe.text)")
    }

    @Test(arguments: [("landlock_create_ruleset", "language-only"), ("seccomp", "language-only"), ("pivot_root", "no-namespaces")])
    func featuresTellTheLevel(call: String, level: String) throws {
        let probe = try Probe(asRoot: Probe.isRoot, "--refuse", call, "features")
        #expect(probe["users"] == level)
        #expect(probe["root"] == (Probe.isRoot ? level : "unknown"))
    }

    @Test func featuresTellWhatCanBeHad() throws {
        let probe = try Probe(asRoot: false, "--refuse-user-namespaces", "features")
        #expect(probe["users"] == "no-namespaces")
        #expect(probe["root"] == "unknown")
        #expect(probe["line.user namespace"]?.hasPrefix("false Operation not permitted") == true)
        #expect(probe["line.empty root for unprivileged users"]?.hasPrefix("false") == true)
    }

    @Test(.enabled(if: Probe.isRoot)) func featuresTellRootOfTheSetting() throws {
        let probe = try Probe(asRoot: true, "--no-user-namespaces", "features")
        #expect(probe["users"] == "no-namespaces")
        #expect(probe["root"] == "full")
        #expect(probe["settings"] == "user.max_user_namespaces = 0")
        #expect(probe["line.user namespace"]?.contains("user.max_user_namespaces = 0") == true)
        #expect(probe["line.empty root without user namespace"] == "true ")
    }

    @Test(arguments: Probe.users) func featuresOfThisMachineAgreeWithWhatHappens(asRoot: Bool) throws {
        let features = try Probe(asRoot: asRoot, "features")
        let full = try Probe(asRoot: asRoot, "full")
        #expect((features[asRoot ? "root" : "users"] == "full") == (full.status == 0), "\(features.text)\(full.text)")
    }
}
