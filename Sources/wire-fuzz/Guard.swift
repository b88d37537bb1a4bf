import Glibc
import Synchronization

/// What turns a trap, a hang or an allocation beyond all bounds into a failure that is told.
enum Guard {
    enum Failure: Error, CustomStringConvertible {
        case cannotWatch(String)

        var description: String {
            switch self {
            case .cannotWatch(let what): "the process cannot be bounded: \(what)"
            }
        }
    }

    /// - Parameters:
    ///   - seconds: of processor time; a loaded machine is no hang.
    ///   - memory: bytes that may be mapped beyond what is now. An allocation over it traps.
    static func start(seconds: UInt64, memory: UInt64) throws {
        for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGXCPU] { Glibc.signal(signal, tell) }
        guard let size = mappedBytes() else { throw Failure.cannotWatch("its size cannot be read") }
        try lower(RLIMIT_CPU, to: seconds)
        try lower(RLIMIT_AS, to: size + memory)
    }

    private static func lower(_ resource: __rlimit_resource, to value: UInt64) throws {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { throw Failure.cannotWatch("getrlimit") }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(value))
        guard setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { throw Failure.cannotWatch("setrlimit") }
    }

    /// The largest resident set so far, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss * 1024
    }

    private static func mappedBytes() -> UInt64? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        return UInt64(strtoull(line, nil, 10)) * UInt64(getpagesize())
    }
}

/// Only calls that are safe in a handler: the round as digits, and the end.
private func tell(_ signal: Int32) {
    var round = DecoderFuzz.round.load(ordering: .relaxed)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
        var start = digits.count - 1
        digits[start] = 0x0a
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(round % 10)
            round /= 10
        } while round > 0
        let text: StaticString = signal == SIGXCPU ? "wire-fuzz: too slow, at round " : "wire-fuzz: trapped in round "
        write(2, text.utf8Start, text.utf8CodeUnitCount)
        write(2, digits.baseAddress.map { $0 + start }, digits.count - start)
    }
    _exit(1)
}
