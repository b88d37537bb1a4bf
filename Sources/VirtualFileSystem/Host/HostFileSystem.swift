/// A folder or file that the host serves, mounted as it is. Everything is asked anew at each call, because the host
/// may change the folder at any time; only an open file stays the one that was opened.
package final class HostFileSystem: FileSystem {
    package let root: FileNode
    private let tree: any HostTree

    /// Throws what the host answers to the status of the folder or file; EINVAL where it is neither.
    package init(_ tree: any HostTree) throws(FileError) {
        let status = try tree.status(of: [])
        guard status.kind == .directory || status.kind == .regular else { throw .invalid }
        self.tree = tree
        root = HostNode(tree, status, parent: nil, name: FileName(""))
    }

    package func usage() -> FileSystemUsage { tree.usage() }
}
