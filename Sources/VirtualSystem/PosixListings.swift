internal import Glibc
internal import PythonRuntime

/// One name in a folder, as `scandir` yields it.
final class EntryState {
    let place: AbsolutePath
    let name: [UInt8]
    let shownPath: [UInt8]
    let isBytes: Bool

    init(place: AbsolutePath, name: [UInt8], shownPath: [UInt8], isBytes: Bool) {
        self.place = place
        self.name = name
        self.shownPath = shownPath
        self.isBytes = isBytes
    }
}

/// What is left of a `scandir`.
final class ListingState {
    var rest: ArraySlice<EntryState>

    init(_ entries: [EntryState]) {
        rest = entries[...]
    }
}

extension PosixCalls {
    func addListings(to module: borrowing NativeModule, _ lock: borrowing InterpreterLock) throws(PythonError) {
        let object = try system.builtin("object", lock: lock)
        let entries = try makeEntryClass(object)
        let listings = try makeListingClass(object, entries)
        try module.object("DirEntry", entries.reference)
        try module.function("listdir", "(path=None)") { [self] call throws(PythonError) in
            let (folder, isBytes) = try folder(call)
            let result = try call.lock.list()
            for entry in try names(in: folder, call) {
                try result.append(name(entry, asBytes: isBytes, lock: call.lock))
            }
            return result
        }
        try module.function("scandir", "(path=None)") { [self] call throws(PythonError) in
            let (folder, isBytes) = try folder(call)
            var prefix: [UInt8] = []
            if call.hasValue(0), !call.object(0).isInteger {
                prefix = try call.object(0).fileSystemPath()
                if prefix.last != UInt8(ascii: "/") { prefix.append(UInt8(ascii: "/")) }
            } else if !call.hasValue(0) {
                prefix = Array("./".utf8)
            }
            let found = try names(in: folder, call).map {
                EntryState(place: folder.appending($0), name: $0, shownPath: prefix + $0, isBytes: isBytes)
            }
            return try listings.instance(ListingState(found))
        }
    }

    /// The folder that the first argument names: a path, a descriptor, or the working directory.
    private func folder(_ call: borrowing NativeCall) throws(PythonError) -> (AbsolutePath, Bool) {
        guard call.hasValue(0) else { return (system.files.workingDirectory, false) }
        if call.object(0).isInteger {
            guard let folder = try base(call, 0) else { throw .system(EBADF) }
            return (folder, false)
        }
        let path = try at(0, call, "listing") { path in path }
        return (path, try call.object(0).fileSystemPathObject().isBytes)
    }

    private func names(in folder: AbsolutePath, _ call: borrowing NativeCall) throws(PythonError) -> [[UInt8]] {
        do throws(FileError) {
            return try system.files.tree.names(in: folder)
        } catch {
            throw system.error(error, "listing", call.object(0), lock: call.lock)
        }
    }

    private func makeEntryClass(_ object: borrowing PythonReference) throws(PythonError) -> NativeType<EntryState> {
        let type = try NativeType<EntryState>("posix.DirEntry", functions: system.functions, base: object)
        try type.getter("name") { [self] entry, call throws(PythonError) in
            try name(entry.name, asBytes: entry.isBytes, lock: call.lock)
        }
        let path: NativeType<EntryState>.Method = { [self] entry, call throws(PythonError) in
            try name(entry.shownPath, asBytes: entry.isBytes, lock: call.lock)
        }
        try type.getter("path", path)
        try type.method("__fspath__", "(self)", "", path)
        try type.method("inode", "(self)") { [self] entry, call throws(PythonError) in
            try call.lock.integer(attributes(of: entry, call.lock).identifier)
        }
        try type.method("stat", "(self, *, follow_symlinks=True)") { [self] entry, call throws(PythonError) in
            try statResult(attributes(of: entry, call.lock), lock: call.lock)
        }
        let kinds: [(String, FileAttributes.Kind)] = [("is_dir", .directory), ("is_file", .regular)]
        for (name, kind) in kinds {
            try type.method(name, "(self, *, follow_symlinks=True)") { [self] entry, call throws(PythonError) in
                call.lock.bool((try? system.files.tree.attributes(of: entry.place))?.kind == kind)
            }
        }
        try type.method("is_symlink", "(self)") { [self] entry, call throws(PythonError) in
            call.lock.bool((try? system.files.tree.attributes(of: entry.place))?.kind == .link)
        }
        try type.method("__repr__", "(self)") { [self] entry, call throws(PythonError) in
            let name = try name(entry.name, asBytes: entry.isBytes, lock: call.lock).representation()
            return try call.lock.string("<DirEntry \(name)>")
        }
        try type.attribute("__class_getitem__", system.functions.type.function("__class_getitem__", "(item, /)") {
            call throws(PythonError) in throw PythonError(.typeError, "type 'posix.DirEntry' is not subscriptable here")
        })
        _ = type.finish()
        return type
    }

    private func attributes(of entry: EntryState, _ lock: borrowing InterpreterLock) throws(PythonError) -> FileAttributes {
        do throws(FileError) {
            return try system.files.tree.attributes(of: entry.place)
        } catch {
            throw try system.error(error, "stat", name(entry.shownPath, asBytes: entry.isBytes, lock: lock), lock: lock)
        }
    }

    private func makeListingClass(
        _ object: borrowing PythonReference, _ entries: NativeType<EntryState>
    ) throws(PythonError) -> NativeType<ListingState> {
        let type = try NativeType<ListingState>("posix.ScandirIterator", functions: system.functions, base: object)
        for name in ["__iter__", "__enter__"] {
            try type.method(name, "(self)") { _, call throws(PythonError) in call.object(0) }
        }
        try type.method("__next__", "(self)") { listing, call throws(PythonError) in
            guard let entry = listing.rest.popFirst() else { throw PythonError(.stopIteration, "") }
            return try entries.instance(entry)
        }
        for (name, signature) in [("__exit__", "(self, *args)" as NativeSignature), ("close", "(self)")] {
            try type.method(name, signature) { listing, call throws(PythonError) in
                listing.rest = []
                return call.lock.none
            }
        }
        _ = type.finish()
        return type
    }
}
