internal import Glibc

/// The tree of a run that was granted no files: three empty directories, and the sources that the run
/// loaded, so that tracebacks and `inspect` find their lines. Sources appear in no listing.
final class EmptyTree: FileTree {
    static let startFolder = TreePath("/app")
    private static let folders = [TreePath.root, startFolder, TreePath("/tmp")]
    private let source: (String) -> [UInt8]?

    /// `source` answers the text of a loaded source by its path.
    init(source: @escaping (String) -> [UInt8]?) {
        self.source = source
    }

    func locate(
        _ text: [UInt8], from folder: TreePath, followingLastLink: Bool
    ) throws(FileError) -> (path: TreePath, status: FileStatus?) {
        let slash = UInt8(ascii: "/")
        guard !text.isEmpty else { throw .missing }
        var path = text.first == slash ? TreePath.root : folder
        let names = text.split(separator: slash).filter { $0 != [UInt8(ascii: ".")] }
        for (index, name) in names.enumerated() {
            if name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
                path = TreePath(names: path.names.dropLast())
                continue
            }
            path = path.appending(Array(name))
            if index + 1 == names.count { break }
            if Self.folders.contains(path) { continue }
            // The folders of a source exist only as part of its path.
            let whole = TreePath(names: path.names + names[(index + 1)...].map { Array($0) })
            guard let found = try? status(of: whole) else {
                throw (try? status(of: path)) == nil ? .missing : .notDirectory
            }
            return (whole, found)
        }
        let status = try? status(of: path)
        if text.last == slash, let status, status.kind != .directory { throw .notDirectory }
        return (path, status)
    }

    func status(of path: TreePath) throws(FileError) -> FileStatus {
        if let index = Self.folders.firstIndex(of: path) {
            return FileStatus(kind: .directory, permissions: 0o555, inode: index + 2)
        }
        return try sourceStatus(of: path, size: contents(of: path).count)
    }

    func names(in path: TreePath) throws(FileError) -> [[UInt8]] {
        guard try status(of: path).kind == .directory else { throw .notDirectory }
        return path == .root ? [Array("app".utf8), Array("tmp".utf8)] : []
    }

    func linkTarget(of path: TreePath) throws(FileError) -> [UInt8] {
        _ = try status(of: path)
        throw FileError(number: EINVAL)
    }

    func contents(of path: TreePath) throws(FileError) -> [UInt8] {
        if Self.folders.contains(path) { throw FileError(number: EISDIR) }
        guard let text = String(validating: path.bytes, as: UTF8.self) else { throw .missing }
        if let contents = source(text) { return contents }
        // A script may be known by a name relative to the folder that it starts in.
        guard path.names.first == Self.startFolder.names.first,
            let contents = source(String(text.dropFirst("/app/".count)))
        else { throw .missing }
        return contents
    }

    private func sourceStatus(of path: TreePath, size: Int) -> FileStatus {
        // FNV-1a: the same file has the same number for as long as the process lives.
        let hash = path.bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return FileStatus(kind: .regular, permissions: 0o444, inode: Int(hash >> 16) + 16, size: size)
    }
}
