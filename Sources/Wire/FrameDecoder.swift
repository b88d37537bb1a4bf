/// Turns bytes, in whatever pieces they arrive, into frames of one direction.
///
/// Holds at most one incomplete frame and what was appended since; the header's length is checked against
/// the type's limit before a payload is waited for. After the first error nothing more is decoded.
package struct FrameDecoder<Frame: WireFrame> {
    private var buffer: [UInt8] = []
    private var start = 0
    private var failure: WireError?

    package init() {}

    /// Bytes received that belong to no decoded frame yet.
    package var pendingBytes: Int { buffer.count - start }

    /// How many bytes more the next frame needs: the rest of its header, and once that is here, of its payload. Whoever
    /// takes no more at a time allocates the same with every run, however the bytes arrive.
    package var missingBytes: Int {
        guard pendingBytes >= FrameHeader.size else { return FrameHeader.size - pendingBytes }
        var header = ByteReader(buffer[start..<start + FrameHeader.size])
        guard let length = try? header.unsigned32(), let size = Int(exactly: length) else { return 0 }
        return max(0, size - (pendingBytes - FrameHeader.size))
    }

    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
        } else if start > buffer.count / 2 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole frame, `nil` where more bytes are needed.
    package mutating func next() throws(WireError) -> Frame? {
        if let failure { throw failure }
        do {
            return try decodeNext()
        } catch {
            failure = error
            buffer = []
            start = 0
            throw error
        }
    }

    private mutating func decodeNext() throws(WireError) -> Frame? {
        guard pendingBytes >= FrameHeader.size else { return nil }
        var header = ByteReader(buffer[start..<start + FrameHeader.size])
        let length = try header.unsigned32()
        let type = try header.byte()
        guard try header.byte() == 0, try header.unsigned16() == 0 else { throw .malformedHeader }
        guard let limit = Frame.payloadLimit(ofType: type) else { throw .unknownFrame(type: type) }
        guard let size = Int(exactly: length), size <= limit else { throw .oversizedFrame(type: type, length: length) }
        guard size <= pendingBytes - FrameHeader.size else { return nil }

        let body = start + FrameHeader.size
        var payload = ByteReader(buffer[body..<body + size])
        let frame = try Frame(type: type, payload: &payload)
        try payload.finish()
        start = body + size
        return frame
    }
}
