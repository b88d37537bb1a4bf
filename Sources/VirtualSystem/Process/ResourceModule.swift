internal import Glibc
internal import PythonRuntime

/// `resource`: the processor time that a script took, and limits that it may set and nobody heeds. The limits of the
/// run are the host's, and are not told.
enum ResourceModule {
    /// What a script set, within one run.
    private final class Limits {
        private var set: [Int: (soft: Int, hard: Int)] = [:]

        func limit(_ resource: Int) -> (soft: Int, hard: Int) { set[resource] ?? (infinity, infinity) }

        func set(_ resource: Int, soft: Int, hard: Int) throws(PythonError) {
            guard Limits.rank(soft) <= Limits.rank(hard) else {
                throw PythonError(.valueError, "current limit exceeds maximum limit")
            }
            guard Limits.rank(hard) <= Limits.rank(limit(resource).hard) else {
                throw PythonError(.valueError, "not allowed to raise maximum limit")
            }
            set[resource] = (soft, hard)
        }

        /// Infinity is the greatest, and any other number what it is without a sign.
        private static func rank(_ limit: Int) -> UInt { UInt(bitPattern: limit) }
    }

    private static let infinity = -1
    private static let process = 2
    private static let resources = [
        "RLIMIT_CPU": 0, "RLIMIT_FSIZE": 1, "RLIMIT_DATA": 2, "RLIMIT_STACK": 3, "RLIMIT_CORE": 4, "RLIMIT_RSS": 5,
        "RLIMIT_NPROC": 6, "RLIMIT_NOFILE": 7, "RLIMIT_OFILE": 7, "RLIMIT_MEMLOCK": 8, "RLIMIT_AS": 9,
        "RLIMIT_SIGPENDING": 11, "RLIMIT_MSGQUEUE": 12, "RLIMIT_NICE": 13, "RLIMIT_RTPRIO": 14, "RLIMIT_RTTIME": 15,
    ]
    private static let whose = ["RUSAGE_SELF": 0, "RUSAGE_CHILDREN": -1, "RUSAGE_THREAD": 1]
    private static let counts = [
        "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock",
        "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw",
    ]

    static func make(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "resource", "Processor time, and limits that a script sets for itself.", functions: functions, lock: lock)
        for (name, value) in resources { try module.integer(name, value, lock: lock) }
        for (name, value) in whose { try module.integer(name, value, lock: lock) }
        try module.integer("RLIM_INFINITY", infinity, lock: lock)
        try module.object("error", lock.exceptionClass(.osError))
        try addUsage(to: module)
        try addLimits(to: module)
        try module.function("getpagesize", "()", "Return the size of a page of memory, in bytes.") { call throws(PythonError) in
            try call.lock.integer(4096)
        }
        return module.finish()
    }

    /// Counts stay 0: those of the kernel tell how busy the machine is.
    private static func addUsage(to module: borrowing NativeModule) throws(PythonError) {
        let type = try RecordType(
            "resource.struct_rusage", "What getrusage() tells: times in seconds, and counts.",
            fields: [("ru_utime", "time in user mode"), ("ru_stime", "time in the kernel")] + counts.map { ($0, "0") })
        try module.object("struct_rusage", type.type.reference)
        try module.function("getrusage", "(who, /)", "Return the processor time taken so far.") { call throws(PythonError) in
            let who = try call.integer(0)
            let clock = [0: CLOCK_PROCESS_CPUTIME_ID, 1: CLOCK_THREAD_CPUTIME_ID][who]
            guard clock != nil || who == -1 else { throw PythonError(.valueError, "invalid who parameter") }
            let fields = try call.lock.list()
            try fields.append(call.lock.float(clock.map(seconds) ?? 0))
            try fields.append(call.lock.float(0))
            for _ in counts { try fields.append(call.lock.integer(0)) }
            return try type.record(fields)
        }
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func addLimits(to module: borrowing NativeModule) throws(PythonError) {
        let limits = Limits()
        try module.function("getrlimit", "(resource, /)", "Return the limits that the script set, soft and hard.") {
            call throws(PythonError) in
            let limit = limits.limit(try resource(call, 0))
            return try call.lock.tuple(ofIntegers: [limit.soft, limit.hard])
        }
        try module.function("setrlimit", "(resource, limits, /)", "Set limits, which nobody heeds: those of the run hold.") {
            call throws(PythonError) in
            let resource = try resource(call, 0)
            let pair = try pair(call.object(1))
            try limits.set(resource, soft: pair.soft, hard: pair.hard)
            return call.lock.none
        }
        try module.function("prlimit", "(pid, resource, limits=None, /)", "The same for the process of the script.") {
            call throws(PythonError) in
            guard try [0, process].contains(call.integer(0)) else { throw PythonError.system(ESRCH) }
            let resource = try resource(call, 1)
            let former = limits.limit(resource)
            if call.hasValue(2) {
                let pair = try pair(call.object(2))
                try limits.set(resource, soft: pair.soft, hard: pair.hard)
            }
            return try call.lock.tuple(ofIntegers: [former.soft, former.hard])
        }
    }

    private static func resource(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> Int {
        let number = try call.integer(index)
        guard (0...15).contains(number) else { throw PythonError(.valueError, "invalid resource specified") }
        return number
    }

    private static func pair(_ limits: borrowing PythonReference) throws(PythonError) -> (soft: Int, hard: Int) {
        var numbers: [Int] = []
        try limits.forEach { item throws(PythonError) in
            // More than two are as wrong as three: nothing endless is read.
            guard numbers.count < 2 else { throw PythonError(.valueError, "expected a tuple of 2 integers") }
            numbers.append(try item.integer())
        }
        guard numbers.count == 2 else { throw PythonError(.valueError, "expected a tuple of 2 integers") }
        return (numbers[0], numbers[1])
    }
}
