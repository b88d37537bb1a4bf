internal import Glibc

/// A location in a tree: absolute, without `.`, `..` or links. Names are bytes, as Linux compares them;
/// `String` would call two spellings of one text the same file.
struct TreePath: Hashable {
    var names: [[UInt8]]

    static let root = TreePath(names: [])

    init(names: [[UInt8]]) {
        self.names = names
    }

    init(_ text: String) {
        names = text.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    }

    var bytes: [UInt8] {
        names.isEmpty ? [UInt8(ascii: "/")] : names.flatMap { [UInt8(ascii: "/")] + $0 }
    }

    func appending(_ name: [UInt8]) -> TreePath {
        TreePath(names: names + [name])
    }
}

/// What `stat` tells about one file.
struct FileStatus: Hashable {
    enum Kind: Hashable {
        case directory, regular, link, pipe, socket

        /// The file type bits of `st_mode`.
        var mode: Int {
            switch self {
            case .directory: 0o040000
            case .regular: 0o100000
            case .link: 0o120000
            case .pipe: 0o010000
            case .socket: 0o140000
            }
        }
    }

    var kind: Kind
    var permissions: Int
    var inode: Int
    /// In bytes.
    var size = 0
    /// In seconds since 1970.
    var modified = 0
}

/// Why a tree refuses, as an error number of Linux.
struct FileError: Error {
    let number: Int32

    static let missing = FileError(number: ENOENT)
    static let notDirectory = FileError(number: ENOTDIR)
}

/// The files that a script sees. Everything is in memory of this process or asked of the host; nothing
/// here may reach the kernel's own tree.
protocol FileTree: AnyObject {
    /// Resolves the text of a path. The status is `nil` where only the last name does not exist; a
    /// missing or unfit name before it throws.
    func locate(
        _ text: [UInt8], from folder: TreePath, followingLastLink: Bool
    ) throws(FileError) -> (path: TreePath, status: FileStatus?)

    func status(of path: TreePath) throws(FileError) -> FileStatus

    /// The names in a directory, without `.` and `..`.
    func names(in path: TreePath) throws(FileError) -> [[UInt8]]

    func linkTarget(of path: TreePath) throws(FileError) -> [UInt8]

    func contents(of path: TreePath) throws(FileError) -> [UInt8]
}
