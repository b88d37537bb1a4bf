internal import CPythonShims

/// What makes two runs of one script the same, byte by byte. For all code of the process, and for good.
public enum RepeatableProcess {
    /// Has hash seeds and all other random numbers follow from one. Called before anything asks for any.
    public static func seedRandomness(_ seed: UInt64) { spy_seed_randomness(seed) }

    /// Has the clock stand at this many nanoseconds since 1970, but for what waits and looks at it take.
    public static func fixClock(atNanoseconds instant: Int64) { spy_fix_clock(instant) }
}
