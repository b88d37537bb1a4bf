/// Files in memory with the semantics of Linux's tmpfs: sparse contents, hard links, open files that live
/// on after their last name is gone, times as under `relatime`.
package class MemoryFileSystem: FileSystem {
    package let root: FileNode
    private let ledger: Ledger

    /// `now` is the clock that times of files are taken from; `mayGrow` is asked before so many bytes of memory are
    /// taken, beside the quota.
    package init(
        quota: StorageQuota, owner: Identity = Identity(), permissions: Int = 0o755,
        now: @escaping () -> FileTime, mayGrow: @escaping (Int) -> Bool = { _ in true }
    ) {
        ledger = Ledger(quota: quota, firstInode: 1, now: now, mayGrow: mayGrow)
        try? ledger.takeNode()
        root = MemoryDirectory(
            kind: .directory,
            ownership: Ownership(permissions: permissions, user: owner.user, group: owner.group), ledger: ledger,
            parent: nil, name: FileName(""))
    }

    init(
        quota: StorageQuota, lower: FileNode, now: @escaping () -> FileTime, mayGrow: @escaping (Int) -> Bool
    ) {
        // New files get numbers that no lower file has.
        ledger = Ledger(quota: quota, firstInode: 1 << 62, now: now, mayGrow: mayGrow)
        let name = FileName("")
        root = lower.kind == .directory
            ? MemoryDirectory(lower: lower, ledger: ledger, parent: nil, name: name)
            : MemoryFile(lower: lower, ledger: ledger, parent: nil, name: name)
    }

    deinit {
        (root as? MemoryDirectory)?.dismantle()
    }

    package func usage() -> FileSystemUsage { ledger.usage }
}

/// Changes in memory over a file system that stays as it is. Names that are removed are hidden, a removed
/// and remade directory shows nothing of the lower one, files are taken over page by page as they are
/// written. A file keeps its number when it is changed. Names that share one lower file part at the first
/// change of one of them, as in overlayfs.
package final class OverlayFileSystem: MemoryFileSystem {
    private let lower: any FileSystem

    /// The quota counts what differs from the lower file system.
    package init(
        over lower: any FileSystem, quota: StorageQuota, now: @escaping () -> FileTime,
        mayGrow: @escaping (Int) -> Bool = { _ in true }
    ) {
        self.lower = lower
        super.init(quota: quota, lower: lower.root, now: now, mayGrow: mayGrow)
    }
}
