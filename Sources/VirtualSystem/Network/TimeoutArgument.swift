internal import PythonRuntime

/// Timeouts as scripts give them: seconds, or `None` for ever.
enum TimeoutArgument {
    /// Longer than any process lives; beyond, sums with the clock could overflow.
    static let longest: Double = 9e9

    /// `nil` stands for no limit. Throws `ValueError` or `OverflowError` where CPython does.
    static func seconds(
        _ value: borrowing PythonReference, negativeMessage: String
    ) throws(PythonError) -> Double? {
        if value.isNone { return nil }
        let seconds = try value.float()
        guard !seconds.isNaN else { throw PythonError(.valueError, "Invalid value NaN (not a number)") }
        guard seconds <= longest else { throw PythonError(.overflowError, "timeout doesn't fit into C timeval") }
        guard seconds >= 0 else { throw PythonError(.valueError, negativeMessage) }
        return seconds
    }
}
