/// Something that can be mounted.
package protocol FileSystem: AnyObject {
    var root: FileNode { get }

    func usage() -> FileSystemUsage
}

/// What `statvfs` tells. Blocks are pages of 4096 bytes.
package struct FileSystemUsage: Hashable, Sendable {
    package var blocks: Int
    package var freeBlocks: Int
    /// Files, and further names of files.
    package var nodes: Int
    package var freeNodes: Int
    package var isReadOnly = false

    package init(blocks: Int, freeBlocks: Int, nodes: Int, freeNodes: Int) {
        self.blocks = blocks
        self.freeBlocks = freeBlocks
        self.nodes = nodes
        self.freeNodes = freeNodes
    }
}
