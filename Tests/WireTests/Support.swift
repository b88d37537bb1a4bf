@testable import Wire

/// Decodes everything in one piece.
func decodeAll<Frame: WireFrame>(_ bytes: [UInt8], as type: Frame.Type) throws(WireError) -> [Frame] {
    var decoder = FrameDecoder<Frame>()
    bytes.withUnsafeBytes { decoder.append($0) }
    var frames: [Frame] = []
    while let frame = try decoder.next() { frames.append(frame) }
    return frames
}
