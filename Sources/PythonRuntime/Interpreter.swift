internal import CPython
internal import CPythonShims

/// CPython could not be started.
public struct InterpreterStartError: Error {
    public let reason: String
}

/// What the interpreter is started with. Everything else is fixed: no environment, no `site`, no
/// user paths, no signal handlers, no `.pyc` writing, UTF-8 throughout.
public struct InterpreterConfiguration: Sendable {
    /// Where CPython finds `encodings` while it starts, and all else where the language layer is off.
    public var searchPaths: [String]
    /// `nil` for a random hash seed.
    public var hashSeed: UInt32?

    public init(searchPaths: [String] = Interpreter.standardSearchPaths, hashSeed: UInt32? = nil) {
        self.searchPaths = searchPaths
        self.hashSeed = hashSeed
    }
}

/// The one interpreter of this process.
public enum Interpreter {
    /// The version that this was compiled for, such as `3.11`.
    public static var minorVersion: String { "\(PY_MAJOR_VERSION).\(PY_MINOR_VERSION)" }

    /// `sys.version`: the full text that names the build of CPython that runs.
    public static var buildVersion: String { String(cString: Py_GetVersion()) }

    public static var libraryFolder: String { "/usr/lib/python\(minorVersion)" }

    /// Of extension modules.
    public static var extensionFolder: String { libraryFolder + "/lib-dynload" }

    /// What follows a module's name in the name of its file, on Debian.
    public static var extensionSuffix: String {
        #if arch(x86_64)
            let architecture = "x86_64"
        #elseif arch(arm64)
            let architecture = "aarch64"
        #endif
        return ".cpython-\(PY_MAJOR_VERSION)\(PY_MINOR_VERSION)-\(architecture)-linux-gnu.so"
    }

    public static var standardSearchPaths: [String] { [libraryFolder, extensionFolder] }

    /// Starts CPython; the calling thread holds the interpreter lock afterwards.
    public static func start(_ configuration: InterpreterConfiguration) throws(InterpreterStartError) {
        var preconfiguration = PyPreConfig()
        PyPreConfig_InitIsolatedConfig(&preconfiguration)
        preconfiguration.utf8_mode = 1
        if let reason = spy_preinitialise(&preconfiguration) {
            throw InterpreterStartError(reason: String(cString: reason))
        }
        var config = PyConfig()
        PyConfig_InitIsolatedConfig(&config)
        defer { PyConfig_Clear(&config) }
        config.site_import = 0
        config.install_signal_handlers = 0
        config.write_bytecode = 0
        config.pathconfig_warnings = 0
        config.parse_argv = 0
        config.configure_c_stdio = 0
        config.module_search_paths_set = 1
        if let seed = configuration.hashSeed {
            config.use_hash_seed = 1
            config.hash_seed = UInt(seed)
        }
        for path in configuration.searchPaths {
            let reason = path.withCString { spy_append_search_path(&config, $0) }
            if let reason { throw InterpreterStartError(reason: String(cString: reason)) }
        }
        if let reason = spy_initialise(&config) {
            throw InterpreterStartError(reason: String(cString: reason))
        }
    }

    /// Gives up the lock that `start` left with the calling thread, for programs whose work moves between
    /// threads; from then on each takes it by `InterpreterLock.withLock`.
    public static func releaseStartingThread() {
        _ = PyEval_SaveThread()
    }

    /// Lends the lock to the thread that started the interpreter and never gave it up.
    public static func withHeldLock<Result: ~Copyable, Failure: Error>(
        _ body: (borrowing InterpreterLock) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(PyGILState_Check() == 1, "the interpreter lock is not held by this thread")
        return try body(InterpreterLock())
    }

    /// Of threads that run Python code or have, and still may.
    package static func threadCount(_ lock: borrowing InterpreterLock) -> Int {
        var count = 0
        var state = PyInterpreterState_ThreadHead(PyInterpreterState_Main())
        while let present = state {
            count += 1
            state = PyThreadState_Next(present)
        }
        return count
    }

    /// After `fork`, in the child: the interpreter's own locks and thread table, without any
    /// at-fork hook of the library.
    public static func resumeAfterFork() {
        PyOS_AfterFork_Child()
    }
}
