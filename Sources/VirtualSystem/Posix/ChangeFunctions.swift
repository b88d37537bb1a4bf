internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// The functions that make, remove and move files. Where the tree is read-only it says so.
struct ChangeFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        try addCreations(to: module)
        try addRemovals(to: module)
        try addMoves(to: module)
    }

    private func addCreations(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("mkdir", "(path, mode=511, *, dir_fd=None)", "Create a directory.") { call throws(PythonError) in
            let path = try system.path(call, 0)
            let mode = try call.integer(1, default: 0o777)
            let base = try system.base(path, call, directoryDescriptor: 2)
            try system.ask(path, call) { () throws(FileError) in
                try system.tree.makeDirectory(path.bytes, mode: mode, from: base)
            }
            return call.lock.none
        }
        try module.function(
            "mkfifo", "(path, mode=438, *, dir_fd=None)", "Create a FIFO, which nobody can open: it has no other end."
        ) { call throws(PythonError) in
            let path = try system.path(call, 0)
            let mode = try call.integer(1, default: 0o666)
            let base = try system.base(path, call, directoryDescriptor: 2)
            try system.ask(path, call) { () throws(FileError) in
                try system.tree.makePipe(path.bytes, mode: mode, from: base)
            }
            return call.lock.none
        }
        try module.function(
            "symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", "Create a symbolic link pointing to src named dst."
        ) { call throws(PythonError) in
            let source = try system.path(call, 0)
            let path = try system.path(call, 1)
            let base = try system.base(path, call, directoryDescriptor: 3)
            try system.ask(source, and: path, call) { () throws(FileError) in
                try system.tree.makeLink(to: source.bytes, at: path.bytes, from: base)
            }
            return call.lock.none
        }
    }

    private func addRemovals(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        for name in ["unlink", "remove"] {
            try module.function(name, "(path, *, dir_fd=None)", "Remove a file.") { call throws(PythonError) in
                let path = try system.path(call, 0)
                let base = try system.base(path, call, directoryDescriptor: 1)
                try system.ask(path, call) { () throws(FileError) in try system.tree.unlink(path.bytes, from: base) }
                return call.lock.none
            }
        }
        try module.function("rmdir", "(path, *, dir_fd=None)", "Remove a directory.") { call throws(PythonError) in
            let path = try system.path(call, 0)
            let base = try system.base(path, call, directoryDescriptor: 1)
            try system.ask(path, call) { () throws(FileError) in try system.tree.removeDirectory(path.bytes, from: base) }
            return call.lock.none
        }
    }

    private func addMoves(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        for name in ["rename", "replace"] {
            try module.function(
                name, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Rename a file or directory."
            ) { call throws(PythonError) in
                let source = try system.path(call, 0)
                let target = try system.path(call, 1)
                let oldBase = try system.base(source, call, directoryDescriptor: 2)
                let newBase = try system.base(target, call, directoryDescriptor: 3)
                try system.ask(source, and: target, call) { () throws(FileError) in
                    try system.tree.rename(source.bytes, to: target.bytes, oldBase: oldBase, newBase: newBase)
                }
                return call.lock.none
            }
        }
        try module.function(
            "link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", "Create a hard link to a file."
        ) { call throws(PythonError) in
            let source = try system.path(call, 0)
            let target = try system.path(call, 1)
            let oldBase = try system.base(source, call, directoryDescriptor: 2)
            let newBase = try system.base(target, call, directoryDescriptor: 3)
            // CPython on Linux calls link(2), which follows no link, unless it is told anything.
            let following = try call.bool(4, default: false)
            try system.ask(source, and: target, call) { () throws(FileError) in
                try system.tree.link(
                    source.bytes, to: target.bytes, oldBase: oldBase, newBase: newBase, followingLastLink: following)
            }
            return call.lock.none
        }
    }
}
