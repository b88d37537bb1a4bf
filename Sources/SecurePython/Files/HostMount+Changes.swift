internal import Glibc
internal import LinuxShims
internal import Policy
internal import Synchronization

/// What a run may change in a mount with `readWrite`. Never a file that has another name, which may be outside of the
/// mount, and never one with set-id bits: a host that is root would leave them on what the script wrote.
extension HostMount {
    func change(_ request: FileRequest) throws(SystemError) -> FileAnswer {
        switch request {
        case .openForWriting(let place, let creating): return try openForWriting(place.path, creating)
        case .statusOfOpen(let handle): return .status(HostFileStatus(try file(handle).status()))
        case .read(let handle, let offset, let count): return .bytes(try read(handle, offset, count))
        case .write(let handle, let offset, let bytes): return .written(try write(bytes, handle, offset))
        case .resizeOpen(let handle, let size): try resize(try file(handle), to: size)
        case .synchronise(let handle): _ = try checked(spl_synchronise(try file(handle).number))
        case .close(let handle):
            _ = try file(handle)
            try locked { state throws(SystemError) in try state.handles.remove(handle.number) }
        case .resize(let place, let size): try resize(try changeable(place.path).reopened(reads: false), to: size)
        case .makeFolder(let place, let permissions): try makeFolder(place.path, permissions)
        case .removeFolder(let place): try remove(place.path, isFolder: true)
        case .unlink(let place): try remove(place.path, isFolder: false)
        case .rename(let place, let target, let replacing): try rename(place.path, to: target, replacing)
        case .setPermissions(let place, let permissions):
            try setPermissions(try changeableOrFolder(place.path).anchor, permissions)
        case .setPermissionsOfOpen(let handle, let permissions): try setPermissions(try file(handle), permissions)
        case .setTimes(let place, let accessed, let modified):
            try setTimes(try changeableOrFolder(place.path).anchor, accessed, modified)
        case .setTimesOfOpen(let handle, let accessed, let modified): try setTimes(try file(handle), accessed, modified)
        case .status, .names, .statuses, .readLink, .openForReading: throw SystemError(number: EINVAL)
        }
        return .done
    }

    private func locked<Result>(_ body: (inout State) throws(SystemError) -> Result) throws(SystemError) -> Result {
        try state.withLock { state throws(SystemError) in try body(&state) }
    }

    // MARK: Open files

    private func file(_ handle: HostHandle) throws(SystemError) -> OwnedDescriptor {
        try locked { state throws(SystemError) in try state.handles[handle.number] }
    }

    private func openForWriting(
        _ path: CheckedPath, _ creating: FileRequest.Creation?
    ) throws(SystemError) -> FileAnswer {
        if state.withLock({ $0.handles.isFull }) { throw SystemError(number: EMFILE) }
        let file = try openedForWriting(path, creating)
        let status = try file.status()
        let number = try locked { state throws(SystemError) in try state.handles.add(file) }
        return .handle(HostHandle(self.number, number), HostFileStatus(status))
    }

    private func openedForWriting(
        _ path: CheckedPath, _ creating: FileRequest.Creation?
    ) throws(SystemError) -> OwnedDescriptor {
        guard let creating else { return try changeable(path).reopened(reads: true) }
        if path == .start {
            if creating.isExclusive { throw SystemError(number: EEXIST) }
            return try changeable(path).reopened(reads: true)
        }
        let place = try parent(of: path)
        // Others may make and remove the same name meanwhile, but not for ever.
        for _ in 0..<16 {
            do {
                return try make(creating, place)
            } catch where error.number == EEXIST && !creating.isExclusive {
                do {
                    return try changeable(path).reopened(reads: true)
                } catch where error.number == ENOENT {
                    // A name that no script is told of is taken all the same.
                    var status = spl_status()
                    if withText(place.name, { spl_examine_in(place.folder.number, $0, &status) }) == 0,
                        HostFileKind(status) == nil
                    {
                        throw SystemError(number: EACCES)
                    }
                }
            }
        }
        throw SystemError(number: EBUSY)
    }

    private func make(_ creating: FileRequest.Creation, _ place: Place) throws(SystemError) -> OwnedDescriptor {
        var status = spl_status()
        // Only what is really made counts.
        if withText(place.name, { spl_examine_in(place.folder.number, $0, &status) }) == 0 {
            throw SystemError(number: EEXIST)
        }
        try ledger.takeFile()
        return OwnedDescriptor(
            owning: try checked(
                withText(place.name) { spl_make_file_in(place.folder.number, $0, UInt32(creating.permissions)) }))
    }

    private func read(_ handle: HostHandle, _ offset: UInt64, _ count: Int) throws(SystemError) -> [UInt8] {
        let file = try file(handle)
        guard let offset = Int64(exactly: offset) else { throw SystemError(number: EINVAL) }
        var bytes = [UInt8](repeating: 0, count: count)
        let done = try checked(spl_read_at(file.number, &bytes, count, offset))
        return Array(bytes[..<done])
    }

