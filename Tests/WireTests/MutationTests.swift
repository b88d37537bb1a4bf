import Policy
import Testing

@testable import Wire

/// Bytes that no honest peer sends: whatever they are, decoding yields frames within their limits or an error, and
/// never traps. Deterministic, so that a failure can be had again.
@Suite struct MutationTests {
    #if DEBUG
        static let rounds = 200_000
    #else
        static let rounds = 3_000_000
    #endif

    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }

    private static let interesting: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x7f, 0x80, 0xc0, 0xf4, 0xfe, 0xff]

    private func mutate(_ bytes: inout [UInt8], _ random: inout Generator) {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let position = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
            switch UInt8.random(in: 0..<7, using: &random) {
            case 0 where !bytes.isEmpty: bytes[position] = .random(in: .min ... .max, using: &random)
            case 1 where !bytes.isEmpty: bytes[position] = Self.interesting.randomElement(using: &random) ?? 0
            case 2 where !bytes.isEmpty: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 3: bytes.insert(.random(in: .min ... .max, using: &random), at: position)
            case 4 where !bytes.isEmpty: bytes.remove(at: position)
            case 5: bytes.removeSubrange(position...)
            // A length field that lies.
            case 6 where bytes.count >= position + 4:
                let value = [0, 1, 0xffff, 0x10000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff].randomElement(using: &random)
                withUnsafeBytes(of: UInt32(value ?? 0).littleEndian) {
                    for (index, byte) in $0.enumerated() { bytes[position + index] = byte }
                }
            default: break
            }
        }
    }

    private func attack<Frame: WireFrame & Equatable>(_ samples: [Frame], seed: UInt64) throws {
        var random = Generator(state: seed)
        let encoded = try samples.map { frame throws(WireError) in try frame.encoded() }
        var decodedFrames = 0
        for _ in 0..<Self.rounds / 4 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) { bytes += encoded.randomElement(using: &random) ?? [] }
            mutate(&bytes, &random)
            var decoder = FrameDecoder<Frame>()
            var rest = bytes[...]
            decoding: while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...64, using: &random))
                rest = rest.dropFirst(piece.count)
                piece.withUnsafeBytes { decoder.append($0) }
                do {
                    while let frame = try decoder.next() {
                        decodedFrames += 1
                        // What was accepted can be said again, and means the same.
                        let again = try frame.encoded()
                        guard try decodeAll(again, as: Frame.self) == [frame] else {
                            Issue.record("\(frame) does not survive; from \(bytes)")
                            return
                        }
                    }
                } catch {
                    break decoding
                }
            }
        }
        // The mutations would show nothing if none got past the header.
        #expect(decodedFrames > Self.rounds / 20)
    }

    @Test func mutatedFramesToTheZygote() throws { try attack(Samples.toZygote, seed: 1) }
    @Test func mutatedFramesFromTheZygote() throws { try attack(Samples.fromZygote, seed: 2) }
    @Test func mutatedFramesToTheChild() throws { try attack(Samples.toChild, seed: 3) }
    @Test func mutatedFramesFromTheChild() throws { try attack(Samples.fromChild, seed: 4) }

    @Test func randomBytes() {
        var random = Generator(state: 5)
        for _ in 0..<Self.rounds / 4 {
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            _ = try? decodeAll(bytes, as: ChildToHost.self)
            _ = try? decodeAll(bytes, as: ZygoteToHost.self)
        }
    }
}
