/// A directory in memory, alone or over one of a lower tree.
final class MemoryDirectory: MemoryNode {
    private var table = EntryTable()
    /// Names of the lower directory that were taken away.
    private var hidden: Set<FileName> = []
    /// Nodes that stand for lower ones and are in use, so that all who look a name up get the same.
    private var borrowed = WeakNodes()
    /// What Linux counts for an entry, in bytes.
    private static let entrySize = 20
    /// So many names that what is taken for them at once is more than the margin that memory has.
    private static let largeTable = 1 << 16

    deinit {
        for _ in hidden { ledger.returnNode() }
    }

    override var extent: (size: Int, blocks: Int) {
        ((table.count + 2) * Self.entrySize, 0)
    }

    override func status() throws(FileError) -> FileStatus {
        var status = try super.status()
        // How many directories a merged one has would be known only after a walk; one says unknown.
        if lower != nil, !isRemoved { status.links = 1 }
        return status
    }

    // MARK: Looking

    override func lookup(_ name: FileName) throws(FileError) -> FileNode? {
        if let node = table[name] { return node }
        guard let lower, !hidden.contains(name), !isRemoved, let found = try lower.lookup(name) else { return nil }
        if let node = borrowed[name] as? MemoryNode, node.lower === found { return node }
        let node: MemoryNode
        switch found.kind {
        case .directory: node = MemoryDirectory(lower: found, ledger: ledger, parent: self, name: name)
        case .regular: node = MemoryFile(lower: found, ledger: ledger, parent: self, name: name)
        case .link: node = MemoryLink(lower: found, ledger: ledger, parent: self, name: name)
        case .pipe: node = MemoryPipe(lower: found, ledger: ledger, parent: self, name: name)
        case .nullDevice: node = NullDevice(lower: found, ledger: ledger, parent: self, name: name)
        }
        borrowed[name] = node
        return node
    }

    override func entries() throws(FileError) -> [DirectoryEntry] {
        var entries: [DirectoryEntry] = []
        if let lower, !isRemoved {
            for entry in try lower.entries() where !hidden.contains(entry.name) && table[entry.name] == nil {
                entries.append(entry)
            }
        }
        if table.count > Self.largeTable { try ledger.requireRoom(table.count * DirectoryEntry.listedSize) }
        entries += table.ordered.map { DirectoryEntry(name: $0.name, kind: $0.node.kind, inode: $0.node.inode) }
        return entries
    }

    override func isEmpty() throws(FileError) -> Bool {
        guard table.isEmpty else { return false }
        guard let lower else { return true }
        return try lower.entries().allSatisfy { hidden.contains($0.name) }
    }

    // MARK: Changing

    override func make(
        _ new: NewFile, named name: FileName, ownership: Ownership
    ) throws(FileError) -> FileNode {
        try keep()
        try requireRoomForName()
        try ledger.takeNode()
        let node: MemoryNode
        switch new {
        case .directory:
            node = MemoryDirectory(kind: .directory, ownership: ownership, ledger: ledger, parent: self, name: name)
            changeLinks(by: 1)
        case .regular:
            node = MemoryFile(kind: .regular, ownership: ownership, ledger: ledger, parent: nil, name: name)
        case .pipe:
            node = MemoryPipe(kind: .pipe, ownership: ownership, ledger: ledger, parent: nil, name: name)
        case .nullDevice:
            node = NullDevice(kind: .nullDevice, ownership: ownership, ledger: ledger, parent: nil, name: name)
        case .link(let target):
            do throws(FileError) {
                node = try MemoryLink(target: target, ownership: ownership, ledger: ledger, name: name)
            } catch {
                ledger.returnNode()
                throw error
            }
        }
        enter(node, name)
        return node
    }

