/// A file in a folder that the host serves, known by the path that leads to it.
final class HostNode: FileNode {
    private let tree: any HostTree
    /// What the lookup that found the node was told; good for one question, so that looking at a path asks
    /// the host once for each name in it.
    private var fresh: FileStatus?
    private var known: FileStatus
    private var children = WeakNodes()
    private var reader: (any HostFile)?
    private var writer: (any HostFile)?
    private var readers = 0
    private var writers = 0
    /// Whether the name is gone, so that the path may lead to something else.
    private var isUnlinked = false

    init(_ tree: any HostTree, _ status: FileStatus, parent: FileNode?, name: FileName) {
        self.tree = tree
        fresh = status
        known = status
        super.init(kind: status.kind, inode: status.inode, parent: parent, name: name)
    }

    private func path() throws(FileError) -> [FileName] {
        if isUnlinked || isRemoved { throw .missing }
        var names: [FileName] = []
        var node: FileNode = self
        while let parent = node.parent {
            names.append(node.name)
            node = parent
        }
        return names.reversed()
    }

    private func path(to name: FileName) throws(FileError) -> [FileName] { try path() + [name] }

    // MARK: Every kind

    override func status() throws(FileError) -> FileStatus {
        if let status = fresh {
            fresh = nil
            return status
        }
        if let file = reader ?? writer {
            known = try file.status()
        } else if !isUnlinked, !isRemoved {
            let status = try tree.status(of: path())
            // Something else has taken the name since.
            guard status.kind == kind, status.inode == inode else { throw .missing }
            known = status
        }
        if isUnlinked || isRemoved { known.links = 0 }
        return known
    }

    override func ownership() throws(FileError) -> Ownership { known.ownership }

    override func apply(_ change: AttributeChange) throws(FileError) {
        fresh = nil
        if let file = writer ?? reader {
            try file.apply(change)
        } else if !isUnlinked, !isRemoved {
            // What has no name and is not open there can only be seen from here.
            try tree.apply(change, to: path())
        }
        if let permissions = change.permissions { known.ownership.permissions = permissions & 0o7777 }
    }

    // MARK: Directories

    override func lookup(_ name: FileName) throws(FileError) -> FileNode? {
        guard kind == .directory else { throw .notDirectory }
        let status: FileStatus
        do throws(FileError) {
            status = try tree.status(of: path(to: name))
        } catch .missing {
            return nil
        }
        if let node = children[name] as? HostNode, node.inode == status.inode, node.kind == status.kind {
            node.fresh = status
            node.known = status
            return node
        }
        let node = HostNode(tree, status, parent: self, name: name)
        children[name] = node
        return node
    }

    override func entries() throws(FileError) -> [DirectoryEntry] {
        guard kind == .directory else { throw .notDirectory }
        let dots = [FileName("."), FileName("..")]
        return try tree.entries(of: path()).filter { entry in
            let bytes = entry.name.bytes
            return !bytes.isEmpty && !dots.contains(entry.name) && !bytes.contains(0) && !bytes.contains(UInt8(ascii: "/"))
        }
    }

    override func make(
        _ new: NewFile, named name: FileName, ownership: Ownership
    ) throws(FileError) -> FileNode {
        try tree.make(new, at: path(to: name), permissions: ownership.permissions)
        guard let node = try lookup(name), node.kind == new.kind else { throw .missing }
        return node
    }

    override func remove(_ node: FileNode, named name: FileName) throws(FileError) {
        try tree.remove(path(to: name), isDirectory: node.kind == .directory)
        children[name] = nil
        forget(node)
    }

    override func move(
        _ node: FileNode, named name: FileName, to directory: FileNode, as newName: FileName,
        replacing replaced: FileNode?
    ) throws(FileError) {
        guard let node = node as? HostNode, let target = directory as? HostNode, target.tree === tree else {
            throw .crossesMounts
        }
        try tree.rename(path(to: name), to: target.path(to: newName))
        if let replaced { forget(replaced) }
        children[name] = nil
        target.children[newName] = node
        node.parent = target
        node.name = newName
        node.fresh = nil
    }

    private func forget(_ node: FileNode) {
        guard let node = node as? HostNode else { return }
        if node.kind == .directory { node.isRemoved = true } else { node.isUnlinked = true }
        node.fresh = nil
    }

    // MARK: Regular files

    override func openContents(reading: Bool, writing: Bool) throws(FileError) {
        // From now on the file may change without a lookup in between.
        fresh = nil
        if reading, reader == nil { reader = try open(for: .reading) }
        if writing, writer == nil {
            do throws(FileError) {
                writer = try open(for: .writing)
            } catch {
                if readers == 0 { reader = nil }
                throw error
            }
        }
        readers += reading ? 1 : 0
        writers += writing ? 1 : 0
    }

    /// Open files of one node share what this returns: it must be the file that was looked up.
    private func open(for access: HostAccess) throws(FileError) -> any HostFile {
        let file = try tree.open(path(), for: access)
        let status = try file.status()
        guard status.kind == kind, status.inode == inode else { throw .missing }
        return file
    }

    override func closeContents(reading: Bool, writing: Bool) {
        readers -= reading ? 1 : 0
        writers -= writing ? 1 : 0
        if readers <= 0 { reader = nil }
        if writers <= 0 { writer = nil }
    }

    override func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard kind == .regular else { throw .invalid }
        guard let reader else { throw .badDescriptor }
        return try min(max(0, reader.read(at: offset, into: buffer)), buffer.count)
    }

    override func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
        guard kind == .regular else { throw .invalid }
        guard let writer else { throw .badDescriptor }
        fresh = nil
        return try min(max(0, writer.write(at: offset, from: buffer)), buffer.count)
    }

    override func resize(to size: Int) throws(FileError) {
        guard kind == .regular else { throw .invalid }
        fresh = nil
        if let writer {
            try writer.resize(to: size)
        } else {
            try tree.resize(path(), to: size)
        }
    }

    override func synchronise() throws(FileError) {
        try writer?.synchronise()
    }

    override func linkTarget() throws(FileError) -> [UInt8] {
        guard kind == .link else { throw .invalid }
        return try tree.linkTarget(of: path())
    }
}
