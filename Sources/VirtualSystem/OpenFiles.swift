internal import Glibc
internal import PythonRuntime

extension FileAccess {
    /// Reads the flags of `open(2)`.
    init(flags: Int, permissions: Int) {
        let mode = flags & Int(O_ACCMODE)
        self.init(
            reads: mode != Int(O_WRONLY), writes: mode != Int(O_RDONLY), creates: flags & Int(O_CREAT) != 0,
            isExclusive: flags & Int(O_EXCL) != 0, truncates: flags & Int(O_TRUNC) != 0,
            appends: flags & Int(O_APPEND) != 0, permissions: permissions)
    }

    var flags: Int {
        var flags = writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY
        if creates { flags |= O_CREAT }
        if isExclusive { flags |= O_EXCL }
        if truncates { flags |= O_TRUNC }
        if appends { flags |= O_APPEND }
        return Int(flags)
    }
}

extension SystemContext {
    /// Opens a file of the tree and returns its number; a folder only where `allowsDirectory`.
    func open(
        _ subject: borrowing PythonReference, _ access: FileAccess, from base: AbsolutePath? = nil,
        allowsDirectory: Bool = false, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        let bytes = try subject.fileSystemPath()
        do throws(FileError) {
            let path = try files.resolve(bytes, from: base)
            if allowsDirectory, !access.writes, !access.creates,
                let attributes = try? files.tree.attributes(of: path), attributes.kind == .directory
            {
                return try descriptors.add(DirectoryDescriptor(path, attributes))
            }
            return try descriptors.add(FileDescriptor(files.tree.open(path, access), access: access))
        } catch {
            throw self.error(error, access.writes ? "opening for writing" : "opening", subject, lock: lock)
        }
    }
}
