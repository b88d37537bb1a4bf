internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// `open`, `read`, `write` and what else works on descriptors.
struct DescriptorFunctions {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function(
            "open", "(path, flags, mode=511, *, dir_fd=None)", "Open a file of the virtual tree; returns a descriptor."
        ) { call throws(PythonError) in
            try call.lock.integer(
                system.open(
                    system.path(call, 0), flags: call.integer(1), mode: call.integer(2, default: 0o777), call,
                    directoryDescriptor: 3))
        }
        try addPipes(to: module)
        try module.function("close", "(fd)", "Close a file descriptor.") { call throws(PythonError) in
            try system.descriptors.close(call.integer(0))
            return call.lock.none
        }
        try module.function(
            "closerange", "(fd_low, fd_high, /)", "Closes all descriptors in [fd_low, fd_high), ignoring errors."
        ) { call throws(PythonError) in
            let first = try max(call.integer(0), 0)
            system.descriptors.close(in: first..<(try max(first, call.integer(1))))
            return call.lock.none
        }
        try module.function("read", "(fd, length, /)", "Read at most length bytes from a descriptor.") {
            call throws(PythonError) in
            let length = try call.integer(1)
            guard length >= 0 else { throw PythonError.system(EINVAL) }
            return try system.readBytes(call.integer(0), atMost: length, lock: call.lock)
        }
        try module.function("write", "(fd, data, /)", "Write bytes to a descriptor; returns how many.") {
            call throws(PythonError) in
            try call.lock.integer(system.write(call.object(1), to: call.integer(0), lock: call.lock))
        }
        try module.function("lseek", "(fd, position, whence, /)", "Set the position of a descriptor; returns it.") {
            call throws(PythonError) in
            try call.lock.integer(system.seek(call.integer(0), by: call.integer(1), from: call.integer(2)))
        }
        try module.function("fstat", "(fd)", "Perform a stat system call on the given file descriptor.") {
            call throws(PythonError) in try system.result(ofDescriptor: call.integer(0), lock: call.lock)
        }
        try module.function("isatty", "(fd, /)", "Return True if the fd is connected to a terminal: never.") {
            call throws(PythonError) in
            _ = try call.integer(0)
            return call.lock.bool(false)
        }
        try module.function("device_encoding", "(fd)", "The encoding of a terminal's descriptor: always None.") {
            call throws(PythonError) in
            _ = try call.integer(0)
            return call.lock.none
        }
        for name in ["fsync", "fdatasync"] {
            try module.function(name, "(fd)", "Force write of fd to disk.") { call throws(PythonError) in
                let file = try system.descriptors.treeFile(system.descriptor(call, 0))
                try system.ask { () throws(FileError) in try file.synchronise() }
                return call.lock.none
            }
        }
    }

    /// Pipes of this process: nothing but its own threads is at their ends.
    private func addPipes(to module: borrowing NativeModule) throws(PythonError) {
        for (name, signature) in [("pipe", "()"), ("pipe2", "(flags, /)")] as [(String, NativeSignature)] {
            try module.function(name, signature, "Create an in-memory pipe; returns its reading and its writing end.") {
                call throws(PythonError) in
                let flags = name == "pipe2" ? try call.integer(0) : 0
                guard flags & ~Int(O_NONBLOCK | O_CLOEXEC) == 0 else { throw PythonError.system(EINVAL) }
                guard let (reader, writer) = SocketPairs.shared.makePipe(isBlocking: flags & Int(O_NONBLOCK) == 0) else {
                    throw PythonError.system(EMFILE)
                }
                return try call.lock.tuple(ofIntegers: [reader, writer])
            }
        }
    }
}

extension PosixSystem {
    /// A descriptor, or what has a `fileno()`.
    func descriptor(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> Int {
        let given = call.object(index)
        return given.isInteger ? try given.integer() : try given.callMethod("fileno").integer()
    }
}
