package import Wire

extension WireFrame where Self: Equatable {
    /// Whether decoding what this frame encodes to gives the frame again.
    /// A frame with a NaN in one of its values equals no other; then the bytes decide.
    package func survivesEncoding() throws(WireError) -> Bool {
        let bytes = try encoded()
        var decoder = FrameDecoder<Self>()
        bytes.withUnsafeBytes { decoder.append($0) }
        guard let back = try decoder.next(), decoder.pendingBytes == 0 else { return false }
        if back == self { return true }
        return try back.encoded() == bytes
    }
}
