internal import Glibc

extension OpenFile {
    /// `fstat(2)`
    package func status() throws(FileError) -> FileStatus { try location.status() }

    /// `fstatvfs(3)`
    package func usage() -> FileSystemUsage { location.mount.usage }

    /// The absolute path of a directory, as `/proc` would tell it.
    package func directoryPath() throws(FileError) -> [UInt8] {
        guard kind == .directory else { throw .notDirectory }
        return try tree.path(of: location)
    }

    /// `ftruncate(2)`
    package func truncate(to size: Int) throws(FileError) {
        guard size >= 0 else { throw .invalid }
        try requireContents()
        guard kind == .regular, isWritable else { throw .invalid }
        try tree.resize(location.node, to: size)
    }

    /// `posix_fallocate(3)`
    package func allocate(at offset: Int, count: Int) throws(FileError) {
        try requireContents()
        guard offset >= 0, count > 0 else { throw .invalid }
        guard isWritable else { throw .badDescriptor }
        guard kind == .regular else { throw .isDirectory }
        let (end, overflows) = offset.addingReportingOverflow(count)
        guard !overflows else { throw .tooLarge }
        try location.node.allocate(offset..<end, growingTo: end)
        try tree.dropSetID(of: location.node)
    }

    /// `fsync(2)`
    package func synchronise() throws(FileError) {
        try requireContents()
        try location.node.synchronise()
    }

    /// `fchmod(2)`
    package func changeMode(to mode: Int) throws(FileError) {
        try requireContents()
        try tree.changeMode(of: location, to: mode)
    }

    /// `fchown(2)`
    package func changeOwner(user: UInt32?, group: UInt32?) throws(FileError) {
        try requireContents()
        try tree.changeOwner(of: location, user: user, group: group)
    }

    /// `futimens(3)`
    package func setTimes(accessed: TimeChange, modified: TimeChange) throws(FileError) {
        try requireContents()
        try tree.setTimes(of: location, accessed: accessed, modified: modified)
    }
}
