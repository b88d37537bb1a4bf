import Glibc
import LinuxShims

/// Separate process ids, IPC objects, names, network and mounts.
enum Namespaces {
    /// As an unprivileged user: the user namespace is what permits the others.
    static func enter() throws(EnclosureFailure) {
        try unshareWithUser(geteuid(), getegid())
        try finish()
    }

    /// As root, who becomes `user` on the way. Returns whether there is a user namespace.
    ///
    /// Without one, the other namespaces are entered as root, and CAP_SYS_ADMIN stays, by which the root is emptied
    /// later, until everything is dropped.
    static func enterLeavingRoot(for user: UInt32) throws(EnclosureFailure) -> Bool {
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
        try finish()
        return true
    }

    private static func unshareWithUser(_ user: UInt32, _ group: UInt32) throws(EnclosureFailure) {
        // Else the files that map the identity would belong to root. A process of the same user could attach in
        // between, but it could have done so before this one was one of that user, and sees nothing of a script.
        try require(spl_set_dumpable(1), "namespaces: dumpable for the mapping")
        try require(
            spl_unshare(spl_user_namespace() | spl_namespaces_of_worker()), "namespaces: user, pid, ipc, uts, net, mount",
            advice: "the kernel, its settings or the container forbid user namespaces; allow them, "
                + "or ask for the level no-namespaces by name")
        try require(spl_map_identity(user, group), "namespaces: mapping user \(user) and group \(group) to themselves")
    }

    private static func enterAsRoot(
        _ user: UInt32, withoutUserNamespace failure: EnclosureFailure
    ) throws(EnclosureFailure) {
        try require(
            spl_unshare(spl_namespaces_of_worker()), "namespaces: pid, ipc, uts, net, mount",
            advice: "this root can make none; with a user namespace it was: \(failure)")
        try finish()
        try require(spl_drop_bounding_set(), "capabilities: bounding set")
        try require(spl_become_user_keeping_mounts(user, user), "leaving root for user \(user)")
    }

    private static func finish() throws(EnclosureFailure) {
        try enterWherePresent(spl_cgroup_namespace(), "namespaces: cgroup")
        try enterWherePresent(spl_time_namespace(), "namespaces: time")
        try require(spl_private_mounts(), "namespaces: private mounts")
        try require(spl_set_dumpable(0), "namespaces: dumpable off")
    }

    private static func enterWherePresent(_ flag: Int32, _ part: String) throws(EnclosureFailure) {
        let result = spl_unshare(flag)
        // What the kernel was built without, it answers so.
        if result != -EINVAL { try require(result, part) }
    }
}
