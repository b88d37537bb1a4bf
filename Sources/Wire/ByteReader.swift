/// Reads fields from untrusted bytes. Every method either yields a checked value or throws; none traps,
/// and none allocates more than the bytes that are really there.
package struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    package var remaining: Int { bytes.endIndex - position }

    private mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw .truncatedPayload }
        let end = position + count
        defer { position = end }
        return bytes[position..<end]
    }

    package mutating func byte() throws(WireError) -> UInt8 {
        guard remaining > 0 else { throw .truncatedPayload }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func unsigned16() throws(WireError) -> UInt16 {
        var value: UInt16 = 0
        for (index, byte) in try take(2).enumerated() { value |= UInt16(byte) << (8 * UInt16(index)) }
        return value
    }

    package mutating func unsigned32() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for (index, byte) in try take(4).enumerated() { value |= UInt32(byte) << (8 * UInt32(index)) }
        return value
    }

    package mutating func unsigned64() throws(WireError) -> UInt64 {
        var value: UInt64 = 0
        for (index, byte) in try take(8).enumerated() { value |= UInt64(byte) << (8 * UInt64(index)) }
        return value
    }

    package mutating func signed32() throws(WireError) -> Int32 {
        Int32(bitPattern: try unsigned32())
    }

    package mutating func flag(_ field: String) throws(WireError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .outOfRange(field: field)
        }
    }

    /// The number of elements that follow, each of which takes at least one byte.
    package mutating func count(upTo limit: Int, _ field: String) throws(WireError) -> Int {
        guard let count = Int(exactly: try unsigned32()), count <= limit else { throw .outOfRange(field: field) }
        guard count <= remaining else { throw .truncatedPayload }
        return count
    }

    package mutating func blob(upTo limit: Int, _ field: String) throws(WireError) -> [UInt8] {
        let count = try count(upTo: limit, field)
        return Array(try take(count))
    }

    package mutating func text(upTo limit: Int, _ field: String) throws(WireError) -> String {
        let count = try count(upTo: limit, field)
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw .malformedText(field: field)
        }
        return text
    }

    package mutating func bytes(_ count: Int) throws(WireError) -> [UInt8] { Array(try take(count)) }

    /// All that is left; the frame's own limit has capped it.
    package mutating func rest() throws(WireError) -> [UInt8] {
        Array(try take(remaining))
    }

    package func finish() throws(WireError) {
        guard remaining == 0 else { throw .trailingBytes }
    }
}
