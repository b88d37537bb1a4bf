internal import Glibc
internal import PythonRuntime

extension PosixCalls {
    private typealias Change = (AbsolutePath, borrowing NativeCall) throws(PythonError) -> TreeChange

    /// Calls that change the tree. Over a read-only one, each ends with the error that a read-only file
    /// system has: a missing file is missing first.
    func addChanges(to module: borrowing NativeModule) throws(PythonError) {
        try change(module, "mkdir", "(path, mode=511, *, dir_fd=None)", directory: 2) { path, call throws(PythonError) in
            .makeDirectory(path, permissions: try call.integer(1, default: 0o777) & ~self.system.creationMask)
        }
        try change(module, "rmdir", "(path, *, dir_fd=None)", directory: 1) { path, _ in .removeDirectory(path) }
        for name in ["unlink", "remove"] {
            try change(module, name, "(path, *, dir_fd=None)", directory: 1) { path, _ in .removeFile(path) }
        }
        try change(module, "chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", directory: 2) {
            path, call throws(PythonError) in .setPermissions(path, try call.integer(1))
        }
        try change(module, "chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", directory: 3) {
            path, _ in .setOwner(path)
        }
        try change(module, "lchown", "(path, uid, gid)", directory: nil) { path, _ in .setOwner(path) }
        try change(module, "utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", directory: 3) {
            path, call throws(PythonError) in .setModified(path, try modificationTime(call))
        }
        try change(module, "truncate", "(path, length)", directory: nil) { path, call throws(PythonError) in
            .truncate(path, try call.integer(1))
        }
        for name in ["rename", "replace"] {
            try pairedChange(module, name, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", directories: (2, 3)) {
                .rename($0, to: $1)
            }
        }
        try pairedChange(
            module, "link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", directories: (2, 3)
        ) { .link($0, at: $1) }
        try module.function("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)") {
            [self] call throws(PythonError) in
            let target = try call.object(0).fileSystemPath()
            try at(1, call, directory: 3, "symlink") { path throws(FileError) in
                try self.system.files.tree.apply(.symbolicLink(target: target, at: path))
            }
            return call.lock.none
        }
        try module.function("umask", "(mask, /)") { [self] call throws(PythonError) in
            let former = system.creationMask
            system.creationMask = try call.integer(0) & 0o777
            return try call.lock.integer(former)
        }
    }

    private func change(
        _ module: borrowing NativeModule, _ name: String, _ signature: NativeSignature, directory: Int?,
        _ change: @escaping Change
    ) throws(PythonError) {
        try module.function(name, signature) { [self] call throws(PythonError) in
            if call.object(0).isInteger {
                let number = try call.integer(0)
                try system.onDescriptor { table throws(FileError) in _ = try table.descriptor(number) }
                throw system.error(FileError(EROFS), name, call.object(0), lock: call.lock)
            }
            // Converted first: converting may run a script's code, and its exceptions are not the tree's.
            let path = try at(0, call, directory: directory, name) { path in path }
            let change = try change(path, call)
            try at(0, call, directory: directory, name) { _ throws(FileError) in try self.system.files.tree.apply(change) }
            return call.lock.none
        }
    }

    private func pairedChange(
        _ module: borrowing NativeModule, _ name: String, _ signature: NativeSignature, directories: (Int, Int),
        _ change: @escaping (AbsolutePath, AbsolutePath) -> TreeChange
    ) throws(PythonError) {
        try module.function(name, signature) { [self] call throws(PythonError) in
            let source = try at(0, call, directory: directories.0, name) { path in path }
            let target = try at(1, call, directory: directories.1, name) { path in path }
            try at(0, call, directory: directories.0, name) { _ throws(FileError) in
                try self.system.files.tree.apply(change(source, target))
            }
            return call.lock.none
        }
    }

    private func modificationTime(_ call: borrowing NativeCall) throws(PythonError) -> Int? {
        if call.hasValue(1), call.hasValue(2) {
            throw PythonError(.valueError, "utime: you may specify either 'times' or 'ns' but not both")
        }
        if call.hasValue(1) {
            let seconds = try call.object(1).item(1).float()
            guard abs(seconds) < 9e9 else { throw PythonError(.overflowError, "timestamp out of range") }
            return Int(seconds * 1e9)
        }
        return call.hasValue(2) ? try call.object(2).item(1).integer() : nil
    }
}