    override func addLink(to node: FileNode, named name: FileName) throws(FileError) {
        guard let node = node as? MemoryNode, node.ledger === ledger else { throw .crossesMounts }
        try keep()
        try node.keep()
        try requireRoomForName()
        try ledger.takeNode()
        node.changeLinks(by: 1)
        node.noteChange()
        enter(node, name)
    }

    override func remove(_ node: FileNode, named name: FileName) throws(FileError) {
        guard let node = node as? MemoryNode else { throw .crossesMounts }
        try keep()
        try node.keep()
        try hide(name)
        leave(name)
        release(node)
        node.noteChange()
    }

    override func move(
        _ node: FileNode, named name: FileName, to directory: FileNode, as newName: FileName,
        replacing replaced: FileNode?
    ) throws(FileError) {
        guard let node = node as? MemoryNode, let target = directory as? MemoryDirectory, target.ledger === ledger
        else { throw .crossesMounts }
        try keep()
        try target.keep()
        try node.keep()
        if let replaced = replaced as? MemoryNode {
            try replaced.keep()
            try hide(name)
            target.leave(newName)
            target.release(replaced)
            replaced.noteChange()
        } else {
            try hide(name)
        }
        leave(name)
        target.enter(node, newName)
        if node.kind == .directory {
            changeLinks(by: -1)
            target.changeLinks(by: 1)
            node.parent = target
            node.name = newName
        }
        node.noteChange()
    }

    override func exchange(
        _ node: FileNode, named name: FileName, with other: FileNode, in directory: FileNode,
        named otherName: FileName
    ) throws(FileError) {
        guard let node = node as? MemoryNode, let other = other as? MemoryNode,
            let target = directory as? MemoryDirectory, target.ledger === ledger
        else { throw .crossesMounts }
        for each in [self, target, node, other] { try each.keep() }
        enter(other, name)
        target.enter(node, otherName)
        for (moved, old, new, newName) in [(node, self, target, otherName), (other, target, self, name)] {
            moved.noteChange()
            guard moved.kind == .directory else { continue }
            old.changeLinks(by: -1)
            new.changeLinks(by: 1)
            moved.parent = new
            moved.name = newName
        }
    }

    // MARK: Entries

    /// Called by a node that stood for a lower one and is about to be changed. Returns whether it has its
    /// name still.
    func holdKept(_ node: MemoryNode) -> Bool {
        guard borrowed[node.name] === node else { return false }
        table.set(node.name, node)
        borrowed[node.name] = nil
        return true
    }

    /// A table doubles as it grows, and takes the room for that at once.
    private func requireRoomForName() throws(FileError) {
        guard table.count > Self.largeTable, table.count % 4_096 == 0 else { return }
        try ledger.requireRoom(table.count * 128)
    }

    private func enter(_ node: MemoryNode, _ name: FileName) {
        table.set(name, node)
        noteChange(ofContents: true)
    }

    private func leave(_ name: FileName) {
        table.remove(name)
        noteChange(ofContents: true)
    }

    /// Takes one name away from a node that this directory held.
    private func release(_ node: MemoryNode) {
        if node.kind == .directory {
            node.changeLinks(by: -node.links)
            node.isRemoved = true
            changeLinks(by: -1)
        } else {
            // Each further name was counted when it was given.
            if node.links > 1 { ledger.returnNode() }
            node.changeLinks(by: -1)
        }
    }

    /// Keeps a name of the lower directory from showing once the entry over it is gone.
    private func hide(_ name: FileName) throws(FileError) {
        guard let lower, !hidden.contains(name), try lower.lookup(name) != nil else { return }
        try ledger.takeNode()
        hidden.insert(name)
    }

    /// Lets go of all that is held, so that directories and their entries do not keep each other.
    func dismantle() {
        var rest: [MemoryDirectory] = [self]
        while let directory = rest.popLast() {
            for (_, node) in directory.table.ordered {
                if let child = node as? MemoryDirectory { rest.append(child) }
                node.parent = nil
            }
            directory.table = EntryTable()
        }
    }
}
