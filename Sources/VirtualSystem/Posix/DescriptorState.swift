internal import Glibc
internal import PythonRuntime
internal import VirtualFileSystem

/// `dup` and its kin, and what is set of descriptors.
struct DescriptorState {
    let system: PosixSystem

    func add(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("dup", "(fd, /)", "Return a duplicate of a file descriptor.") { call throws(PythonError) in
            try call.lock.integer(system.descriptors.duplicate(call.integer(0)))
        }
        try module.function("dup2", "(fd, fd2, inheritable=True)", "Duplicate file descriptor.") { call throws(PythonError) in
            let new = try call.integer(1)
            try system.descriptors.duplicate(call.integer(0), as: new, isInheritable: call.bool(2, default: true))
            return try call.lock.integer(new)
        }
        try module.function("get_inheritable", "(fd, /)", "Get the inheritable flag of a descriptor.") {
            call throws(PythonError) in
            let descriptor = try call.integer(0)
            _ = try system.descriptors.file(descriptor)
            return call.lock.bool(system.descriptors.isInheritable(descriptor))
        }
        try module.function("set_inheritable", "(fd, inheritable, /)", "Set the inheritable flag; no process inherits.") {
            call throws(PythonError) in
            let descriptor = try call.integer(0)
            _ = try system.descriptors.file(descriptor)
            try system.descriptors.setInheritable(descriptor, call.bool(1, default: true))
            return call.lock.none
        }
        try addBlocking(to: module)
    }

    private func addBlocking(to module: borrowing NativeModule) throws(PythonError) {
        let system = system
        try module.function("get_blocking", "(fd, /)", "Get the blocking mode of a descriptor.") {
            call throws(PythonError) in
            switch try system.descriptors.file(call.integer(0)) {
            case .end(let end): return call.lock.bool(end.isBlocking)
            case .file(let file): return call.lock.bool(!file.flags.contains(.nonBlocking))
            case .source(let source): return call.lock.bool(source.isBlocking)
            case .input, .output: return call.lock.bool(true)
            }
        }
        try module.function("set_blocking", "(fd, blocking, /)", "Set the blocking mode of a descriptor.") {
            call throws(PythonError) in
            let isBlocking = try call.bool(1, default: true)
            switch try system.descriptors.file(call.integer(0)) {
            case .end(let end): end.isBlocking = isBlocking
            case .file(let file):
                try system.ask { () throws(FileError) in
                    try file.setStatusFlags(
                        isBlocking ? file.flags.subtracting(.nonBlocking) : file.flags.union(.nonBlocking))
                }
            case .source(let source): source.isBlocking = isBlocking
            case .input, .output: break
            }
            return call.lock.none
        }
    }
}
