internal import PythonRuntime

/// The virtual `posix`: what `os` is made of, over a tree of ours and without any system call on files
/// or processes. What could only be dangerous is absent, so that feature tests of the library see that.
enum PosixModule {
    /// Real functions that compute and touch nothing, and the real types of results.
    private static let realNames = [
        "WCOREDUMP", "WEXITSTATUS", "WIFCONTINUED", "WIFEXITED", "WIFSIGNALED", "WIFSTOPPED", "WSTOPSIG", "WTERMSIG",
        "_path_normpath", "fspath", "major", "makedev", "minor", "stat_result", "strerror", "terminal_size",
        "statvfs_result", "times_result", "uname_result", "urandom", "waitstatus_to_exitcode",
    ]

    /// Drives `os.supports_dir_fd` and its kin; only what the functions here truly can.
    private static let capabilities = [
        "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT",
        "HAVE_FDOPENDIR", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LCHOWN", "HAVE_LINKAT",
        "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_OPENAT", "HAVE_READLINKAT",
        "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
    ]

    static func make(
        functions: NativeFunctions, system: PosixSystem, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "posix", "The operating system that a script sees.", functions: functions, lock: lock)
        let services = system.services
        let real = try services.hiddenModule("posix", lock: lock)
        try addConstants(to: module, real: real)
        try module.real(realNames, from: real)
        try module.object("error", lock.exceptionClass(.osError))
        try module.object("_have_functions", lock.list(ofStrings: capabilities))

        try DirectoryListing(system: system, functions: functions, lock: lock).add(to: module)
        try PathFunctions(system: system).add(to: module)
        try DescriptorFunctions(system: system).add(to: module)
        try DescriptorState(system: system).add(to: module)
        try TransferFunctions(system: system).add(to: module)
        try ConfigurationFunctions(system: system).add(to: module, real: real)
        try ChangeFunctions(system: system).add(to: module)
        try AttributeFunctions(system: system).add(to: module)
        try ProcessFunctions(services: services).add(to: module, lock: lock)
        return module.finish()
    }

    /// All integers under upper-case names: numbers of Linux, harmless by themselves.
    private static func addConstants(
        to module: borrowing NativeModule, real: borrowing PythonReference
    ) throws(PythonError) {
        let names = try PythonModule.namespace(of: real)
        for name in try names.stringKeys() where !name.contains(where: \.isLowercase) && !name.hasPrefix("_") {
            if let value = try names.value(forKey: name), value.isInteger {
                try module.object(name, value)
            }
        }
    }
}
