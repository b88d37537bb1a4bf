/// A value that passes between a script and its host: a copy, of exact built-in types only. What a script makes of it
/// later does not change it here.
public enum PythonValue: Sendable, Hashable {
    case none
    case bool(Bool)
    case integer(PythonInteger)
    case float(Double)
    /// Strings with lone surrogates cannot pass: let the script encode them.
    case string(String)
    case bytes([UInt8])
    case list([PythonValue])
    case tuple([PythonValue])
    /// In the order of Python's dict.
    case dictionary([Entry])
    /// A `set` or `frozenset`, in no particular order; a script gets a `set`.
    case set([PythonValue])
    // Boxed, so that every value of a long list is not as large as these.
    indirect case date(PythonDate)
    indirect case time(PythonTime)
    indirect case dateTime(PythonDateTime)
    indirect case duration(PythonDuration)
    case decimal(PythonDecimal)
    case object(HostObject)

    /// A key and its value.
    public struct Entry: Sendable, Hashable {
        /// Hashable in Python, or a script cannot get the dict.
        public var key: PythonValue
        /// What stands under the key.
        public var value: PythonValue

        /// A value under a key.
        public init(key: PythonValue, value: PythonValue) {
            self.key = key
            self.value = value
        }
    }

    /// As Python calls the type.
    public var typeName: String {
        switch self {
        case .none: "None"
        case .bool: "bool"
        case .integer: "int"
        case .float: "float"
        case .string: "str"
        case .bytes: "bytes"
        case .list: "list"
        case .tuple: "tuple"
        case .dictionary: "dict"
        case .set: "set"
        case .date: "datetime.date"
        case .time: "datetime.time"
        case .dateTime: "datetime.datetime"
        case .duration: "datetime.timedelta"
        case .decimal: "decimal.Decimal"
        case .object(let object): object.className
        }
    }
}

// MARK: What a value holds

extension PythonValue {
    /// Whether it is `None`.
    public var isNone: Bool { self == .none }

    /// `nil` for what is no `bool`.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// `nil` also where the integer is beyond 64 bits.
    public var intValue: Int? { if case .integer(let value) = self { Int(value) } else { nil } }

    /// Of a `float` or an `int` that a double can hold without loss.
    public var doubleValue: Double? {
        switch self {
        case .float(let value): value
        case .integer(let value): Int(value).flatMap { Double(exactly: $0) }
        default: nil
        }
    }

    /// `nil` for what is no `str`.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// `nil` for what is no `bytes`.
    public var bytesValue: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }

    /// The elements of a list, tuple or set.
    public var elements: [PythonValue]? {
        switch self {
        case .list(let elements), .tuple(let elements), .set(let elements): elements
        default: nil
        }
    }

    /// The value of a dict's key that is this text.
    public subscript(key: String) -> PythonValue? {
        guard case .dictionary(let entries) = self else { return nil }
        return entries.first { $0.key == .string(key) }?.value
    }

    /// The element of a list, tuple or set, `nil` beyond its end.
    public subscript(index: Int) -> PythonValue? {
        guard let elements, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

// MARK: Literals

extension PythonValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .none }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(PythonInteger(value)) }
    public init(floatLiteral value: Double) { self = .float(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: PythonValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (PythonValue, PythonValue)...) {
        self = .dictionary(elements.map { Entry(key: $0.0, value: $0.1) })
    }

    /// An `int`.
    public static func int(_ value: some BinaryInteger) -> PythonValue { .integer(PythonInteger(value)) }
}
