/// Reads a bound from text such as `2s`, `256MiB`, `8` or `unlimited`. Whether it can be kept is settled when a run
/// is asked for.
package enum LimitArgument {
    /// What would have done, for a message that shows the text itself.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    /// A plain number is of seconds.
    package static func time(_ text: String) throws(Unreadable) -> Bound<Duration> {
        let microseconds = try bound(
            text, defaultUnit: 1_000_000,
            units: ["ms": 1_000, "s": 1_000_000, "min": 60_000_000, "h": 3_600_000_000],
            form: "give a time such as 500ms, 2s, 1.5min or 1h, to the microsecond; or unlimited")
        return microseconds.value.map { .atMost(.microseconds($0)) } ?? .unlimited
    }

    /// A plain number is of bytes.
    package static func size(_ text: String) throws(Unreadable) -> Bound<Int> {
        try bound(
            text, defaultUnit: 1,
            units: [
                "B": 1, "kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000,
                "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
            ],
            form: "give a size such as 1000, 64KiB, 256MiB, 1.5GiB or 10MB, in whole bytes; or unlimited")
    }

    package static func count(_ text: String) throws(Unreadable) -> Bound<Int> {
        try bound(text, defaultUnit: 1, units: [:], form: "give a whole number, or unlimited")
    }

    private static func bound(
        _ text: String, defaultUnit: Int, units: [String: Int], form: String
    ) throws(Unreadable) -> Bound<Int> {
        if text == "unlimited" { return .unlimited }
        let number = text.prefix { $0 == "." || $0.isASCIIDigit }
        let suffix = String(text[number.endIndex...])
        let unit = suffix.isEmpty ? defaultUnit : units[suffix]
        guard let unit, let value = product(of: number, and: unit) else { throw Unreadable(description: form) }
        return .atMost(value)
    }

    /// `nil` for what is no decimal number, does not come out whole, or is too large.
    private static func product(of number: Substring, and unit: Int) -> Int? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            let digits = Int(parts.joined())
        else { return nil }
        var (value, overflow) = digits.multipliedReportingOverflow(by: unit)
        if overflow { return nil }
        for _ in parts.dropFirst().joined() {
            guard value % 10 == 0 else { return nil }
            value /= 10
        }
        return value
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
