internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// The functions that change what is known of a file: mode, owner, times, length.
struct AttributeFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        try addModes(to: module)
        try addOwners(to: module)
        try addTimes(to: module)
        try addLengths(to: module)
    }

    private func addModes(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", "Change the access permissions of a file."
        ) { call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            let mode = try call.integer(1)
            let following = try call.bool(3, default: true)
            if let descriptor = path.descriptor {
                let file = try system.descriptors.treeFile(descriptor)
                try system.ask(path, call) { () throws(FileError) in try file.changeMode(to: mode) }
            } else {
                let base = try system.base(path, call, directoryDescriptor: 2)
                do throws(FileError) {
                    try system.tree.changeMode(of: path.bytes, to: mode, from: base, followingLastLink: following)
                } catch {
                    guard error.number == EOPNOTSUPP, !following else { throw path.failure(error.number, call.lock) }
                    throw PythonError(.notImplementedError, "chmod: follow_symlinks unavailable on this platform")
                }
            }
            return call.lock.none
        }
        try module.function("fchmod", "(fd, mode)", "Change the access permissions of the file of a descriptor.") {
            call throws(PythonError) in
            let file = try system.descriptors.treeFile(call.integer(0))
            let mode = try call.integer(1)
            try system.ask { () throws(FileError) in try file.changeMode(to: mode) }
            return call.lock.none
        }
        try module.function("umask", "(mask, /)", "Set the current numeric umask and return the previous umask.") {
            call throws(PythonError) in try call.lock.integer(system.tree.setCreationMask(call.integer(0)))
        }
    }

    /// -1 leaves an owner as it is.
    private static func owner(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> UInt32? {
        let value = try call.integer(index)
        if value == -1 { return nil }
        guard let owner = UInt32(exactly: value) else {
            throw PythonError(.overflowError, value < 0 ? "uid is less than minimum" : "uid is greater than maximum")
        }
        return owner
    }

    private func addOwners(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        let signatures: [(String, NativeSignature)] = [
            ("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)"), ("lchown", "(path, uid, gid)"),
        ]
        for (name, signature) in signatures {
            try module.function(name, signature, "Change the owner and group id of a file.") { call throws(PythonError) in
                let takesMore = name == "chown"
                let path = try takesMore ? system.pathOrDescriptor(call, 0) : system.path(call, 0)
                let (user, group) = try (Self.owner(call, 1), Self.owner(call, 2))
                let following = try takesMore ? call.bool(4, default: true) : false
                if let descriptor = path.descriptor {
                    if call.hasValue(3) { throw PythonError(.valueError, "chown: can't specify both dir_fd and fd") }
                    if !following { throw PythonError(.valueError, "chown: cannot use fd and follow_symlinks together") }
                    let file = try system.descriptors.treeFile(descriptor)
                    try system.ask(path, call) { () throws(FileError) in try file.changeOwner(user: user, group: group) }
                    return call.lock.none
                }
                let base = try system.base(path, call, directoryDescriptor: takesMore ? 3 : nil)
                try system.ask(path, call) { () throws(FileError) in
                    try system.tree.changeOwner(
                        of: path.bytes, user: user, group: group, from: base, followingLastLink: following)
                }
                return call.lock.none
            }
        }
        try module.function("fchown", "(fd, uid, gid)", "Change the owner and group id of the file of a descriptor.") {
            call throws(PythonError) in
            let file = try system.descriptors.treeFile(call.integer(0))
            let (user, group) = try (Self.owner(call, 1), Self.owner(call, 2))
            try system.ask { () throws(FileError) in try file.changeOwner(user: user, group: group) }
            return call.lock.none
        }
    }

    private func addTimes(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", "Set the access and modified time of path."
        ) { call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            let (accessed, modified) = try TimeArgument.read(call, times: 1, nanoseconds: 2)
            let following = try call.bool(4, default: true)
            if let descriptor = path.descriptor {
                if call.hasValue(3) { throw PythonError(.valueError, "utime: can't specify dir_fd without matching path") }
                if !following { throw PythonError(.valueError, "utime: cannot use fd and follow_symlinks together") }
                let file = try system.descriptors.treeFile(descriptor)
                try system.ask(path, call) { () throws(FileError) in try file.setTimes(accessed: accessed, modified: modified) }
                return call.lock.none
            }
            let base = try system.base(path, call, directoryDescriptor: 3)
            try system.ask(path, call) { () throws(FileError) in
                try system.tree.setTimes(
                    of: path.bytes, accessed: accessed, modified: modified, from: base, followingLastLink: following)
            }
            return call.lock.none
        }
    }

    private func addLengths(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("truncate", "(path, length)", "Truncate a file to at most length bytes.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            let size = try call.integer(1)
            if let descriptor = path.descriptor {
                let file = try system.descriptors.treeFile(descriptor)
                try system.ask(path, call) { () throws(FileError) in try file.truncate(to: size) }
            } else {
                try system.ask(path, call) { () throws(FileError) in try system.tree.truncate(path.bytes, to: size) }
            }
            return call.lock.none
        }
        try module.function("ftruncate", "(fd, length, /)", "Truncate the file of a descriptor to a length in bytes.") {
            call throws(PythonError) in
            let file = try system.descriptors.treeFile(call.integer(0))
            let size = try call.integer(1)
            try system.ask { () throws(FileError) in try file.truncate(to: size) }
            return call.lock.none
        }
        try module.function("posix_fallocate", "(fd, offset, length, /)", "Make room for a part of a file.") {
            call throws(PythonError) in
            let file = try system.descriptors.treeFile(call.integer(0), otherwise: ESPIPE)
            let (offset, length) = try (call.integer(1), call.integer(2))
            try system.ask { () throws(FileError) in try file.allocate(at: offset, count: length) }
            return call.lock.none
        }
    }
}

