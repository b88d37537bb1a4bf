internal import Glibc
internal import PythonRuntime

/// The functions that look at paths and change nothing.
struct PathFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "stat", "(path, *, dir_fd=None, follow_symlinks=True)", "Perform a stat system call on the given path."
        ) { call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            if let descriptor = path.descriptor {
                if call.hasValue(1) { throw PythonError(.valueError, "stat: can't specify dir_fd without matching path") }
                return try system.result(of: system.status(ofDescriptor: descriptor), lock: call.lock)
            }
            let found = try system.existing(
                path, call, directoryDescriptor: 1, followingLink: call.bool(2, default: true))
            return try system.result(of: found.status, lock: call.lock)
        }
        try module.function("lstat", "(path, *, dir_fd=None)", "Like stat(), but do not follow symbolic links.") {
            call throws(PythonError) in
            let found = try system.existing(system.path(call, 0), call, directoryDescriptor: 1, followingLink: false)
            return try system.result(of: found.status, lock: call.lock)
        }
        try module.function(
            "access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
            "Whether the path may be used as mode says."
        ) { call throws(PythonError) in
            let path = try system.path(call, 0)
            let mode = try call.integer(1)
            let base = try system.base(call, directoryDescriptor: 2)
            let following = try call.bool(4, default: true)
            let found = try? system.tree.locate(path.bytes, from: base, followingLastLink: following)
            guard let status = found?.status else { return call.lock.bool(false) }
            let bits = mode & 0o7
            return call.lock.bool((status.permissions >> 6) & bits == bits)
        }
        try module.function("statvfs", "(path)", "Perform a statvfs system call on the given path.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            if let descriptor = path.descriptor {
                _ = try system.descriptors.file(descriptor)
            } else {
                _ = try system.existing(path, call)
            }
            return try system.fileSystemStatus(lock: call.lock)
        }
        try module.function("fstatvfs", "(fd, /)", "Perform an fstatvfs system call on the given descriptor.") {
            call throws(PythonError) in
            _ = try system.descriptors.file(call.integer(0))
            return try system.fileSystemStatus(lock: call.lock)
        }
        try module.function("readlink", "(path, *, dir_fd=None)", "Return where the symbolic link points.") {
            call throws(PythonError) in
            let path = try system.path(call, 0)
            let found = try system.existing(path, call, directoryDescriptor: 1, followingLink: false)
            let target: [UInt8]
            do throws(FileError) {
                target = try system.tree.linkTarget(of: found.path)
            } catch {
                throw path.failure(error.number, call.lock)
            }
            return try PathArgument.text(target, asBytes: path.isBytes, call.lock)
        }
        try addFolderFunctions(to: module)
    }

    private func addFolderFunctions(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("getcwd", "()", "Return a unicode string representing the current working directory.") {
            call throws(PythonError) in try PathArgument.text(system.folder.bytes, asBytes: false, call.lock)
        }
        try module.function("getcwdb", "()", "Return a bytes string representing the current working directory.") {
            call throws(PythonError) in try PathArgument.text(system.folder.bytes, asBytes: true, call.lock)
        }
        try module.function("chdir", "(path)", "Change the current working directory of the script.") {
            call throws(PythonError) in
            system.folder = try system.directory(system.pathOrDescriptor(call, 0), call)
            return call.lock.none
        }
        try module.function("fchdir", "(fd)", "Change to the directory of the given file descriptor.") {
            call throws(PythonError) in
            guard let folder = try system.descriptors.file(system.descriptor(call, 0)).directory else {
                throw PythonError.system(ENOTDIR)
            }
            system.folder = folder
            return call.lock.none
        }
    }
}
