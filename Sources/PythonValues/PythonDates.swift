/// A day of the calendar, as Python's `datetime.date`.
public struct PythonDate: Sendable, Hashable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to the length of the month.
    public let day: Int

    /// `nil` for a day that the calendar does not have.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.length(of: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

/// A time of day, as Python's `datetime.time`.
public struct PythonTime: Sendable, Hashable {
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int
    /// 0 to 999,999.
    public let microsecond: Int
    /// From UTC, in seconds, less than a day; `nil` where the time says nothing of a zone.
    public let offset: Int?
    /// Whether it is the second of two equal times, at the end of summer time.
    public let isFolded: Bool

    /// `nil` where a part is out of its range.
    public init?(
        hour: Int, minute: Int, second: Int = 0, microsecond: Int = 0, offset: Int? = nil, isFolded: Bool = false
    ) {
        let day = 86_400
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            (0..<1_000_000).contains(microsecond), ((1 - day)..<day).contains(offset ?? 0)
        else { return nil }
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.offset = offset
        self.isFolded = isFolded
    }
}

/// As Python's `datetime.datetime`. A zone passes as its offset from UTC: of the zone objects a script may only pass
/// `datetime.timezone`.
public struct PythonDateTime: Sendable, Hashable {
    /// The day.
    public let date: PythonDate
    /// The time of day, with its offset from UTC where there is one.
    public let time: PythonTime

    /// A time on a day.
    public init(date: PythonDate, time: PythonTime) {
        self.date = date
        self.time = time
    }
}

/// As Python's `datetime.timedelta`.
public struct PythonDuration: Sendable, Hashable {
    /// -999,999,999 to 999,999,999.
    public let days: Int
    /// 0 to 86,399.
    public let seconds: Int
    /// 0 to 999,999.
    public let microseconds: Int

    /// `nil` where a part is out of its range.
    public init?(days: Int, seconds: Int = 0, microseconds: Int = 0) {
        guard (-999_999_999...999_999_999).contains(days), (0..<86_400).contains(seconds), (0..<1_000_000).contains(microseconds)
        else { return nil }
        self.days = days
        self.seconds = seconds
        self.microseconds = microseconds
    }

    /// Rounded down to whole microseconds; `nil` beyond what Python can hold.
    public init?(_ duration: Duration) {
        let (wholeSeconds, attoseconds) = duration.components
        var days = wholeSeconds / 86_400
        var seconds = wholeSeconds % 86_400
        var microseconds = attoseconds / 1_000_000_000_000
        if attoseconds % 1_000_000_000_000 < 0 { microseconds -= 1 }
        if microseconds < 0 { (microseconds, seconds) = (microseconds + 1_000_000, seconds - 1) }
        if seconds < 0 { (seconds, days) = (seconds + 86_400, days - 1) }
        self.init(days: Int(days), seconds: Int(seconds), microseconds: Int(microseconds))
    }

    /// The same as Swift has it.
    public var duration: Duration {
        .seconds(days * 86_400 + seconds) + .microseconds(microseconds)
    }
}

/// A decimal number as the text that Python's `decimal.Decimal` reads and writes, exact to the last digit.
public struct PythonDecimal: Sendable, Hashable, CustomStringConvertible {
    /// Characters that a decimal may have here.
    public static let maximumLength = 100_000

    /// As Python writes it.
    public let text: String

    /// `nil` for what is no decimal number: digits with a point and an exponent, `Infinity`, `NaN` or `sNaN`.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, Self.isDecimal(text.utf8[...]) else { return nil }
        self.text = text
    }

    public var description: String { text }

    private static func isDecimal(_ given: Substring.UTF8View) -> Bool {
        var rest = given
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let lower = String(Substring(rest)).lowercased()
        if lower == "infinity" || lower == "inf" { return true }
        for prefix in ["snan", "nan"] where lower.hasPrefix(prefix) {
            return lower.dropFirst(prefix.count).utf8.allSatisfy(isDigit)
        }
        let whole = rest.prefix(while: isDigit)
        rest = rest[whole.endIndex...]
        var fraction = rest[rest.startIndex..<rest.startIndex]
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = rest.prefix(while: isDigit)
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return false }
        guard let mark = rest.first else { return true }
        guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
