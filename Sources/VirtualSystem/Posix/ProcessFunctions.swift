internal import Glibc
internal import PythonRuntime

/// What a script learns of its process and machine: the same fixed answers in every run.
struct ProcessFunctions {
    let services: any InterpreterServices

    func add(to module: borrowing NativeModule, lock: borrowing InterpreterLock) throws(PythonError) {
        try addIdentity(to: module)
        try addMachine(to: module, real: services.hiddenModule("posix", lock: lock))
        try addEnvironment(to: module, lock: lock)
        try addWaiting(to: module)
    }

    private func addIdentity(to module: borrowing NativeModule) throws(PythonError) {
        let answers = ["getpid": 2, "getppid": 1, "getuid": 1000, "geteuid": 1000, "getgid": 1000, "getegid": 1000]
        for (name, answer) in answers {
            try module.function(name, "()") { call throws(PythonError) in try call.lock.integer(answer) }
        }
        try module.function("getgroups", "()") { call throws(PythonError) in try call.lock.list() }
        try module.function("getlogin", "()") { call throws(PythonError) in try call.lock.string("user") }
    }

    private func addMachine(
        to module: borrowing NativeModule, real: borrowing PythonReference
    ) throws(PythonError) {
        let names = try PythonModule.namespace(of: real)
        guard let uname = try names.value(forKey: "uname_result"), let times = try names.value(forKey: "times_result") else {
            throw PythonError(.systemError, "the real posix module lacks uname_result or times_result")
        }
        let unameType = KeptReference(uname)
        try module.function("uname", "()", "A fixed answer: scripts do not learn the host's name.") {
            call throws(PythonError) in
            let fields = try call.lock.list(ofStrings: ["Linux", "sandbox", "0", "0", "x86_64"])
            return try unameType.reference.call(fields.asTuple())
        }
        let timesType = KeptReference(times)
        try module.function("times", "()", "Return process times: user, system, of children, elapsed; in seconds.") {
            call throws(PythonError) in
            let fields = try call.lock.list()
            for seconds in [Self.seconds(CLOCK_PROCESS_CPUTIME_ID), 0, 0, 0, Self.seconds(CLOCK_MONOTONIC)] {
                try fields.append(call.lock.float(seconds))
            }
            return try timesType.reference.call(fields.asTuple())
        }
        try module.function("cpu_count", "()") { call throws(PythonError) in try call.lock.integer(1) }
        try module.function("sched_getaffinity", "(pid, /)", "The set of the one processor, 0.") {
            call throws(PythonError) in
            _ = try call.integer(0)
            return try call.lock.set(ofIntegers: [0])
        }
        try module.function("get_terminal_size", "(fd=1, /)", "Refused: no descriptor is a terminal.") {
            _ throws(PythonError) in throw PythonError.system(ENOTTY)
        }
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func addEnvironment(
        to module: borrowing NativeModule, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        try module.object("environ", lock.dictionary())
        // os.environ keeps its own copy; the environment of the process stays empty.
        try module.function("putenv", "(name, value, /)") { call throws(PythonError) in call.lock.none }
        try module.function("unsetenv", "(name, /)") { call throws(PythonError) in call.lock.none }
    }

    /// subprocess and asyncio look for it when they are imported.
    private func addWaiting(to module: borrowing NativeModule) throws(PythonError) {
        try module.function("waitpid", "(pid, options, /)", "There are no children to wait for.") {
            call throws(PythonError) in
            _ = try (call.integer(0), call.integer(1))
            throw PythonError.system(ECHILD)
        }
    }
}
