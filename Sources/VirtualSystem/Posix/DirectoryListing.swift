internal import Glibc
internal import PythonRuntime

/// `os.DirEntry`: a name in a directory that was listed.
final class ListedEntry {
    let name: [UInt8]
    /// The path that was given to `scandir`, and the name.
    let path: [UInt8]
    let isBytes: Bool
    let location: TreePath

    init(name: [UInt8], path: [UInt8], isBytes: Bool, location: TreePath) {
        self.name = name
        self.path = path
        self.isBytes = isBytes
        self.location = location
    }
}

/// What `os.scandir` returns.
final class DirectoryScan {
    var rest: ArraySlice<ListedEntry>

    init(_ entries: [ListedEntry]) {
        rest = entries[...]
    }
}

/// `listdir`, `scandir` and their types.
struct DirectoryListing {
    private let system: PosixSystem
    private let entryType: NativeType<ListedEntry>
    private let scanType: NativeType<DirectoryScan>

    init(system: PosixSystem, functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) {
        self.system = system
        entryType = try Self.makeEntryType(system, functions, lock)
        scanType = try Self.makeScanType(entryType, functions, lock)
    }

    func add(to module: borrowing NativeModule) throws(PythonError) {
        let (system, entryType, scanType) = (system, entryType, scanType)
        try module.object("DirEntry", entryType.reference)
        try module.function("listdir", "(path=None)", "Return a list of the names in a directory.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0, allowingNone: true)
            let result = try call.lock.list()
            for name in try Self.names(system, path, system.directory(path, call), call.lock) {
                try result.append(PathArgument.text(name, asBytes: path.isBytes, call.lock))
            }
            return result
        }
        try module.function("scandir", "(path=None)", "Return an iterator of DirEntry objects for a directory.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0, allowingNone: true)
            let folder = try system.directory(path, call)
            let slash = UInt8(ascii: "/")
            var prefix = path.bytes
            if let last = prefix.last, last != slash { prefix.append(slash) }
            let entries = try Self.names(system, path, folder, call.lock).map { name in
                ListedEntry(
                    name: name, path: prefix + name, isBytes: path.isBytes, location: folder.appending(name))
            }
            return try scanType.instance(DirectoryScan(entries))
        }
    }

    private static func names(
        _ system: PosixSystem, _ path: borrowing PathArgument, _ folder: TreePath, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> [[UInt8]] {
        do {
            return try system.tree.names(in: folder)
        } catch {
            throw path.failure(error.number, lock)
        }
    }

    private static func makeEntryType(
        _ system: PosixSystem, _ functions: NativeFunctions, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> NativeType<ListedEntry> {
        let type = try NativeType<ListedEntry>("posix.DirEntry", functions: functions, base: lock.objectClass)
        try type.getter("name") { entry, call throws(PythonError) in
            try PathArgument.text(entry.name, asBytes: entry.isBytes, call.lock)
        }
        try type.getter("path") { entry, call throws(PythonError) in
            try PathArgument.text(entry.path, asBytes: entry.isBytes, call.lock)
        }
        try type.method("__fspath__", "(self)", "Returns the path for the entry.") { entry, call throws(PythonError) in
            try PathArgument.text(entry.path, asBytes: entry.isBytes, call.lock)
        }
        try type.method("__repr__", "(self)") { entry, call throws(PythonError) in
            let name = try PathArgument.text(entry.name, asBytes: entry.isBytes, call.lock).representation()
            return try call.lock.string("<DirEntry \(name)>")
        }
        try type.method("inode", "(self)", "Return inode of the entry.") { entry, call throws(PythonError) in
            try call.lock.integer(status(of: entry, system, followingLink: false).inode)
        }
        try type.method("is_symlink", "(self)", "Return True if the entry is a symbolic link.") {
            entry, call throws(PythonError) in
            try call.lock.bool(status(of: entry, system, followingLink: false).kind == .link)
        }
        for (name, kind) in [("is_dir", FileStatus.Kind.directory), ("is_file", .regular)] {
            try type.method(name, "(self, *, follow_symlinks=True)") { entry, call throws(PythonError) in
                let status = try? status(of: entry, system, followingLink: call.bool(1, default: true))
                return call.lock.bool(status?.kind == kind)
            }
        }
        try type.method("stat", "(self, *, follow_symlinks=True)", "Return stat_result object for the entry.") {
            entry, call throws(PythonError) in
            try system.result(
                of: status(of: entry, system, followingLink: call.bool(1, default: true)), lock: call.lock)
        }
        try type.subscriptable()
        _ = type.finish()
        return type
    }

    private static func status(
        of entry: ListedEntry, _ system: PosixSystem, followingLink: Bool
    ) throws(PythonError) -> FileStatus {
        do {
            let found = try system.tree.locate(entry.location.bytes, from: .root, followingLastLink: followingLink)
            if let status = found.status { return status }
        } catch {
            throw PythonError.system(error.number, path: String(decoding: entry.path, as: UTF8.self))
        }
        throw PythonError.system(ENOENT, path: String(decoding: entry.path, as: UTF8.self))
    }

    private static func makeScanType(
        _ entryType: NativeType<ListedEntry>, _ functions: NativeFunctions, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> NativeType<DirectoryScan> {
        let type = try NativeType<DirectoryScan>("posix.ScandirIterator", functions: functions, base: lock.objectClass)
        for name in ["__iter__", "__enter__"] {
            try type.method(name, "(self)") { _, call throws(PythonError) in call.object(0) }
        }
        try type.method("__next__", "(self)") { scan, _ throws(PythonError) in
            guard let entry = scan.rest.popFirst() else { throw PythonError(.stopIteration, "") }
            return try entryType.instance(entry)
        }
        try type.method("__exit__", "(self, *args)") { scan, call throws(PythonError) in
            scan.rest = []
            return call.lock.none
        }
        try type.method("close", "(self)", "Close the iterator.") { scan, call throws(PythonError) in
            scan.rest = []
            return call.lock.none
        }
        _ = type.finish()
        return type
    }
}
