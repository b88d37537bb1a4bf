/// What every kind of node in memory has. A node may stand for one of a lower tree: until it is changed
/// for the first time it holds nothing, and what it tells is what the lower one tells.
class MemoryNode: FileNode {
    final let ledger: Ledger
    /// The node of the lower tree that this one stands for or stood for.
    final let lower: FileNode?
    /// Whether the node is held by its directory and counted. Others are made anew at each lookup.
    private(set) final var isKept: Bool
    private final var attributes: Attributes

    private struct Attributes {
        var ownership: Ownership
        var links: Int
        var accessed: FileTime
        var modified: FileTime
        var changed: FileTime
    }

    /// A new node; the caller has taken it from the ledger.
    init(kind: FileKind, ownership: Ownership, ledger: Ledger, parent: FileNode?, name: FileName) {
        let now = ledger.now()
        attributes = Attributes(
            ownership: ownership, links: kind == .directory ? 2 : 1, accessed: now, modified: now, changed: now)
        self.ledger = ledger
        lower = nil
        isKept = true
        super.init(kind: kind, inode: ledger.nextInode(), parent: parent, name: name)
    }

    /// A node that stands for one of a lower tree.
    init(lower: FileNode, ledger: Ledger, parent: FileNode?, name: FileName) {
        let never = FileTime(seconds: 0)
        attributes = Attributes(
            ownership: Ownership(permissions: 0, user: 0, group: 0), links: 1, accessed: never, modified: never,
            changed: never)
        self.ledger = ledger
        self.lower = lower
        isKept = false
        super.init(kind: lower.kind, inode: lower.inode, parent: parent, name: name)
    }

    deinit {
        if isKept { ledger.returnNode() }
    }

    // MARK: What kinds add

    /// In bytes and blocks of 512 bytes. Not asked before the node is kept.
    var extent: (size: Int, blocks: Int) { (0, 0) }

    /// Takes over what the node needs of the lower one, whose status is given.
    func adopt(_ status: FileStatus) {}

    // MARK: Keeping

    /// Makes the node one of this file system's own; before each change.
    final func keep() throws(FileError) {
        if isKept { return }
        guard let lower else { return }
        let status = try lower.status()
        try (parent as? MemoryDirectory)?.keep()
        try ledger.takeNode()
        isKept = true
        attributes = Attributes(
            ownership: status.ownership, links: kind == .directory ? 2 : 1, accessed: status.accessed,
            modified: status.modified, changed: status.changed)
        adopt(status)
        // The name may have gone to another file of the lower tree while this one was open.
        if let directory = parent as? MemoryDirectory, !directory.holdKept(self) { attributes.links = 0 }
        // From here on other names may be given and this one taken.
        if kind != .directory { parent = nil }
    }

    final var links: Int { attributes.links }

    final func changeLinks(by difference: Int) {
        attributes.links = max(0, attributes.links &+ difference)
    }

    final func noteChange(ofContents: Bool = false) {
        let now = ledger.now()
        attributes.changed = now
        if ofContents { attributes.modified = now }
    }

    // MARK: FileNode

    override func ownership() throws(FileError) -> Ownership {
        if !isKept, let lower { return try lower.ownership() }
        return attributes.ownership
    }

    override func status() throws(FileError) -> FileStatus {
        if !isKept, let lower {
            var status = try lower.status()
            status.inode = inode
            return status
        }
        let extent = extent
        return FileStatus(
            kind: kind, ownership: attributes.ownership, inode: inode, links: attributes.links,
            size: extent.size, blocks: extent.blocks, accessed: attributes.accessed,
            modified: attributes.modified, changed: attributes.changed)
    }

    override func apply(_ change: AttributeChange) throws(FileError) {
        try keep()
        if let permissions = change.permissions { attributes.ownership.permissions = permissions & 0o7777 }
        if let user = change.user { attributes.ownership.user = user }
        if let group = change.group { attributes.ownership.group = group }
        if let accessed = change.accessed { attributes.accessed = accessed }
        if let modified = change.modified { attributes.modified = modified }
        attributes.changed = ledger.now()
    }

    /// As a mount with `relatime` does: once after each change, and once a day.
    override func noteAccess() {
        guard isKept else { return }
        let last = attributes.accessed
        let now = ledger.now()
        let day = 86_400
        if last <= attributes.modified || last <= attributes.changed
            || now.seconds.subtractingReportingOverflow(last.seconds).partialValue >= day {
            attributes.accessed = now
        }
    }
}

/// A node without contents: a named pipe.
final class MemoryPipe: MemoryNode {}

/// `/dev/null`: takes all and gives nothing.
final class NullDevice: MemoryNode {
    override func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int { 0 }

    override func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int { buffer.count }
}

final class MemoryLink: MemoryNode {
    private var target: [UInt8] = []
    private var heldPages = 0
    /// Linux keeps shorter targets within the i-node.
    private static let longestFree = 126

    init(target: [UInt8], ownership: Ownership, ledger: Ledger, name: FileName) throws(FileError) {
        guard target.count < SparsePages.pageSize else { throw .nameTooLong }
        if target.count > Self.longestFree {
            try ledger.takePage()
            heldPages = 1
        }
        self.target = target
        super.init(kind: .link, ownership: ownership, ledger: ledger, parent: nil, name: name)
    }

    override init(lower: FileNode, ledger: Ledger, parent: FileNode?, name: FileName) {
        super.init(lower: lower, ledger: ledger, parent: parent, name: name)
    }

    deinit {
        ledger.returnPages(heldPages)
    }

    override var extent: (size: Int, blocks: Int) { (target.count, heldPages * SparsePages.pageSize / 512) }

    override func linkTarget() throws(FileError) -> [UInt8] {
        if let lower {
            // The target of a link cannot change.
            if target.isEmpty { target = try lower.linkTarget() }
        }
        return target
    }

    override func adopt(_ status: FileStatus) {
        _ = try? linkTarget()
    }
}
