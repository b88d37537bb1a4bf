internal import Glibc
internal import PythonRuntime

/// The calls of `posix` on descriptors.
enum PosixDescriptorCalls {
    static func add(to module: borrowing NativeModule, _ calls: PosixCalls) throws(PythonError) {
        let system = calls.system
        try module.function("open", "(path, flags, mode=511, *, dir_fd=None)") { call throws(PythonError) in
            let flags = try call.integer(1)
            let access = FileAccess(flags: flags, permissions: try call.integer(2, default: 0o777) & ~system.creationMask)
            let base = try calls.base(call, 3)
            let number = try system.open(call.object(0), access, from: base, allowsDirectory: true, lock: call.lock)
            if flags & Int(O_DIRECTORY) != 0, !(system.descriptors[number] is DirectoryDescriptor) {
                try system.onDescriptor { table throws(FileError) in try table.close(number) }
                throw system.error(FileError(ENOTDIR), "opening", call.object(0), lock: call.lock)
            }
            return try call.lock.integer(number)
        }
        try module.function("close", "(fd)") { call throws(PythonError) in
            let number = try call.integer(0)
            try system.onDescriptor { table throws(FileError) in try table.close(number) }
            return call.lock.none
        }
        try module.function("closerange", "(fd_low, fd_high, /)") { call throws(PythonError) in
            let low = max(try call.integer(0), 0)
            let high = min(try call.integer(1), 1024)
            for number in low..<max(low, high) { try? system.descriptors.close(number) }
            return call.lock.none
        }
        try module.function("read", "(fd, length, /)") { call throws(PythonError) in
            let length = try call.integer(1)
            guard length >= 0 else { throw .system(EINVAL) }
            return try call.lock.bytes(
                onDescriptor(call, system) { descriptor throws(FileError) in
                    try descriptor.read(atMost: length, lock: call.lock)
                })
        }
        try module.function("write", "(fd, data, /)") { call throws(PythonError) in
            let bytes = try call.bytes(1)
            return try call.lock.integer(
                onDescriptor(call, system) { descriptor throws(FileError) in
                    try descriptor.write(bytes, lock: call.lock)
                })
        }
        try module.function("lseek", "(fd, position, how, /)") { call throws(PythonError) in
            let offset = try call.integer(1)
            guard let origin = SeekOrigin(rawValue: try call.integer(2)) else { throw .system(EINVAL) }
            return try call.lock.integer(
                onDescriptor(call, system) { descriptor throws(FileError) in
                    try descriptor.seek(by: offset, from: origin)
                })
        }
        try module.function("ftruncate", "(fd, length, /)") { call throws(PythonError) in
            let length = try call.integer(1)
            try onDescriptor(call, system) { descriptor throws(FileError) in try descriptor.truncate(to: length) }
            return call.lock.none
        }
        try module.function("pipe", "()", "Create a pipe within this process.") { call throws(PythonError) in
            let (reader, writer) = QueueDescriptor.pipe(wakeup: system.wakeup)
            let numbers = try system.onDescriptor { table throws(FileError) in [try table.add(reader), try table.add(writer)] }
            return try call.lock.tuple(ofIntegers: numbers)
        }
        try addFlags(to: module, system)
    }

    private static func onDescriptor<Result>(
        _ call: borrowing NativeCall, _ system: SystemContext,
        _ body: (any OpenDescriptor) throws(FileError) -> Result
    ) throws(PythonError) -> Result {
        let number = try call.integer(0)
        return try system.onDescriptor { table throws(FileError) in try body(table.descriptor(number)) }
    }

    private static func addFlags(to module: borrowing NativeModule, _ system: SystemContext) throws(PythonError) {
        try module.function("isatty", "(fd, /)") { call throws(PythonError) in
            _ = try call.integer(0)
            return call.lock.bool(false)
        }
        for name in ["fsync", "fdatasync"] {
            try module.function(name, "(fd)") { call throws(PythonError) in
                try onDescriptor(call, system) { _ throws(FileError) in }
                return call.lock.none
            }
        }
        for name in ["fchmod", "fchown"] {
            try module.function(name, "(fd, *args)") { call throws(PythonError) in
                try onDescriptor(call, system) { _ throws(FileError) in }
                throw system.error(FileError(EROFS), name, call.object(0), lock: call.lock)
            }
        }
        try module.function("get_inheritable", "(fd, /)") { call throws(PythonError) in
            try onDescriptor(call, system) { _ throws(FileError) in }
            return call.lock.bool(false)
        }
        try module.function("set_inheritable", "(fd, inheritable, /)") { call throws(PythonError) in
            try onDescriptor(call, system) { _ throws(FileError) in }
            return call.lock.none
        }
        try module.function("get_blocking", "(fd, /)") { call throws(PythonError) in
            try call.lock.bool(onDescriptor(call, system) { descriptor throws(FileError) in descriptor.isBlocking })
        }
        try module.function("set_blocking", "(fd, blocking, /)") { call throws(PythonError) in
            let blocks = try call.object(1).isTrue()
            try onDescriptor(call, system) { descriptor throws(FileError) in descriptor.isBlocking = blocks }
            return call.lock.none
        }
        try module.function("device_encoding", "(fd)") { call throws(PythonError) in call.lock.none }
        try module.function("get_terminal_size", "(fd=1, /)") { call throws(PythonError) in throw .system(ENOTTY) }
    }
}
