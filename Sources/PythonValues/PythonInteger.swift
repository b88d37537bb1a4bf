/// An integer of any size, as Python's `int`.
public struct PythonInteger: Sendable, Hashable {
    private enum Storage: Sendable, Hashable {
        case small(Int)
        /// Two's complement, the lowest byte first, no byte more than needed; only what does not fit an Int.
        case large([UInt8])
    }

    private let storage: Storage

    /// The same integer, of whatever size.
    public init(_ value: some BinaryInteger) {
        if let small = Int(exactly: value) {
            self.init(small: small)
            return
        }
        var bytes: [UInt8] = []
        for word in value.words { Self.append(word, to: &bytes) }
        // The words of an unsigned integer have no sign.
        if value > 0 { bytes.append(0) }
        self.init(twosComplement: bytes)
    }

    private init(small: Int) { storage = .small(small) }

    /// Two's complement, the lowest byte first; 0 without any.
    public init(twosComplement bytes: [UInt8]) {
        var bytes = bytes[...]
        while let last = bytes.last, bytes.count > 1 {
            let isNegative = bytes[bytes.endIndex - 2] & 0x80 != 0
            guard last == (isNegative ? 0xff : 0) else { break }
            bytes.removeLast()
        }
        guard bytes.count > MemoryLayout<Int>.size else {
            var value = (bytes.last ?? 0) & 0x80 != 0 ? -1 : 0
            for byte in bytes.reversed() { value = value << 8 | Int(byte) }
            storage = .small(value)
            return
        }
        storage = .large(Array(bytes))
    }

    private static func append(_ word: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The lowest byte first, at least one.
    public var twosComplement: [UInt8] {
        switch storage {
        case .small(let value): withUnsafeBytes(of: value.littleEndian, Array.init)
        case .large(let bytes): bytes
        }
    }

    fileprivate var small: Int? { if case .small(let value) = storage { value } else { nil } }

    private var isNegative: Bool { (twosComplement.last ?? 0) & 0x80 != 0 }
}

extension Int {
    /// `nil` where the integer does not fit.
    public init?(_ integer: PythonInteger) {
        guard let small = integer.small else { return nil }
        self = small
    }
}

extension FixedWidthInteger {
    /// `nil` where the integer does not fit.
    init?(_ integer: PythonInteger) {
        let bytes = integer.twosComplement
        // One more than the type has, for the sign of the largest unsigned numbers.
        guard bytes.count <= Swift.max(MemoryLayout<Self>.size, MemoryLayout<Int>.size) + 1, let value = Self(integer.description, radix: 10) else {
            return nil
        }
        self = value
    }
}

extension PythonInteger: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

// MARK: Text

extension PythonInteger: CustomStringConvertible {
    private static let digitsPerStep = 9
    private static let step: UInt64 = 1_000_000_000

    /// Bytes beyond which an integer is written in hexadecimal: to write decimal digits takes time that grows with the
    /// square of their number, and scripts choose how many there are.
    private static let largestDecimal = 4_096

    /// A literal of Python: decimal digits or, of what has more than about 9,800 of them, hexadecimal ones.
    public var description: String {
        if let small { return String(small) }
        var limbs = magnitude
        if limbs.count > Self.largestDecimal / 4 {
            return (isNegative ? "-0x" : "0x") + String(limbs.last ?? 0, radix: 16)
                + limbs.dropLast().reversed().map { limb in
                    let digits = String(limb, radix: 16)
                    return String(repeating: "0", count: 8 - digits.count) + digits
                }.joined()
        }
        var groups: [UInt64] = []
        while !limbs.isEmpty {
            var rest: UInt64 = 0
            for index in limbs.indices.reversed() {
                let value = rest << 32 | UInt64(limbs[index])
                limbs[index] = UInt32(value / Self.step)
                rest = value % Self.step
            }
            while limbs.last == 0 { limbs.removeLast() }
            groups.append(rest)
        }
        var text = isNegative ? "-" : ""
        text += String(groups.last ?? 0)
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: Self.digitsPerStep - digits.count) + digits
        }
        return text
    }

    /// Reads decimal digits with an optional sign; `nil` for any other text. Takes time that grows with the square of
    /// their number.
    public init?(_ text: String) {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        let zero = UInt8(ascii: "0")
        guard !digits.isEmpty, digits.allSatisfy({ (zero...zero + 9).contains($0) }) else { return nil }
        var limbs: [UInt32] = []
        for digit in digits {
            var carry = UInt64(digit - zero)
            for index in limbs.indices {
                let value = UInt64(limbs[index]) * 10 + carry
                limbs[index] = UInt32(truncatingIfNeeded: value)
                carry = value >> 32
            }
            if carry > 0 { limbs.append(UInt32(carry)) }
        }
        var bytes: [UInt8] = []
        for limb in limbs { Self.append(limb, to: &bytes) }
        bytes.append(0)
        self.init(twosComplement: isNegative ? Self.negated(bytes) : bytes)
    }

    private static func negated(_ bytes: [UInt8]) -> [UInt8] {
        var carry: UInt16 = 1
        return bytes.map { byte in
            carry += UInt16(~byte)
            defer { carry >>= 8 }
            return UInt8(truncatingIfNeeded: carry)
        }
    }

    private var magnitude: [UInt32] {
        // One byte more, since the magnitude of the lowest number has one bit more than the number.
        let bytes = isNegative ? Self.negated(twosComplement + [0xff]) : twosComplement + [0]
        var limbs = stride(from: 0, to: bytes.count, by: 4).map { start in
            bytes[start..<min(start + 4, bytes.count)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        while limbs.last == 0 { limbs.removeLast() }
        return limbs
    }
}
