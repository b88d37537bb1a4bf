internal import Glibc

/// Where things stand in an image; `build-scripts/build-module-image` describes the format.
/// Every offset is checked against the image before use.
struct Layout {
    static let magic: [UInt8] = Array("SPYIMG01".utf8)
    static let headerLength = 16
    static let entryLength = 20
    private static let packageFlag = 1

    let image: UnsafeRawBufferPointer

    /// The little-endian number at an offset that lies inside the header or the index.
    func number(at offset: Int) -> Int {
        Int(UInt32(littleEndian: image.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }

    func slice(at offset: Int, length: Int) -> UnsafeRawBufferPointer? {
        guard offset <= image.count, length <= image.count - offset else { return nil }
        return UnsafeRawBufferPointer(rebasing: image[offset..<offset + length])
    }

    func name(of index: Int) -> UnsafeRawBufferPointer? {
        let entry = Self.headerLength + index * Self.entryLength
        return slice(at: number(at: entry), length: number(at: entry + 4))
    }

    func isPackage(_ index: Int) -> Bool {
        number(at: Self.headerLength + index * Self.entryLength + 8) & Self.packageFlag != 0
    }

    func code(of index: Int) -> UnsafeRawBufferPointer? {
        let entry = Self.headerLength + index * Self.entryLength
        return slice(at: number(at: entry + 12), length: number(at: entry + 16))
    }

    /// Negative, zero or positive, as the bytes of `left` sort before, with or after those of `right`.
    static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let common = min(left.count, right.count)
        if common > 0, let leftStart = left.baseAddress, let rightStart = right.baseAddress {
            let order = memcmp(leftStart, rightStart, common)
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}
