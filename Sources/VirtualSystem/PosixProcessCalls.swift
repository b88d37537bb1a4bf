internal import Glibc
internal import PythonRuntime

/// What `posix` tells of the process: fixed values, the same in every run.
enum PosixProcessCalls {
    private static let numbers = [
        ("getpid", 2), ("getppid", 1), ("getuid", 1000), ("geteuid", 1000), ("getgid", 1000), ("getegid", 1000), ("cpu_count", 1),
    ]

    static func add(to module: borrowing NativeModule, _ calls: PosixCalls) throws(PythonError) {
        for (name, value) in numbers {
            try module.function(name, "()") { call throws(PythonError) in try call.lock.integer(value) }
        }
        try module.function("getgroups", "()") { call throws(PythonError) in
            let groups = try call.lock.list()
            try groups.append(call.lock.integer(1000))
            return groups
        }
        try module.function("sched_getaffinity", "(pid, /)") { call throws(PythonError) in
            try calls.system.builtin("set", lock: call.lock).call(call.lock.tuple(ofIntegers: [0]))
        }
        try module.function("getlogin", "()") { call throws(PythonError) in throw .system(ENXIO) }
        try module.function("getloadavg", "()") { call throws(PythonError) in throw PythonError(.osError, "Load averages are unobtainable") }
        try module.function("uname", "()") { call throws(PythonError) in
            let fields = try call.lock.list(ofStrings: ["Linux", SocketModule.hostName, "0", "0", "x86_64"])
            return try calls.real.object.attribute("uname_result").call(fields.asTuple())
        }
        // subprocess takes it at import; no process has children here.
        try module.function("waitpid", "(pid, options, /)") { call throws(PythonError) in
            _ = try call.integer(0)
            throw .system(ECHILD)
        }
        // `os.environ` keeps the values itself; the process has none to change.
        for (name, signature) in [("putenv", "(name, value, /)" as NativeSignature), ("unsetenv", "(name, /)")] {
            try module.function(name, signature) { call throws(PythonError) in
                let key = try call.object(0).fileSystemPath()
                if key.isEmpty || key.contains(UInt8(ascii: "=")) {
                    throw PythonError(.valueError, "illegal environment variable name")
                }
                return call.lock.none
            }
        }
    }
}
