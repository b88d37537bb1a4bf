/// Writes fields in the form that `ByteReader` reads, little-endian.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func byte(_ value: UInt8) { bytes.append(value) }

    package mutating func unsigned16(_ value: UInt16) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func unsigned32(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func unsigned64(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func signed32(_ value: Int32) { unsigned32(UInt32(bitPattern: value)) }

    package mutating func flag(_ value: Bool) { byte(value ? 1 : 0) }

    package mutating func count(_ value: Int, upTo limit: Int, _ field: String) throws(WireError) {
        guard value <= limit, let value = UInt32(exactly: value) else { throw .outOfRange(field: field) }
        unsigned32(value)
    }

    package mutating func blob(_ value: some Collection<UInt8>, upTo limit: Int, _ field: String) throws(WireError) {
        try count(value.count, upTo: limit, field)
        bytes.append(contentsOf: value)
    }

    /// Bytes whose number follows from the length of the frame.
    package mutating func raw(_ value: [UInt8]) { bytes.append(contentsOf: value) }

    package mutating func text(_ value: String, upTo limit: Int, _ field: String) throws(WireError) {
        try blob(value.utf8, upTo: limit, field)
    }

    /// Text for a person: what is over the limit is cut rather than refused.
    package mutating func clippedText(_ value: String, upTo limit: Int, _ field: String) throws(WireError) {
        try text(value.clipped(toBytes: limit), upTo: limit, field)
    }

    mutating func patch(_ value: UInt32, at offset: Int) {
        withUnsafeBytes(of: value.littleEndian) { source in
            for (index, byte) in source.enumerated() { bytes[offset + index] = byte }
        }
    }
}

extension String {
    /// The longest beginning of whole characters that takes at most `limit` bytes, marked with `…` where cut.
    package func clipped(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        let mark = "…"
        var scalars = String.UnicodeScalarView()
        var length = mark.utf8.count
        for scalar in unicodeScalars {
            length += UTF8.width(scalar)
            if length > limit { break }
            scalars.append(scalar)
        }
        let kept = String(scalars)
        return kept.utf8.count + mark.utf8.count <= limit ? kept + mark : kept
    }
}
