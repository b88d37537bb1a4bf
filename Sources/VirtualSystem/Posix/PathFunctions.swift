internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// The functions that look at paths and change nothing.
struct PathFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "stat", "(path, *, dir_fd=None, follow_symlinks=True)", "Perform a stat system call on the given path."
        ) { call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            let following = try call.bool(2, default: true)
            if let descriptor = path.descriptor {
                if call.hasValue(1) { throw PythonError(.valueError, "stat: can't specify dir_fd without matching path") }
                if !following { throw PythonError(.valueError, "stat: cannot use fd and follow_symlinks together") }
                return try system.result(ofDescriptor: descriptor, lock: call.lock)
            }
            return try system.result(
                of: system.status(of: path, call, directoryDescriptor: 1, followingLink: following), lock: call.lock)
        }
        try module.function("lstat", "(path, *, dir_fd=None)", "Like stat(), but do not follow symbolic links.") {
            call throws(PythonError) in
            try system.result(
                of: system.status(of: system.path(call, 0), call, directoryDescriptor: 1, followingLink: false),
                lock: call.lock)
        }
        try module.function(
            "access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
            "Whether the path may be used as mode says."
        ) { call throws(PythonError) in
            let path = try system.path(call, 0)
            let mode = try call.integer(1)
            let base = try system.base(path, call, directoryDescriptor: 2)
            let following = try call.bool(4, default: true)
            do throws(FileError) {
                try system.tree.checkAccess(mode, to: path.bytes, from: base, followingLastLink: following)
                return call.lock.bool(true)
            } catch {
                return call.lock.bool(system.loadedSource(path.bytes, after: error) != nil && mode & ~Int(R_OK) == 0)
            }
        }
        try module.function("statvfs", "(path)", "Perform a statvfs system call on the given path.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            if let descriptor = path.descriptor {
                return try system.result(of: system.descriptors.treeFile(descriptor).usage(), lock: call.lock)
            }
            return try system.result(
                of: system.ask(path, call) { () throws(FileError) in try system.tree.usage(of: path.bytes) }, lock: call.lock)
        }
        try module.function("fstatvfs", "(fd, /)", "Perform an fstatvfs system call on the given descriptor.") {
            call throws(PythonError) in
            try system.result(of: system.descriptors.treeFile(call.integer(0)).usage(), lock: call.lock)
        }
        try module.function("readlink", "(path, *, dir_fd=None)", "Return where the symbolic link points.") {
            call throws(PythonError) in
            let path = try system.path(call, 0)
            let base = try system.base(path, call, directoryDescriptor: 1)
            let target = try system.ask(path, call) { () throws(FileError) in
                try system.tree.linkTarget(of: path.bytes, from: base)
            }
            return try PathArgument.text(target, asBytes: path.isBytes, call.lock)
        }
        try addFolderFunctions(to: module)
    }

    private func addFolderFunctions(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        for (name, asBytes) in [("getcwd", false), ("getcwdb", true)] {
            try module.function(name, "()", "Return the current working directory.") { call throws(PythonError) in
                let path = try system.ask { () throws(FileError) in try system.tree.workingDirectoryPath() }
                return try PathArgument.text(path, asBytes: asBytes, call.lock)
            }
        }
        try module.function("chdir", "(path)", "Change the current working directory of the script.") {
            call throws(PythonError) in
            let path = try system.pathOrDescriptor(call, 0)
            if let descriptor = path.descriptor {
                let file = try system.descriptors.treeFile(descriptor, otherwise: ENOTDIR)
                try system.ask(path, call) { () throws(FileError) in try system.tree.changeDirectory(file) }
            } else {
                try system.ask(path, call) { () throws(FileError) in try system.tree.changeDirectory(path.bytes) }
            }
            return call.lock.none
        }
        try module.function("fchdir", "(fd)", "Change to the directory of the given file descriptor.") {
            call throws(PythonError) in
            let file = try system.descriptors.treeFile(system.descriptor(call, 0), otherwise: ENOTDIR)
            try system.ask { () throws(FileError) in try system.tree.changeDirectory(file) }
            return call.lock.none
        }
    }
}
