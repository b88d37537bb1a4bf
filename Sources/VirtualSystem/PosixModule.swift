internal import Glibc
internal import PythonRuntime

/// `posix`: calls on the virtual tree. What is dangerous is absent rather than refusing, because the
/// library tests for names and then takes another way.
enum PosixModule {
    /// What `os` concludes `supports_dir_fd` and its like from.
    private static let features = [
        "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR",
        "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT", "HAVE_LSTAT", "HAVE_MKDIRAT",
        "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
    ]
    private static let constants = [
        "CLD_", "EX_", "F_", "GRND_", "NGROUPS_", "O_", "P_", "R_OK", "SCHED_", "SEEK_", "ST_", "TMP_MAX", "W", "X_OK",
    ]
    private static let harmless = [
        "WCOREDUMP", "WEXITSTATUS", "WIFCONTINUED", "WIFEXITED", "WIFSIGNALED", "WIFSTOPPED", "WSTOPSIG", "WTERMSIG",
        "_path_normpath", "fspath", "getrandom", "major", "makedev", "minor", "sched_yield", "strerror", "times", "urandom",
        "waitstatus_to_exitcode",
    ]
    private static let results = [
        "sched_param", "stat_result", "statvfs_result", "terminal_size", "times_result", "uname_result", "waitid_result",
    ]

    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let real = try system.services.hiddenModule("posix", lock: lock)
        let module = try NativeModule("posix", "The virtual operating system of a run.", functions: system.functions, lock: lock)
        try module.realConstants(prefixes: constants, from: real)
        try module.forward(harmless, from: real)
        try module.real(results, from: real)
        try module.object("error", lock.exceptionClass(.osError))
        try module.object("_have_functions", lock.list(ofStrings: features))
        try module.object("environ", lock.dictionary())
        let calls = PosixCalls(system, real: real)
        try calls.addQuestions(to: module, lock)
        try calls.addChanges(to: module)
        try calls.addListings(to: module, lock)
        try PosixDescriptorCalls.add(to: module, calls)
        try PosixProcessCalls.add(to: module, calls)
        return module.finish()
    }
}

/// Arguments and results that the calls have in common.
final class PosixCalls {
    let system: SystemContext
    let real: HeldReference

    init(_ system: SystemContext, real: borrowing PythonReference) {
        self.system = system
        self.real = HeldReference(real.copy())
    }

    /// The folder that `dir_fd` names, `nil` where none is given.
    func base(_ call: borrowing NativeCall, _ index: Int?) throws(PythonError) -> AbsolutePath? {
        guard let index, call.hasValue(index) else { return nil }
        let number = try call.integer(index)
        guard let descriptor = system.descriptors[number] else { throw .system(EBADF) }
        guard let directory = descriptor as? DirectoryDescriptor else { throw .system(ENOTDIR) }
        return directory.path
    }

    /// Runs `body` on the place that an argument names; a failure names the argument.
    func at<Result>(
        _ index: Int, _ call: borrowing NativeCall, directory: Int? = nil, _ verb: String,
        _ body: (AbsolutePath) throws(FileError) -> Result
    ) throws(PythonError) -> Result {
        let subject = call.object(index)
        let base = try base(call, directory)
        let bytes = try subject.fileSystemPath()
        do throws(FileError) {
            return try body(system.files.resolve(bytes, from: base))
        } catch {
            throw system.error(error, verb, subject, lock: call.lock)
        }
    }

    /// Attributes of a path, or of an open descriptor.
    func attributes(_ call: borrowing NativeCall, _ index: Int, directory: Int?) throws(PythonError) -> FileAttributes {
        let subject = call.object(index)
        if subject.isInteger {
            let number = try subject.integer()
            return try system.onDescriptor { table throws(FileError) in try table.descriptor(number).attributes }
        }
        return try at(index, call, directory: directory, "stat") { path throws(FileError) in
            try self.system.files.tree.attributes(of: path)
        }
    }

    func statResult(_ file: FileAttributes, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let seconds = file.modified / 1_000_000_000
        let fields = try lock.tuple { items throws(PythonError) in
            for value in [file.mode, file.identifier, 1, file.links, 1000, 1000, file.size, seconds, seconds, seconds] {
                try items.append(lock.integer(value))
            }
            for _ in 0..<3 { try items.append(lock.float(Double(file.modified) / 1e9)) }
            for _ in 0..<3 { try items.append(lock.integer(file.modified)) }
            for value in [4096, (file.size + 511) / 512, 0] { try items.append(lock.integer(value)) }
        }
        return try real.object.attribute("stat_result").call(fields)
    }

    // MARK: Questions

    func addQuestions(to module: borrowing NativeModule, _ lock: borrowing InterpreterLock) throws(PythonError) {
        try module.function("stat", "(path, *, dir_fd=None, follow_symlinks=True)") { [self] call throws(PythonError) in
            try statResult(attributes(call, 0, directory: 1), lock: call.lock)
        }
        try module.function("lstat", "(path, *, dir_fd=None)") { [self] call throws(PythonError) in
            try statResult(attributes(call, 0, directory: 1), lock: call.lock)
        }
        try module.function("fstat", "(fd)") { [self] call throws(PythonError) in
            let number = try call.integer(0)
            let found = try system.onDescriptor { table throws(FileError) in try table.descriptor(number).attributes }
            return try statResult(found, lock: call.lock)
        }
        try module.function("access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)") {
            [self] call throws(PythonError) in
            let wanted = try call.integer(1)
            let base = try base(call, 2)
            let bytes = try call.object(0).fileSystemPath()
            guard let path = try? system.files.resolve(bytes, from: base),
                let found = try? system.files.tree.attributes(of: path)
            else { return call.lock.bool(false) }
            return call.lock.bool(found.permissions >> 6 & wanted == wanted)
        }
        try module.function("readlink", "(path, *, dir_fd=None)") { [self] call throws(PythonError) in
            let target = try at(0, call, directory: 1, "readlink") { path throws(FileError) in
                try self.system.files.tree.target(ofLink: path)
            }
            return try name(target, asBytes: call.object(0).isBytes, lock: call.lock)
        }
        for function in ["statvfs", "fstatvfs"] {
            try module.function(function, "(path)") { [self] call throws(PythonError) in
                _ = try attributes(call, 0, directory: nil)
                let values = [4096, 4096, 0, 0, 0, 0, 0, 0, 1, 255]
                return try real.object.attribute("statvfs_result").call(call.lock.tuple(ofIntegers: values))
            }
        }
        try module.function("getcwd", "()") { [self] call throws(PythonError) in
            try call.lock.string(decodingFileSystemBytes: system.files.workingDirectory.bytes)
        }
        try module.function("getcwdb", "()") { [self] call throws(PythonError) in
            try call.lock.bytes(system.files.workingDirectory.bytes)
        }
        for function in ["chdir", "fchdir"] {
            try module.function(function, "(path)") { [self] call throws(PythonError) in
                if call.object(0).isInteger {
                    if let directory = try base(call, 0) {
                        try system.onDescriptor { _ throws(FileError) in try self.system.files.enter(directory) }
                    }
                } else {
                    try at(0, call, "chdir") { path throws(FileError) in try self.system.files.enter(path) }
                }
                return call.lock.none
            }
        }
    }

    func name(_ bytes: [UInt8], asBytes: Bool, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        asBytes ? try lock.bytes(bytes) : try lock.string(decodingFileSystemBytes: bytes)
    }
}
