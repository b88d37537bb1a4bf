internal import Policy

/// The clock that a script sees.
public enum ScriptClock: Sendable, Equatable {
    case real
    /// Starts at this instant with every run, and moves only by what the script waits, which takes no time, and by a
    /// microsecond with each look at it. Threads wait for real.
    case fixed(since1970: Duration)
}

/// Where a script's random numbers come from: `random`, `secrets`, `uuid`, the order of sets, and all else.
public enum ScriptRandomness: Sendable, Equatable {
    case real
    /// From this number, the same with every run. Not for scripts that make secrets. The worker's memory is laid out
    /// the same each time, which makes bugs in native code easier to exploit.
    case seeded(UInt64)
}

extension Repeatability {
    /// - Throws: `SandboxError.Code.request` for an instant that the clock cannot show.
    init(_ clock: ScriptClock, _ randomness: ScriptRandomness) throws(SandboxError) {
        self.init()
        if case .fixed(let instant) = clock { clockStart = try Self.nanoseconds(instant) }
        if case .seeded(let seed) = randomness { self.seed = seed }
    }

    /// Leaves room for what passes during the run.
    private static let instants = Duration.zero...Duration.seconds(8_000_000_000)

    private static func nanoseconds(_ instant: Duration) throws(SandboxError) -> Int64 {
        guard instants.contains(instant) else {
            throw SandboxError(.request, "The clock cannot be fixed at \(instant) since 1970: give an instant from 1970 to 2223.")
        }
        let (seconds, attoseconds) = instant.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
