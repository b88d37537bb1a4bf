internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// `os.DirEntry`: a name in a directory that was listed.
final class ListedEntry {
    let entry: DirectoryEntry
    private let place: ListedPlace
    private var known: [Bool: FileStatus] = [:]

    init(_ entry: DirectoryEntry, in place: ListedPlace) {
        self.entry = entry
        self.place = place
    }

    /// The path that was given to `scandir`, and the name; only the name where a descriptor was given.
    var path: [UInt8] { place.prefix + entry.name.bytes }
    var isBytes: Bool { place.isBytes }

    /// Asked once: an entry keeps what it was told, as CPython documents.
    func status(in tree: VirtualFileSystem, followingLink: Bool) throws(FileError) -> FileStatus {
        let follows = followingLink && entry.kind == .link
        if let status = known[follows] { return status }
        let status = try tree.status(of: path, from: place.base, followingLastLink: follows)
        known[follows] = status
        return status
    }
}

/// What the entries of one listing have in common.
final class ListedPlace {
    let prefix: [UInt8]
    let isBytes: Bool
    /// What paths of entries start from.
    let base: PathBase

    init(prefix: [UInt8], isBytes: Bool, base: PathBase) {
        self.prefix = prefix
        self.isBytes = isBytes
        self.base = base
    }
}

/// What `os.scandir` returns.
final class DirectoryScan {
    private var rest: ArraySlice<DirectoryEntry>
    private let place: ListedPlace

    init(_ entries: [DirectoryEntry], in place: ListedPlace) {
        rest = entries[...]
        self.place = place
    }

    func next() -> ListedEntry? { rest.popFirst().map { ListedEntry($0, in: place) } }

    func close() { rest = [] }
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
            for entry in try Self.entries(system, path, call) {
                try result.append(PathArgument.text(entry.name.bytes, asBytes: path.isBytes, call.lock))
            }
            return result
        }
        try module.function("scandir", "(path=None)", "Return an iterator of DirEntry objects for a directory.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0, allowingNone: true)
            var base = PathBase.workingDirectory
            if let descriptor = path.descriptor { base = .file(try system.descriptors.treeFile(descriptor, otherwise: ENOTDIR)) }
            let slash = UInt8(ascii: "/")
            var prefix = path.bytes
            if let last = prefix.last, last != slash { prefix.append(slash) }
            let place = ListedPlace(prefix: prefix, isBytes: path.isBytes, base: base)
            return try scanType.instance(DirectoryScan(try Self.entries(system, path, call), in: place))
        }
    }

    private static func entries(
        _ system: PosixSystem, _ path: borrowing PathArgument, _ call: borrowing NativeCall
    ) throws(PythonError) -> [DirectoryEntry] {
        if let descriptor = path.descriptor {
            let file = try system.descriptors.treeFile(descriptor, otherwise: ENOTDIR)
            return try system.ask(path, call) { () throws(FileError) in
                _ = try file.seek(by: 0, from: .start)
                return try file.remainingEntries()
            }
        }
        return try system.ask(path, call) { () throws(FileError) in try system.tree.entries(of: path.bytes) }
    }

    private static func makeEntryType(
        _ system: PosixSystem, _ functions: NativeFunctions, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> NativeType<ListedEntry> {
        let type = try NativeType<ListedEntry>("posix.DirEntry", functions: functions, base: lock.objectClass)
        try type.getter("name") { entry, call throws(PythonError) in
            try PathArgument.text(entry.entry.name.bytes, asBytes: entry.isBytes, call.lock)
        }
        try type.getter("path") { entry, call throws(PythonError) in
            try PathArgument.text(entry.path, asBytes: entry.isBytes, call.lock)
        }
        try type.method("__fspath__", "(self)", "Returns the path for the entry.") { entry, call throws(PythonError) in
            try PathArgument.text(entry.path, asBytes: entry.isBytes, call.lock)
        }
        try type.method("__repr__", "(self)") { entry, call throws(PythonError) in
            let name = try PathArgument.text(entry.entry.name.bytes, asBytes: entry.isBytes, call.lock).representation()
            return try call.lock.string("<DirEntry \(name)>")
        }
        try type.method("inode", "(self)", "Return inode of the entry.") { entry, call throws(PythonError) in
            try call.lock.integer(entry.entry.inode)
        }
        try type.method("is_symlink", "(self)", "Return True if the entry is a symbolic link.") {
            entry, call throws(PythonError) in call.lock.bool(entry.entry.kind == .link)
        }
        try type.method("is_junction", "(self)", "Return True if the entry is a junction: never.") {
            _, call throws(PythonError) in call.lock.bool(false)
        }
        for (name, kind) in [("is_dir", FileKind.directory), ("is_file", .regular)] {
            try type.method(name, "(self, *, follow_symlinks=True)") { entry, call throws(PythonError) in
                guard entry.entry.kind == .link, try call.bool(1, default: true) else {
                    return call.lock.bool(entry.entry.kind == kind)
                }
                do throws(FileError) {
                    return call.lock.bool(try entry.status(in: system.tree, followingLink: true).kind == kind)
                } catch {
                    guard error.number == ENOENT else { throw try failure(error, entry, call.lock) }
                    return call.lock.bool(false)
                }
            }
        }
        try type.method("stat", "(self, *, follow_symlinks=True)", "Return stat_result object for the entry.") {
            entry, call throws(PythonError) in
            let status: FileStatus
            let following = try call.bool(1, default: true)
            do throws(FileError) {
                status = try entry.status(in: system.tree, followingLink: following)
            } catch {
                throw try failure(error, entry, call.lock)
            }
            return try system.result(of: status, lock: call.lock)
        }
        try type.subscriptable()
        _ = type.finish()
        return type
    }

    private static func failure(
        _ error: FileError, _ entry: ListedEntry, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonError {
        .system(error.number, naming: try PathArgument.text(entry.path, asBytes: entry.isBytes, lock), lock)
    }

    private static func makeScanType(
        _ entryType: NativeType<ListedEntry>, _ functions: NativeFunctions, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> NativeType<DirectoryScan> {
        let type = try NativeType<DirectoryScan>("posix.ScandirIterator", functions: functions, base: lock.objectClass)
        for name in ["__iter__", "__enter__"] {
            try type.method(name, "(self)") { _, call throws(PythonError) in call.object(0) }
        }
        try type.method("__next__", "(self)") { scan, _ throws(PythonError) in
            guard let entry = scan.next() else { throw PythonError(.stopIteration, "") }
            return try entryType.instance(entry)
        }
        try type.method("__exit__", "(self, *args)") { scan, call throws(PythonError) in
            scan.close()
            return call.lock.none
        }
        try type.method("close", "(self)", "Close the iterator.") { scan, call throws(PythonError) in
            scan.close()
            return call.lock.none
        }
        _ = type.finish()
        return type
    }
}
