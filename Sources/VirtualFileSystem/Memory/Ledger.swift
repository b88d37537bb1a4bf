/// What a file system in memory may hold.
package struct StorageQuota: Hashable, Sendable {
    /// In bytes; counted in whole pages that are really held.
    package var bytes: Int
    /// Files, further names of files, and names that hide those of a lower tree.
    package var nodes: Int

    package init(bytes: Int, nodes: Int) {
        self.bytes = bytes
        self.nodes = nodes
    }
}

/// Counts what the nodes of one file system hold.
final class Ledger {
    /// About what a file, its name and its place in a directory take of memory, in bytes.
    private static let nodeSize = 512

    let pageLimit: Int
    let nodeLimit: Int
    private(set) var pages = 0
    private(set) var nodes = 0
    let now: () -> FileTime
    private let mayGrow: (Int) -> Bool
    private var lastInode: Int

    init(
        quota: StorageQuota, firstInode: Int, now: @escaping () -> FileTime, mayGrow: @escaping (Int) -> Bool
    ) {
        self.mayGrow = mayGrow
        pageLimit = max(0, quota.bytes / SparsePages.pageSize)
        nodeLimit = max(0, quota.nodes)
        lastInode = firstInode - 1
        self.now = now
    }

    func takePage() throws(FileError) {
        guard pages < pageLimit, mayGrow(SparsePages.pageSize) else { throw .noSpace }
        pages += 1
    }

    func returnPages(_ count: Int) {
        pages = max(0, pages - count)
    }

    func takeNode() throws(FileError) {
        guard nodes < nodeLimit, mayGrow(Self.nodeSize) else { throw .noSpace }
        nodes += 1
    }

    /// Throws where so much would not fit into what memory is left.
    func requireRoom(_ bytes: Int) throws(FileError) {
        guard mayGrow(bytes) else { throw .noMemory }
    }

    func returnNode() {
        nodes = max(0, nodes - 1)
    }

    func nextInode() -> Int {
        lastInode &+= 1
        return lastInode
    }

    var usage: FileSystemUsage {
        FileSystemUsage(
            blocks: pageLimit, freeBlocks: pageLimit - pages, nodes: nodeLimit, freeNodes: nodeLimit - nodes)
    }
}
