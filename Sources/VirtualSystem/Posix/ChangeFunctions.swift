internal import Glibc
internal import PythonRuntime

/// The functions that would change the tree. They check their paths as Linux would, so that a script
/// meets the error it knows, and then refuse: the tree is read-only.
struct ChangeFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        try addCreations(to: module)
        try addRemovals(to: module)
        try addMoves(to: module)
        try addAttributeChanges(to: module)
    }

    /// The error for a path that was to be made.
    private static func refuseCreation(
        _ system: PosixSystem, _ path: borrowing PathArgument, _ call: borrowing NativeCall, directoryDescriptor: Int
    ) throws(PythonError) -> PythonReference {
        let found = try system.locate(path, call, directoryDescriptor: directoryDescriptor, followingLink: false)
        throw path.failure(found.status == nil ? EROFS : EEXIST, call.lock)
    }

    private func addCreations(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        for (name, signature) in [
            ("mkdir", "(path, mode=511, *, dir_fd=None)"), ("mkfifo", "(path, mode=438, *, dir_fd=None)"),
        ] as [(String, NativeSignature)] {
            try module.function(name, signature, "Refused: the tree is read-only.") { call throws(PythonError) in
                try Self.refuseCreation(system, system.path(call, 0), call, directoryDescriptor: 2)
            }
        }
        try module.function(
            "symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", "Refused: the tree is read-only."
        ) { call throws(PythonError) in
            let source = try system.path(call, 0)
            let path = try system.path(call, 1)
            let found = try system.locate(path, call, directoryDescriptor: 3, followingLink: false)
            throw source.failure(found.status == nil ? EROFS : EEXIST, and: path, call.lock)
        }
    }

    private func addRemovals(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        for name in ["unlink", "remove"] {
            try module.function(name, "(path, *, dir_fd=None)", "Refused: the tree is read-only.") {
                call throws(PythonError) in
                let path = try system.path(call, 0)
                let found = try system.existing(path, call, directoryDescriptor: 1, followingLink: false)
                throw path.failure(found.status.kind == .directory ? EISDIR : EROFS, call.lock)
            }
        }
        try module.function("rmdir", "(path, *, dir_fd=None)", "Refused: the tree is read-only.") {
            call throws(PythonError) in
            let path = try system.path(call, 0)
            let found = try system.existing(path, call, directoryDescriptor: 1, followingLink: false)
            throw path.failure(found.status.kind == .directory ? EROFS : ENOTDIR, call.lock)
        }
    }

    private func addMoves(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        for (name, signature) in [
            ("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"),
            ("replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)"),
            ("link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)"),
        ] as [(String, NativeSignature)] {
            try module.function(name, signature, "Refused: the tree is read-only.") { call throws(PythonError) in
                let source = try system.path(call, 0)
                let target = try system.path(call, 1)
                let found = try system.locate(source, call, directoryDescriptor: 2, followingLink: false)
                guard found.status != nil else { throw source.failure(ENOENT, and: target, call.lock) }
                let place = try system.locate(target, call, directoryDescriptor: 3, followingLink: false)
                throw source.failure(name == "link" && place.status != nil ? EEXIST : EROFS, and: target, call.lock)
            }
        }
    }

    private func addAttributeChanges(to module: borrowing NativeModule) throws(PythonError) {
        // With the places of dir_fd and follow_symlinks among the parameters.
        let changes: [(name: String, signature: NativeSignature, directory: Int?, following: Int?)] = [
            ("chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", 2, 3),
            ("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", 3, 4),
            ("lchown", "(path, uid, gid)", nil, nil),
            ("utime", "(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)", 3, 4),
            ("truncate", "(path, length)", nil, nil),
        ]
        let system = system
        for change in changes {
            try module.function(change.name, change.signature, "Refused: the tree is read-only.") {
                call throws(PythonError) in
                let path = try system.pathOrDescriptor(call, 0)
                if let descriptor = path.descriptor {
                    _ = try system.descriptors.file(descriptor)
                } else {
                    var following = change.name != "lchown"
                    if let index = change.following { following = try call.bool(index, default: true) }
                    _ = try system.existing(
                        path, call, directoryDescriptor: change.directory, followingLink: following)
                }
                throw path.failure(EROFS, call.lock)
            }
        }
        for (name, signature) in [("fchmod", "(fd, mode)"), ("fchown", "(fd, uid, gid)")] as [(String, NativeSignature)] {
            try module.function(name, signature, "Refused: the tree is read-only.") { call throws(PythonError) in
                _ = try system.descriptors.file(call.integer(0))
                throw system.refuseChange("changing a file")
            }
        }
    }
}
