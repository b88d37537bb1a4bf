/// Reads an instant in the form of ISO 8601, such as `2026-05-01` or `2026-05-01T12:30:00.5+02:00`. Without a zone it is
/// in UTC.
package enum InstantArgument {
    package struct Unreadable: Error, CustomStringConvertible {
        package let description = "give an instant such as 2026-05-01, 2026-05-01T12:30:00Z or 2026-05-01T12:30:00+02:00, from 1970 on"
    }

    /// The time since 1970 in UTC.
    package static func instant(_ text: String) throws(Unreadable) -> Duration {
        var reader = Reader(rest: Substring(text))
        guard let day = day(&reader) else { throw Unreadable() }
        var instant = Duration.seconds(day * 86_400)
        if reader.take("T") || reader.take(" ") {
            guard let time = timeOfDay(&reader), let zone = zone(&reader) else { throw Unreadable() }
            instant += time - .seconds(zone)
        }
        guard reader.rest.isEmpty, instant >= .zero else { throw Unreadable() }
        return instant
    }

    /// Days since 1970.
    private static func day(_ reader: inout Reader) -> Int? {
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400
        // Of the year 1970 it is 719,162.
        return before * 365 + leapDays + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }

    private static func timeOfDay(_ reader: inout Reader) -> Duration? {
        guard let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.number(digits: 2), minute < 60
        else { return nil }
        var time = Duration.seconds(hour * 3600 + minute * 60)
        guard reader.take(":") else { return time }
        guard let second = reader.number(digits: 2), second < 60 else { return nil }
        time += .seconds(second)
        if reader.take(".") {
            guard let fraction = reader.nanoseconds() else { return nil }
            time += .nanoseconds(fraction)
        }
        return time
    }

    /// Seconds east of UTC.
    private static func zone(_ reader: inout Reader) -> Int? {
        if reader.rest.isEmpty || reader.take("Z") { return 0 }
        let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
        guard sign != 0, let hours = reader.number(digits: 2), hours < 24, reader.take(":"),
            let minutes = reader.number(digits: 2), minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private struct Reader {
        var rest: Substring

        mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(digits: Int) -> Int? {
            let text = rest.prefix(digits)
            guard text.count == digits, text.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
            rest.removeFirst(digits)
            return Int(text)
        }

        /// The digits behind a point, at most nine.
        mutating func nanoseconds() -> Int? {
            let text = rest.prefix { ("0"..."9").contains($0) }
            guard (1...9).contains(text.count) else { return nil }
            rest.removeFirst(text.count)
            return Int(text + String(repeating: "0", count: 9 - text.count))
        }
    }
}
