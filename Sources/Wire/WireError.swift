/// Why bytes are not a frame of this direction. What the other side sent is refused as a whole.
package enum WireError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No frame of this direction has this type.
    case unknownFrame(type: UInt8)
    /// The header announces more than a frame of this type may hold.
    case oversizedFrame(type: UInt8, length: UInt32)
    /// The reserved bytes of the header are not zero.
    case malformedHeader
    /// The payload ends inside a field.
    case truncatedPayload
    /// The payload goes on after its last field.
    case trailingBytes
    /// A text is not UTF-8.
    case malformedText(field: String)
    /// A count, size or number is outside of what the field allows.
    case outOfRange(field: String)

    package var description: String {
        switch self {
        case .unknownFrame(let type): "frame type \(type) does not exist in this direction"
        case .oversizedFrame(let type, let length): "frame of type \(type) announces \(length) bytes, over its limit"
        case .malformedHeader: "malformed frame header"
        case .truncatedPayload: "frame ends inside a field"
        case .trailingBytes: "frame goes on after its last field"
        case .malformedText(let field): "\(field) is not UTF-8"
        case .outOfRange(let field): "\(field) is out of range"
        }
    }
}
