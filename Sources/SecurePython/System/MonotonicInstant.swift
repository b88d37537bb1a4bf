internal import LinuxShims

/// A moment of the clock that is never set back.
struct MonotonicInstant: Comparable {
    private let nanoseconds: Int64

    static var now: MonotonicInstant { MonotonicInstant(nanoseconds: spl_monotonic_nanoseconds()) }

    /// A moment that does not come.
    static let never = MonotonicInstant(nanoseconds: .max)

    static func < (left: MonotonicInstant, right: MonotonicInstant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Later by `duration`, or the end of time where that is further than the clock counts.
    func advanced(by duration: Duration) -> MonotonicInstant {
        let (seconds, attoseconds) = duration.components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, sumOverflow) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (end, endOverflow) = nanoseconds.addingReportingOverflow(sum)
        let isTooFar = overflow || sumOverflow || endOverflow
        return MonotonicInstant(nanoseconds: isTooFar ? (seconds < 0 ? .min : .max) : end)
    }

    func duration(since earlier: MonotonicInstant) -> Duration {
        .nanoseconds(nanoseconds - earlier.nanoseconds)
    }

    /// Milliseconds from now until this moment, rounded up, in the range that poll(2) takes.
    var millisecondsFromNow: Int32 {
        let (left, overflow) = nanoseconds.subtractingReportingOverflow(spl_monotonic_nanoseconds())
        if overflow { return .max }
        return left <= 0 ? 0 : Int32(clamping: left / 1_000_000 + 1)
    }
}
