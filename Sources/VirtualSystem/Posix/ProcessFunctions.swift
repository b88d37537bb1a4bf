internal import Glibc
internal import PythonRuntime

/// What a script learns of its process and machine: the same fixed answers in every run.
struct ProcessFunctions {
    let services: any InterpreterServices

    func add(to module: borrowing NativeModule, lock: borrowing InterpreterLock) throws(PythonError) {
        try addIdentity(to: module)
        let real = try services.hiddenModule("posix", lock: lock)
        try addMachine(to: module, real: real)
        try addPriority(to: module)
        try addRandomness(to: module, real: real)
        try addEnvironment(to: module, lock: lock)
        try addWaiting(to: module)
        // Libraries name it without calling it, and whoever calls it should learn why nothing starts.
        try module.function("system", "(command)", "Refuses: no run starts processes.") {
            [unowned services] call throws(PythonError) in
            _ = try call.object(0).fileSystemPath()
            throw PythonError(
                .permissionError,
                services.deny(
                    operation: "starting a process", rule: "the virtual module 'posix'",
                    remedy: "no run is granted processes"))
        }
    }

    private func addIdentity(to module: borrowing NativeModule) throws(PythonError) {
        let answers = ["getpid": 2, "getppid": 1, "getuid": 1000, "geteuid": 1000, "getgid": 1000, "getegid": 1000]
        for (name, answer) in answers {
            try module.function(name, "()") { call throws(PythonError) in try call.lock.integer(answer) }
        }
        try module.function("getpgrp", "()") { call throws(PythonError) in try call.lock.integer(Self.process) }
        for name in ["getpgid", "getsid"] {
            try module.function(name, "(pid, /)", "The number of the script's process, which leads both.") {
                call throws(PythonError) in
                guard try [0, Self.process].contains(call.integer(0)) else { throw PythonError.system(ESRCH) }
                return try call.lock.integer(Self.process)
            }
        }
        for name in ["getresuid", "getresgid"] {
            try module.function(name, "()", "The same number thrice: real, effective and saved.") { call throws(PythonError) in
                try call.lock.tuple(ofIntegers: [Self.user, Self.user, Self.user])
            }
        }
        try module.function("getgroups", "()") { call throws(PythonError) in try call.lock.list() }
        try module.function("getgrouplist", "(user, group, /)", "The group that is given: a user has no others.") {
            call throws(PythonError) in
            _ = try call.string(0)
            let groups = try call.lock.list()
            try groups.append(call.lock.integer(call.integer(1)))
            return groups
        }
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
        #if arch(arm64)
            let machine = "aarch64"
        #else
            let machine = "x86_64"
        #endif
        try module.function("uname", "()", "A fixed answer: scripts do not learn the host's name.") {
            call throws(PythonError) in
            let fields = try call.lock.list(ofStrings: ["Linux", "sandbox", "6.1.0", "#1 SMP", machine])
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
        try module.function("getloadavg", "()", "Return zeros: scripts do not learn how busy the machine is.") {
            call throws(PythonError) in
            let averages = try call.lock.list()
            for _ in 0..<3 { try averages.append(call.lock.float(0)) }
            return try averages.asTuple()
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
        try module.function("putenv", "(name, value, /)", "Accepts a variable, of which no process learns.") {
            call throws(PythonError) in
            let name = try call.object(0).fileSystemPath()
            _ = try call.object(1).fileSystemPath()
            guard !name.isEmpty, !name.contains(UInt8(ascii: "=")) else {
                throw PythonError(.valueError, "illegal environment variable name")
            }
            return call.lock.none
        }
        try module.function("unsetenv", "(name, /)", "Accepts the name of a variable.") { call throws(PythonError) in
            let name = try call.object(0).fileSystemPath()
            guard !name.isEmpty, !name.contains(UInt8(ascii: "=")) else { throw PythonError.system(EINVAL) }
            return call.lock.none
        }
    }

    /// How willingly the process lets others go first: a number that a script can set, and that nobody heeds.
    private final class Niceness {
        private static let range = -20...19
        private(set) var value = 0

        /// - Throws: what Linux answers to those who may not go ahead of others.
        func set(_ wanted: Int, otherwise number: Int32) throws(PythonError) {
            guard wanted >= value else { throw PythonError.system(number) }
            value = min(wanted, Self.range.upperBound)
        }
    }

    private func addPriority(to module: borrowing NativeModule) throws(PythonError) {
        let niceness = Niceness()
        try module.function("nice", "(increment, /)", "Add increment to the priority of process and return the new priority.") {
            call throws(PythonError) in
            let (wanted, overflows) = try niceness.value.addingReportingOverflow(call.integer(0))
            guard !overflows else { throw PythonError.system(EINVAL) }
            try niceness.set(wanted, otherwise: EPERM)
            return try call.lock.integer(niceness.value)
        }
        try module.function("getpriority", "(which, who)", "Return program scheduling priority.") { call throws(PythonError) in
            try Self.requireSelf(call)
            return try call.lock.integer(niceness.value)
        }
        try module.function("setpriority", "(which, who, priority)", "Set program scheduling priority.") {
            call throws(PythonError) in
            try Self.requireSelf(call)
            try niceness.set(call.integer(2), otherwise: EACCES)
            return call.lock.none
        }
        try module.function("sched_yield", "()", "Voluntarily relinquish the processor.") { call throws(PythonError) in
            call.lock.released {}
            return call.lock.none
        }
    }

    /// There is no process, group or user but the script's.
    private static func requireSelf(_ call: borrowing NativeCall) throws(PythonError) {
        let (which, who) = try (call.integer(0), call.integer(1))
        guard (0...2).contains(which) else { throw PythonError.system(EINVAL) }
        guard [0, which == 2 ? user : process].contains(who) else { throw PythonError.system(ESRCH) }
    }

    private static let process = 2
    private static let user = 1000

    private func addRandomness(to module: borrowing NativeModule, real: borrowing PythonReference) throws(PythonError) {
        let source = KeptReference(try real.attribute("urandom"))
        try module.function("getrandom", "(size, flags=0)", "Obtain a series of random bytes.") { call throws(PythonError) in
            let (size, flags) = try (call.integer(0), call.integer(1, default: 0))
            guard size >= 0, flags & ~3 == 0 else { throw PythonError.system(EINVAL) }
            return try source.reference.call(call.lock.integer(size))
        }
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
