/// The frames that one side may send to another. Each direction is a type of its own, so that a child
/// has no way to say what only a zygote may.
package protocol WireFrame: Sendable {
    /// The largest payload of a frame of this type in bytes; `nil` where the direction has no such frame.
    static func payloadLimit(ofType type: UInt8) -> Int?

    init(type: UInt8, payload: inout ByteReader) throws(WireError)

    var type: UInt8 { get }
    func writePayload(into writer: inout ByteWriter) throws(WireError)
}

/// What precedes each payload: its length as four bytes, the frame's type, three zero bytes.
package enum FrameHeader {
    package static let size = 8
}

extension WireFrame {
    /// The whole frame, header included.
    package func encoded() throws(WireError) -> [UInt8] {
        var writer = ByteWriter()
        writer.unsigned32(0)
        writer.unsigned32(UInt32(type))
        try writePayload(into: &writer)
        let length = writer.bytes.count - FrameHeader.size
        guard let limit = Self.payloadLimit(ofType: type), length <= limit, let announced = UInt32(exactly: length)
        else { throw .oversizedFrame(type: type, length: UInt32(clamping: length)) }
        writer.patch(announced, at: 0)
        return writer.bytes
    }
}
