extension PythonValue: CustomStringConvertible {
    /// The same as `literal`.
    public var description: String { literal }
}

extension PythonValue {
    /// The text of an expression that makes the value in Python, as `repr` writes it; of dates and decimals it needs the
    /// modules `datetime` and `decimal`.
    public var literal: String {
        switch self {
        case .none: "None"
        case .bool(let value): value ? "True" : "False"
        case .integer(let value): value.description
        case .float(let value): Self.literal(value)
        case .string(let text): Self.literal(text)
        case .bytes(let bytes): Self.literal(bytes)
        case .list(let elements): "[" + Self.joined(elements) + "]"
        case .tuple(let elements): "(" + Self.joined(elements) + (elements.count == 1 ? ",)" : ")")
        case .set(let elements): elements.isEmpty ? "set()" : "{" + Self.joined(elements) + "}"
        case .dictionary(let entries): "{" + entries.map { $0.key.literal + ": " + $0.value.literal }.joined(separator: ", ") + "}"
        case .date(let date): "datetime.date(\(date.year), \(date.month), \(date.day))"
        case .time(let time): "datetime.time(\(Self.parts(time)))"
        case .dateTime(let value):
            "datetime.datetime(\(value.date.year), \(value.date.month), \(value.date.day), \(Self.parts(value.time)))"
        case .duration(let value): "datetime.timedelta(\(value.days), \(value.seconds), \(value.microseconds))"
        case .decimal(let value): "decimal.Decimal('\(value.text)')"
        // No expression makes one.
        case .object: "..."
        }
    }

    private static func joined(_ elements: [PythonValue]) -> String { elements.map(\.literal).joined(separator: ", ") }

    private static func literal(_ value: Double) -> String {
        if value.isNaN { return "float('nan')" }
        if value.isInfinite { return value < 0 ? "float('-inf')" : "float('inf')" }
        return "\(value)"
    }

    private static func parts(_ time: PythonTime) -> String {
        var text = "\(time.hour), \(time.minute), \(time.second), \(time.microsecond)"
        if let offset = time.offset { text += ", datetime.timezone(datetime.timedelta(0, \(offset)))" }
        return text + (time.isFolded ? ", fold=1" : "")
    }

    private static func literal(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f: result += "\\x" + hexadecimal(UInt8(scalar.value))
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }

    private static func literal(_ bytes: [UInt8]) -> String {
        var result = "b'"
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"): result += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7f: result.unicodeScalars.append(UnicodeScalar(byte))
            default: result += "\\x" + hexadecimal(byte)
            }
        }
        return result + "'"
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
