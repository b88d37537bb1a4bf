import Testing
import WireSamples

@testable import Wire

/// Bytes that no honest peer sends: whatever they are, decoding yields frames within their limits or an error, and
/// never traps. A short form of what wire-fuzz does.
@Suite struct MutationTests {
    static let rounds = 20_000

    private func attack<Frame: WireFrame & Equatable>(_ samples: [Frame], seed: UInt64) throws {
        var random = Generator(seed: seed)
        let encoded = try samples.map { frame throws(WireError) in try frame.encoded() }
        var decodedFrames = 0
        for _ in 0..<Self.rounds {
            var bytes: [UInt8] = []
            for _ in 0...random.below(3) { bytes += random.choice(encoded) }
            Mutation.apply(to: &bytes, splicing: random.choice(encoded), &random)
            var decoder = FrameDecoder<Frame>()
            var rest = bytes[...]
            decoding: while !rest.isEmpty {
                let piece = rest.prefix(1 + random.below(64))
                rest = rest.dropFirst(piece.count)
                piece.withUnsafeBytes { decoder.append($0) }
                do {
                    while let frame = try decoder.next() {
                        decodedFrames += 1
                        // What was accepted can be said again, and means the same.
                        guard try frame.survivesEncoding() else {
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

    @Test func randomFramesSurvive() throws {
        var frames = RandomFrames(seed: 5)
        for _ in 0..<Self.rounds / 4 {
            #expect(try frames.toZygote().survivesEncoding())
            #expect(try frames.fromZygote().survivesEncoding())
            #expect(try frames.toChild().survivesEncoding())
            #expect(try frames.fromChild().survivesEncoding())
        }
    }

    @Test func randomBytes() {
        var random = Generator(seed: 6)
        for _ in 0..<Self.rounds {
            let bytes = random.bytes(random.below(40))
            _ = try? decodeAll(bytes, as: ChildToHost.self)
            _ = try? decodeAll(bytes, as: ZygoteToHost.self)
        }
    }
}
