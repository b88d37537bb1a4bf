/// The most that a run may use of something. Having none must be written out.
public enum Bound<Value: Sendable & Equatable>: Sendable, Equatable {
    case atMost(Value)
    case unlimited

    /// The bound, `nil` where there is none.
    public var value: Value? {
        switch self {
        case .atMost(let value): value
        case .unlimited: nil
        }
    }
}

extension Bound: ExpressibleByIntegerLiteral where Value == Int {
    public init(integerLiteral value: Int) { self = .atMost(value) }
}

extension Bound where Value == Int {
    /// So many times 1,024 bytes.
    public static func kibibytes(_ count: Int) -> Bound { scaled(count, by: 1 << 10) }
    /// So many times 1,024 KiB.
    public static func mebibytes(_ count: Int) -> Bound { scaled(count, by: 1 << 20) }
    /// So many times 1,024 MiB.
    public static func gibibytes(_ count: Int) -> Bound { scaled(count, by: 1 << 30) }

    /// What overflows is beyond every bound that can be kept, and is refused as such.
    private static func scaled(_ count: Int, by unit: Int) -> Bound {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
        return .atMost(overflow ? (count < 0 ? .min : .max) : bytes)
    }
}

extension Bound where Value == Duration {
    /// So many seconds at most.
    public static func seconds(_ count: some BinaryInteger) -> Bound { .atMost(.seconds(count)) }
    /// So many seconds at most, in fractions.
    public static func seconds(_ count: Double) -> Bound { .atMost(.seconds(count)) }
    /// So many milliseconds at most.
    public static func milliseconds(_ count: some BinaryInteger) -> Bound { .atMost(.milliseconds(count)) }
}