    private func write(_ bytes: [UInt8], _ handle: HostHandle, _ offset: UInt64) throws(SystemError) -> Int {
        let file = try file(handle)
        let status = try file.status()
        try Self.checkChangeable(status)
        guard let offset = Int64(exactly: offset) else { throw SystemError(number: EFBIG) }
        let (end, overflow) = offset.addingReportingOverflow(Int64(bytes.count))
        if overflow { throw SystemError(number: EFBIG) }
        // A hole before it is room that the file may come to take.
        try ledger.take(bytes: max(bytes.count, Int(end - min(end, status.size))))
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                return spl_write_at(file.number, start + written, bytes.count - written, offset + Int64(written))
            }
            if count > 0 {
                written += count
            } else if written > 0 {
                break
            } else {
                _ = try checked(count)
                throw SystemError(number: EIO)
            }
        }
        return written
    }

    private func resize(_ file: OwnedDescriptor, to size: UInt64) throws(SystemError) {
        let status = try file.status()
        try Self.checkChangeable(status)
        guard let size = Int64(exactly: size) else { throw SystemError(number: EFBIG) }
        if size > status.size { try ledger.take(bytes: Int(size - status.size)) }
        _ = try checked(spl_resize(file.number, size))
    }

    // MARK: Changeable files

    private static func checkChangeable(_ status: spl_status) throws(SystemError) {
        if status.links > 1 || status.mode & UInt32(S_ISUID | S_ISGID) != 0 { throw SystemError(number: EPERM) }
    }

    /// A regular file that may be written to.
    private func changeable(_ path: CheckedPath) throws(SystemError) -> Found {
        let found = try locate(path)
        try found.require(.regular)
        try Self.checkChangeable(found.status)
        return found
    }

    private func setPermissions(_ file: OwnedDescriptor, _ permissions: UInt16) throws(SystemError) {
        let status = try file.status()
        let isFolder = HostFileKind(status) == .folder
        if !isFolder { try Self.checkChangeable(status) }
        // What a folder hands on to the files in it is not the script's to say.
        let kept = isFolder ? status.mode & 0o7000 : 0
        _ = try checked(spl_set_permissions(file.number, UInt32(permissions & 0o777) | kept))
    }

    private func setTimes(
        _ file: OwnedDescriptor, _ accessed: HostFileTime?, _ modified: HostFileTime?
    ) throws(SystemError) {
        let status = try file.status()
        if HostFileKind(status) != .folder { try Self.checkChangeable(status) }
        _ = try checked(spl_set_times(file.number, spl_time(accessed), spl_time(modified)))
    }

    private func changeableOrFolder(_ path: CheckedPath) throws(SystemError) -> Found {
        let found = try locate(path)
        if found.kind != .folder { try found.require(.regular) }
        return found
    }

    // MARK: Names

    private struct Place {
        let folder: OwnedDescriptor
        let name: [UInt8]
    }

    private func parent(of path: CheckedPath) throws(SystemError) -> Place {
        // The mount itself is not the script's to make, move or remove.
        guard let name = path.names.last else { throw SystemError(number: EBUSY) }
        let found = try locate(path.folder)
        try found.require(.folder)
        return Place(folder: found.anchor, name: name)
    }

    private func makeFolder(_ path: CheckedPath, _ permissions: UInt16) throws(SystemError) {
        let place = try parent(of: path)
        var status = spl_status()
        if withText(place.name, { spl_examine_in(place.folder.number, $0, &status) }) == 0 {
            throw SystemError(number: EEXIST)
        }
        try ledger.takeFile()
        _ = try checked(
            withText(place.name) { spl_make_folder_in(place.folder.number, $0, UInt32(permissions)) })
    }

    private func remove(_ path: CheckedPath, isFolder: Bool) throws(SystemError) {
        let place = try parent(of: path)
        let found = try locate(path)
        if isFolder {
            guard found.kind == .folder else { throw SystemError(number: ENOTDIR) }
        } else if found.kind == .folder {
            throw SystemError(number: EISDIR)
        }
        _ = try checked(withText(place.name) { spl_unlink_in(place.folder.number, $0, isFolder ? 1 : 0) })
    }

    private func rename(_ path: CheckedPath, to target: CheckedPath, _ replacing: Bool) throws(SystemError) {
        let from = try parent(of: path)
        let to = try parent(of: target)
        // A link that moves may lead elsewhere from then on, for whoever follows it.
        if try locate(path).kind == .link { throw SystemError(number: EPERM) }
        var status = spl_status()
        if withText(to.name, { spl_examine_in(to.folder.number, $0, &status) }) == 0, HostFileKind(status) == nil {
            throw SystemError(number: EACCES)
        }
        _ = try checked(
            withText(from.name) { name in
                withText(to.name) { spl_rename_in(from.folder.number, name, to.folder.number, $0, replacing ? 1 : 0) }
            })
    }
}

extension HostMount.Found {
    /// Open for writing, and where `reads` and its permissions allow for reading too.
    fileprivate func reopened(reads: Bool) throws(SystemError) -> OwnedDescriptor {
        if reads {
            let both = spl_reopen(anchor.number, 1, 1)
            if both != -EACCES { return OwnedDescriptor(owning: try checked(both)) }
        }
        return OwnedDescriptor(owning: try checked(spl_reopen(anchor.number, 1, 0)))
    }
}

extension spl_time {
    fileprivate init(_ time: HostFileTime?) {
        self.init(seconds: time?.seconds ?? 0, nanoseconds: time.map { Int64($0.nanoseconds) } ?? -1)
    }
}
