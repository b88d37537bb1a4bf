/// A folder of the host's, as the host serves it: each call may block, and fails with an error number of
/// Linux. Paths are names from the served folder down, without `.`, `..` and empty ones; the server must
/// follow no link and leave the folder by none. An empty path is the folder itself.
package protocol HostTree: AnyObject {
    func status(of path: [FileName]) throws(FileError) -> FileStatus

    /// Without `.` and `..`.
    func entries(of path: [FileName]) throws(FileError) -> [DirectoryEntry]

    func linkTarget(of path: [FileName]) throws(FileError) -> [UInt8]

    /// Opens a regular file that is there. The mode of the file was checked before, or does not count: a
    /// file that was just made may be written whatever its mode.
    func open(_ path: [FileName], for access: HostAccess) throws(FileError) -> any HostFile

    func usage() -> FileSystemUsage

    // What follows is only asked of trees that are mounted for writing.

    /// Makes what must not be there yet.
    func make(_ new: NewFile, at path: [FileName], permissions: Int) throws(FileError)

    func remove(_ path: [FileName], isDirectory: Bool) throws(FileError)

    /// Replaces what fits and may be there at the new path.
    func rename(_ old: [FileName], to new: [FileName]) throws(FileError)

    func apply(_ change: AttributeChange, to path: [FileName]) throws(FileError)

    func resize(_ path: [FileName], to size: Int) throws(FileError)
}

package enum HostAccess: Hashable, Sendable {
    case reading, writing
}

/// An open regular file of the host's; closed when nobody holds it any more.
package protocol HostFile: AnyObject {
    /// Of the file that was opened, whatever has its name now.
    func status() throws(FileError) -> FileStatus

    /// Returns how many bytes there were: none at or after the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int

    func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int

    func resize(to size: Int) throws(FileError)

    func apply(_ change: AttributeChange) throws(FileError)

    func synchronise() throws(FileError)
}

/// A tree that is only read need say nothing about changes.
extension HostTree {
    package func make(_ new: NewFile, at path: [FileName], permissions: Int) throws(FileError) { throw .readOnly }
    package func remove(_ path: [FileName], isDirectory: Bool) throws(FileError) { throw .readOnly }
    package func rename(_ old: [FileName], to new: [FileName]) throws(FileError) { throw .readOnly }
    package func apply(_ change: AttributeChange, to path: [FileName]) throws(FileError) { throw .readOnly }
    package func resize(_ path: [FileName], to size: Int) throws(FileError) { throw .readOnly }
}

extension HostFile {
    package func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int { throw .readOnly }
    package func resize(to size: Int) throws(FileError) { throw .readOnly }
    package func apply(_ change: AttributeChange) throws(FileError) { throw .readOnly }
    package func synchronise() throws(FileError) {}
}
