import Glibc
import LinuxShims
package import Policy

/// The kernel layer, in the order in which a worker puts it up. Each call belongs to one process of it and needs
/// that process to have one thread.
///
/// 1. starter: `leaveRoot`, which enters the namespaces too; then, once it has forked, `sealStarter`;
/// 2. zygote, its first fork and process 1 of the namespace: loads all that it will ever need, `addressSpaceSize`,
///    `sealZygote`;
/// 3. child, one per run, after it has closed what is not its own: `sealChild`.
///
/// Below the level full, 1 enters no namespace and 2 keeps the root; at language-only, 2 and 3 set limits only.
package enum Enclosure {
    /// Becomes `user` where this process is root, and enters the namespaces that the level has. The next fork is
    /// process 1 of them; its parent is in no namespace that it can see.
    ///
    /// Returns whether there is a user namespace. Root goes without where none can be had.
    package static func leaveRoot(for user: UInt32, level: EnclosureLevel) throws(EnclosureFailure) -> Bool {
        let isRoot = geteuid() == 0
        switch level {
        case .full where isRoot: return try Namespaces.enterLeavingRoot(for: user)
        case .full:
            try Namespaces.enter()
            return true
        case .noNamespaces, .languageOnly:
            if isRoot {
                // Only now: it takes a capability of root's.
                try Capabilities.emptyBoundingSet()
                try require(spl_become_user(user, user), "leaving root for user \(user)", advice: rootAdvice)
            }
            return false
        }
    }

    /// Whoever is root of a user namespace only may lack what root of the machine has.
    static let rootAdvice =
        "where this root is one of a user namespace, as in a container, have that map the worker's user and let it "
        + "set groups, or start as another user of it"

    /// Takes from the starter, which from now on only waits, what it needed to make the namespaces.
    package static func sealStarter(level: EnclosureLevel) throws(EnclosureFailure) {
        if level == .languageOnly { return }
        try require(spl_no_new_privileges(), "no_new_privs")
        try Capabilities.drop()
        // The zygote is outside of its domain, and is to die with it.
        try Landlock.restrict(isScoped: false)
    }

    /// Takes every privilege and every path to the host from a process that still has to fork and wait.
    package static func sealZygote(
        _ order: EnclosureOrder, hasUserNamespace: Bool
    ) throws(EnclosureFailure) -> EnclosureReport {
        if order.level == .languageOnly { return EnclosureReport(level: .languageOnly) }
        if order.level == .full { try EmptyRoot.enter() }
        // Landlock and seccomp ask for no_new_privs; without it an exec could gain what is dropped next.
        try require(spl_no_new_privileges(), "no_new_privs")
        try Capabilities.drop()
        try require(spl_set_dumpable(0), "dumpable off")
        let version = try Landlock.restrict()
        Speculation.restrict()
        // Last: it forbids what came before.
        try Seccomp.load(order.zygoteFilter)
        return EnclosureReport(level: order.level, landlockVersion: version, hasUserNamespace: hasUserNamespace)
    }

    /// Locks a fork of the sealed zygote away from its siblings and bounds what it may use.
    ///
    /// `giveGate`: hands the descriptor by which the host decides about copies to the host; `nil` where there are none.
    package static func sealChild(
        _ order: EnclosureOrder, limits: ChildLimits, giveGate: ((Int32) -> Bool)? = nil
    ) throws(EnclosureFailure) {
        // A domain of its own, so that the scopes part it from its siblings. First: it needs a descriptor.
        if order.level != .languageOnly { try Landlock.restrict() }
        try limits.apply()
        try require(spl_set_dumpable(0), "dumpable off")
        if let giveGate {
            try require(spl_prepare_branches(), "branches: where the C library keeps the id of its thread")
            let gate = try require(spl_ask_for_branches(), "branches: the filter that asks the host")
            guard giveGate(gate) else { throw EnclosureFailure(part: "branches", reason: "the host takes no descriptor") }
            spl_close(gate)
        }
        if order.level != .languageOnly { try Seccomp.load(order.childFilter) }
    }

    /// What this process maps, in bytes, from /proc/self/statm: for the zygote, before its root is emptied.
    package static func addressSpaceSize() throws(EnclosureFailure) -> UInt64 {
        let text = try readText("/proc/self/statm", part: "size of the address space")
        guard let pages = text.split(separator: " ").first.flatMap({ UInt64($0) }) else {
            throw EnclosureFailure(part: "size of the address space", reason: "/proc/self/statm reads \"\(text)\"")
        }
        return pages * UInt64(getpagesize())
    }
}

/// A file of /proc or /sys, at most 4 KiB of it.
func readText(_ path: String, part: String) throws(EnclosureFailure) -> String {
    let descriptor = try require(spl_open_read(path), part + ": " + path)
    defer { spl_close(descriptor) }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { room, filled in
        if let start = room.baseAddress { count = spl_read(descriptor, start, room.count) }
        filled = max(0, count)
    }
    try require(Int32(min(count, 0)), part + ": " + path)
    return String(decoding: bytes, as: UTF8.self)
}
