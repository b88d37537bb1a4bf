/// A file system at a place in the tree.
final class Mount {
    let fileSystem: any FileSystem
    let root: FileNode
    /// The directory that it covers; `nil` for the root of the tree.
    let place: Location?
    let isReadOnly: Bool
    /// `st_dev` of what is in it.
    let device: Int

    init(_ fileSystem: any FileSystem, place: Location?, isReadOnly: Bool, device: Int) {
        self.fileSystem = fileSystem
        root = fileSystem.root
        self.place = place
        self.isReadOnly = isReadOnly
        self.device = device
    }
}

/// A node and the mount that it was reached in.
package struct Location {
    let mount: Mount
    let node: FileNode

    func at(_ node: FileNode) -> Location { Location(mount: mount, node: node) }

    func isSame(as other: Location) -> Bool { node === other.node && mount === other.mount }

    func status() throws(FileError) -> FileStatus {
        var status = try node.status()
        status.device = mount.device
        return status
    }

    func requireWritableMount() throws(FileError) {
        if mount.isReadOnly { throw .readOnly }
    }
}
