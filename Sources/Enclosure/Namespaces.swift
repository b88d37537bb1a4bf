import Glibc
import LinuxShims

/// Separate process ids, IPC objects, names, network and mounts.
enum Namespaces {
    /// As an unprivileged user: the user namespace is what permits the others.
    static func enter() throws(EnclosureFailure) {
        try unshareWithUser(geteuid(), getegid())
        try makeMountsPrivate()
    }

    /// As root, who becomes `user` on the way. Returns whether there is a user namespace.
    ///
    /// Without one, the other namespaces are entered as root, and CAP_SYS_ADMIN stays, by which the root is emptied
    /// later, until everything is dropped.
    static func enterLeavingRoot(for user: UInt32) throws(EnclosureFailure) -> Bool {
        if UserNamespaceSettings.mayRefuseLate, spl_try_namespaces(Namespace.user.flag, user, 0) < 0 {
            try enterAsRoot(user, withoutUserNamespace: EnclosureFailure(part: "namespaces: user", reason: "refused by AppArmor"))
            return false
        }
        try require(
            spl_lend_root(user, user), "leaving root for user \(user)", advice: Enclosure.rootAdvice)
        do {
            try unshareWithUser(user, user)
        } catch {
            try require(spl_take_root_back(), "namespaces: root, after \(error)")
            try enterAsRoot(user, withoutUserNamespace: error)
            return false
        }
        try require(spl_forget_root(user), "leaving root for user \(user)")
        try makeMountsPrivate()
        return true
    }

    private static func unshareWithUser(_ user: UInt32, _ group: UInt32) throws(EnclosureFailure) {
        // Else the files that map the identity would belong to root. As long as root is only lent, its id keeps
        // processes of `user` from attaching; where there never was root, they could have attached before.
        try require(spl_set_dumpable(1), "namespaces: dumpable for the mapping")
        try require(
            spl_unshare(Namespace.flags([.user] + Namespace.ofWorker)), "namespaces: user, pid, ipc, uts, net, mount",
            advice: "the kernel, its settings or the container forbid user namespaces; allow them, "
                + "or ask for the level no-namespaces by name")
        try require(spl_map_identity(user, group), "namespaces: mapping user \(user) and group \(group) to themselves")
        enterWherePresent()
        try require(spl_set_dumpable(0), "namespaces: dumpable off")
    }

    private static func enterAsRoot(
        _ user: UInt32, withoutUserNamespace failure: EnclosureFailure
    ) throws(EnclosureFailure) {
        try require(
            spl_unshare(Namespace.flags(Namespace.ofWorker)), "namespaces: pid, ipc, uts, net, mount",
            advice: "this root can make none; with a user namespace it was: \(failure)")
        enterWherePresent()
        try makeMountsPrivate()
        try Capabilities.emptyBoundingSet()
        try require(spl_become_user_keeping_mounts(user, user), "leaving root for user \(user)")
    }

    /// Those that no level depends on: not every kernel has them, and settings may allow none.
    private static func enterWherePresent() {
        _ = spl_unshare(Namespace.cgroup.flag)
        // Without the offset the clocks would go on to tell how long the machine has been running.
        if spl_unshare(Namespace.time.flag) == 0 { _ = spl_restart_clocks() }
    }

    private static func makeMountsPrivate() throws(EnclosureFailure) {
        try require(
            spl_private_mounts(), "namespaces: private mounts",
            advice: "the root must be a mount of its own, which that of a chroot is not; enter it by pivot_root, as containers "
                + "do, or ask for the level no-namespaces by name")
    }
}
