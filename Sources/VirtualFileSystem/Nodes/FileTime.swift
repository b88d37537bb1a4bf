/// A point in time as `struct timespec` holds it: since 1970, with nanoseconds in 0..<1_000_000_000.
package struct FileTime: Hashable, Comparable, Sendable {
    package let seconds: Int
    package let nanoseconds: Int

    /// Brings nanoseconds out of range into it; seconds saturate.
    package init(seconds: Int, nanoseconds: Int = 0) {
        let billion = 1_000_000_000
        var (carry, rest) = nanoseconds.quotientAndRemainder(dividingBy: billion)
        if rest < 0 { (carry, rest) = (carry - 1, rest + billion) }
        let (sum, overflows) = seconds.addingReportingOverflow(carry)
        self.seconds = overflows ? (seconds < 0 ? Int.min : Int.max) : sum
        self.nanoseconds = rest
    }

    package static func < (left: FileTime, right: FileTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}
