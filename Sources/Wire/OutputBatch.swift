package import Policy

/// Frames of a child's output that wait to be sent, already in the form of the wire. Bytes for the same
/// stream join the last frame, so that many small writes make few frames, in the order of the writes.
package struct OutputBatch {
    private var frames: [UInt8] = []
    /// Where the open frame begins, and the stream that it is for.
    private var open: (start: Int, stream: OutputStream)?

    package init() {}

    package var byteCount: Int { frames.count }

    package mutating func append(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let start = openFrame(for: stream)
            let payload = frames.count - start - FrameHeader.size
            let piece = rest.prefix(1 + WireLimits.outputChunk - payload)
            frames.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece))
            rest = rest.dropFirst(piece.count)
            setLength(payload + piece.count, ofFrameAt: start)
        }
    }

    /// Adds a frame of another kind after what was written so far.
    package mutating func append(_ frame: ChildToHost) throws(WireError) {
        open = nil
        frames.append(contentsOf: try frame.encoded())
    }

    package mutating func takeBytes() -> [UInt8] {
        open = nil
        let taken = frames
        frames = []
        frames.reserveCapacity(min(taken.count, 2 * WireLimits.outputChunk))
        return taken
    }

    private mutating func openFrame(for stream: OutputStream) -> Int {
        if let open, open.stream == stream,
            frames.count - open.start - FrameHeader.size < 1 + WireLimits.outputChunk
        {
            return open.start
        }
        let start = frames.count
        frames.append(contentsOf: [0, 0, 0, 0, ChildToHost.outputType, 0, 0, 0, stream.rawValue])
        open = (start, stream)
        return start
    }

    private mutating func setLength(_ length: Int, ofFrameAt start: Int) {
        withUnsafeBytes(of: UInt32(clamping: length).littleEndian) { source in
            for (index, byte) in source.enumerated() { frames[start + index] = byte }
        }
    }
}
