internal import Glibc
package import Policy
internal import PythonRuntime
package import VirtualFileSystem

/// What the host granted of the script's tree.
package struct ReceivedGrant {
    package let grant: FileGrant
    /// Of a file in memory.
    package var content: [UInt8] = []

    package init(grant: FileGrant) {
        self.grant = grant
    }
}

/// Why a run cannot have the tree that it was granted.
package struct LayoutFailure: Error, CustomStringConvertible {
    let path: CheckedPath
    let number: Int32

    package var description: String {
        let hint = number == ENOENT ? "; a folder within a mounted one must be there already" : ""
        return "\(path.absoluteText) could not be granted: \(String(cString: strerror(number)))\(hint)"
    }
}

/// The tree of files that a script sees: folders in memory, and in them what the host granted.
package enum ScriptTree {
    /// Where a script starts.
    static let startFolder: [UInt8] = Array("/app".utf8)
    private static let folders = ["app", "tmp"]
    /// Open files that take no descriptor of the script's, such as listings.
    private static let spareFiles = 64

    /// The tree of a run that was granted no files: empty folders that stay so.
    static func empty() -> VirtualFileSystem {
        let files = MemoryFileSystem(quota: StorageQuota(bytes: 0, nodes: folders.count + 1), now: now)
        let maker = VirtualFileSystem(root: files, now: now)
        for folder in folders { try? maker.makeMissingFolders([Array(folder.utf8)]) }
        let tree = VirtualFileSystem(root: files, isReadOnly: true, now: now)
        try? tree.changeDirectory(startFolder)
        return tree
    }

    /// Lays out what a run was granted, folders before what is in them; `serve` speaks for what is the host's.
    package static func granted(
        _ grants: [ReceivedGrant], quota: FileQuota, serve: (HostMountNumber) -> any HostTree
    ) throws(LayoutFailure) -> VirtualFileSystem {
        let storage = StorageQuota(bytes: quota.bytes, nodes: quota.files)
        let tree = VirtualFileSystem(
            root: MemoryFileSystem(quota: storage, now: now, mayGrow: MemoryGuard.mayTake),
            limits: TreeLimits(openFiles: quota.openFiles.addingReportingOverflow(spareFiles).partialValue), now: now)
        for folder in folders { try? tree.makeMissingFolders([Array(folder.utf8)]) }
        try? tree.makeNullDevice()
        if !grants.contains(where: { $0.grant.path.names.first == Array("dev".utf8) }) {
            // Programs that try /dev/tty and its like shall not make files of these names.
            try? tree.changeMode(of: Array("/dev".utf8), to: 0o555)
        }
        for granted in grants {
            do throws(FileError) {
                try add(granted, to: tree, storage, serve)
            } catch {
                throw LayoutFailure(path: granted.grant.path, number: error.number)
            }
        }
        try? tree.changeDirectory(startFolder)
        return tree
    }

    private static func add(
        _ granted: ReceivedGrant, to tree: VirtualFileSystem, _ storage: StorageQuota,
        _ serve: (HostMountNumber) -> any HostTree
    ) throws(FileError) {
        let names = granted.grant.path.names
        let path = [UInt8(ascii: "/")] + granted.grant.path.bytes
        switch granted.grant.source {
        case .content(_, let isExecutable):
            try tree.makeMissingFolders(names.dropLast())
            try tree.makeFile(path, granted.content, mode: isExecutable ? 0o755 : 0o644)
        case .scratch(let bytes):
            try tree.makeMissingFolders(names)
            let quota = StorageQuota(bytes: bytes, nodes: storage.nodes)
            try tree.mount(MemoryFileSystem(quota: quota, now: now, mayGrow: MemoryGuard.mayTake), at: path)
        case .collected:
            try tree.makeMissingFolders(names)
        case .mount(let number, let isFolder, let access):
            if isFolder {
                try tree.makeMissingFolders(names)
            } else {
                try tree.makeMissingFolders(names.dropLast())
                try tree.makeFile(path, [], mode: 0o644)
            }
            let served = try HostFileSystem(serve(number))
            let mounted: any FileSystem = access == .overlay
                ? OverlayFileSystem(over: served, quota: storage, now: now, mayGrow: MemoryGuard.mayTake) : served
            try tree.mount(mounted, at: path, isReadOnly: access == .readOnly)
        }
    }

    private static func now() -> FileTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }
}
