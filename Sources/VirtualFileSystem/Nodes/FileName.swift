/// A name in a directory: bytes, as Linux compares them. `String` would call two spellings of one text
/// the same file.
package struct FileName: Hashable, Sendable {
    /// `NAME_MAX`, in bytes.
    package static let maximumLength = 255

    package let bytes: [UInt8]

    package init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        // Array would feed the hasher byte by byte.
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