/// The two ways in which `utime` takes times.
enum TimeArgument {
    static func read(
        _ call: borrowing NativeCall, times: Int, nanoseconds: Int
    ) throws(PythonError) -> (accessed: TimeChange, modified: TimeChange) {
        if call.hasValue(times), call.isGiven(nanoseconds) {
            throw PythonError(.valueError, "utime: you may specify either 'times' or 'ns' but not both")
        }
        if call.hasValue(times) {
            let pair = call.object(times)
            guard pair.isTuple, try pair.count() == 2 else {
                throw PythonError(.typeError, "utime: 'times' must be either a tuple of two ints or None")
            }
            return try (.to(seconds(pair.tupleItem(0))), .to(seconds(pair.tupleItem(1))))
        }
        if call.isGiven(nanoseconds) {
            let pair = call.object(nanoseconds)
            guard pair.isTuple, try pair.count() == 2 else {
                throw PythonError(.typeError, "utime: 'ns' must be a tuple of two ints")
            }
            return try (.to(split(pair.tupleItem(0), call.lock)), .to(split(pair.tupleItem(1), call.lock)))
        }
        return (.now, .now)
    }

    /// Seconds as an int or a float; the fraction is rounded down, as CPython rounds it.
    private static func seconds(_ value: borrowing PythonReference) throws(PythonError) -> FileTime {
        guard value.isFloat else { return FileTime(seconds: try value.integer()) }
        let given = try value.float()
        if given.isNaN { throw PythonError(.valueError, "Invalid value NaN (not a number)") }
        let whole = given.rounded(.down)
        guard let seconds = Int(exactly: whole) else {
            throw PythonError(.overflowError, "timestamp out of range for platform time_t")
        }
        return FileTime(seconds: seconds, nanoseconds: Int(((given - whole) * 1e9).rounded(.down)))
    }

    private static func split(
        _ value: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> FileTime {
        let pair = try value.attribute("__divmod__").call(lock.integer(1_000_000_000))
        guard pair.isTuple, try pair.count() == 2 else {
            throw PythonError(.typeError, "\(value.typeName()).__divmod__() must return a 2-tuple, not \(pair.typeName())")
        }
        return FileTime(seconds: try pair.tupleItem(0).integer(), nanoseconds: try pair.tupleItem(1).integer())
    }
}
