internal import Glibc

/// What a directory is asked to make.
package enum NewFile {
    case directory, regular, pipe, nullDevice
    case link(target: [UInt8])

    var kind: FileKind {
        switch self {
        case .directory: .directory
        case .regular: .regular
        case .pipe: .pipe
        case .nullDevice: .nullDevice
        case .link: .link
        }
    }
}

/// An i-node. The tree checks names, permissions and kinds before it asks a node for anything; nodes do
/// what they are asked, or say why their file system cannot. Not for use by two threads at a time.
package class FileNode {
    package let kind: FileKind
    package let inode: Int
    /// Where a directory stands, also after it was removed: `..` still leads there. `nil` for a root.
    package final var parent: FileNode?
    package final var name: FileName
    /// A directory that is in no other any more.
    package final var isRemoved = false
    final weak var covering: Mount?

    init(kind: FileKind, inode: Int, parent: FileNode?, name: FileName) {
        self.kind = kind
        self.inode = inode
        self.parent = parent
        self.name = name
    }

    deinit {
        // A long chain of removed directories would otherwise be let go in one deep recursion.
        var next = parent
        parent = nil
        while next != nil, isKnownUniquelyReferenced(&next) {
            let above = next?.parent
            next?.parent = nil
            next = above
        }
    }

    // MARK: Every kind

    package func ownership() throws(FileError) -> Ownership { try status().ownership }

    package func status() throws(FileError) -> FileStatus { throw FileError(number: EIO) }

    package func apply(_ change: AttributeChange) throws(FileError) { throw .notPermitted }

    /// Notes that contents, names or target were read, as far as the file system keeps that time.
    package func noteAccess() {}

    // MARK: Directories

    package func lookup(_ name: FileName) throws(FileError) -> FileNode? { throw .notDirectory }

    /// In an order that depends on nothing but the history of the directory.
    package func entries() throws(FileError) -> [DirectoryEntry] { throw .notDirectory }

    package func isEmpty() throws(FileError) -> Bool { try entries().isEmpty }

    /// The name is known to be free.
    package func make(
        _ new: NewFile, named name: FileName, ownership: Ownership
    ) throws(FileError) -> FileNode { throw .notPermitted }

    /// Gives a file that is no directory one more name, known to be free.
    package func addLink(to node: FileNode, named name: FileName) throws(FileError) { throw .notPermitted }

    /// Takes away a name; a directory is known to be empty.
    package func remove(_ node: FileNode, named name: FileName) throws(FileError) { throw .notPermitted }

    /// Moves an entry, over a fitting one that may be there, into a directory of the same file system.
    package func move(
        _ node: FileNode, named name: FileName, to directory: FileNode, as newName: FileName,
        replacing replaced: FileNode?
    ) throws(FileError) { throw .notPermitted }

    /// Lets two entries change places.
    package func exchange(
        _ node: FileNode, named name: FileName, with other: FileNode, in directory: FileNode,
        named otherName: FileName
    ) throws(FileError) { throw .invalid }

    // MARK: Regular files

    /// Called before each open file description of the node is made, with neither of both for one that does
    /// not touch contents, and when it becomes the working directory. `closeContents` is called at the end
    /// of those that read or write.
    package func openContents(reading: Bool, writing: Bool) throws(FileError) {}

    package func closeContents(reading: Bool, writing: Bool) {}

    /// Returns how many bytes there were: none at or after the end.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        throw .invalid
    }

    /// Returns how many bytes were taken; throws where none could be.
    package func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
        throw .invalid
    }

    package func resize(to size: Int) throws(FileError) { throw .invalid }

    /// Holds room for a part of the contents; a size of `nil` leaves the end where it is.
    package func allocate(_ range: Range<Int>, growingTo size: Int?) throws(FileError) { throw .unsupported }

    /// The first offset from `offset` on, within the contents, that is data or is not.
    package func seek(from offset: Int, data: Bool) throws(FileError) -> Int? {
        let size = try status().size
        return data ? offset : size
    }

    package func synchronise() throws(FileError) {}

    // MARK: Symbolic links

    package func linkTarget() throws(FileError) -> [UInt8] { throw .invalid }
}
