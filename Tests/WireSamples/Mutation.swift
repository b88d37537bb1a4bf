/// Ways to spoil a stream of frames.
package enum Mutation {
    private static let interestingBytes: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x7f, 0x80, 0xc0, 0xed, 0xf4, 0xfe, 0xff]
    private static let interestingLengths: [UInt32] = [
        0, 1, 2, 4, 255, 256, 1_024, 1_025, 4_096, 0xffff, 0x1_0000, 0x1_0001, 0x40_0000, 0x7fff_ffff, 0x8000_0000,
        0xffff_ffff,
    ]

    /// Spoils `stream` in one to six places. `other`: another stream, for splicing.
    package static func apply(to stream: inout [UInt8], splicing other: [UInt8], _ random: inout Generator) {
        for _ in 0...random.below(6) { spoil(&stream, other, &random) }
    }

    private static func spoil(_ stream: inout [UInt8], _ other: [UInt8], _ random: inout Generator) {
        guard !stream.isEmpty else {
            stream.append(random.byte())
            return
        }
        // Half of them near the start: there is the header.
        let position = random.chance(1, in: 2) ? random.below(min(stream.count, 24)) : random.below(stream.count)
        switch random.below(11) {
        case 0: stream[position] = random.byte()
        case 1: stream[position] = random.choice(interestingBytes)
        case 2: stream[position] ^= 1 << UInt8(random.below(8))
        case 3: stream.insert(random.byte(), at: position)
        case 4: stream.remove(at: position)
        case 5: stream.removeSubrange(position...)
        case 6: put(random.choice(interestingLengths), into: &stream, at: position)
        case 7: put(UInt32(truncatingIfNeeded: stream.count - position + random.below(9) - 4), into: &stream, at: position)
        // The frame's type, and a number in its place that another direction has.
        case 8: stream[min(4, stream.count - 1)] = UInt8(random.below(12))
        case 9: splice(&stream, position, other, &random)
        default:
            let length = min(random.below(32), stream.count - position)
            stream.insert(contentsOf: stream[position..<position + length], at: position)
        }
    }

    private static func put(_ value: UInt32, into stream: inout [UInt8], at position: Int) {
        for index in 0..<4 where position + index < stream.count {
            stream[position + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))
        }
    }

    private static func splice(_ stream: inout [UInt8], _ position: Int, _ other: [UInt8], _ random: inout Generator) {
        guard !other.isEmpty else { return }
        let start = random.below(other.count)
        let end = min(other.count, start + random.below(64))
        let replaced = min(random.below(64), stream.count - position)
        stream.replaceSubrange(position..<position + replaced, with: other[start..<end])
    }
}
