import Policy
import Synchronization
import Wire
import WireSamples

/// Spoilt frames for the decoders of all four directions.
///
/// Each round makes a stream of a few valid frames, spoils it, and hands it to a decoder in pieces of random size.
/// A decoder passes where it neither traps nor hangs, holds no more than it was given, and gives out only frames
/// that can be encoded again and then mean the same.
struct DecoderFuzz {
    let seed: UInt64
    /// How many frames to make, over all directions.
    let frames: Int

    /// Where the process is, for the handler that tells of a trap.
    static let round = Atomic<UInt64>(0)

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    struct Outcome {
        var made = 0
        var accepted = 0
        var refused = 0
    }

    func run() throws -> Outcome {
        var outcome = Outcome()
        var valid = RandomFrames(seed: seed)
        let toZygote = try Direction(Samples.toZygote, &valid) { $0.toZygote() }
        let fromZygote = try Direction(Samples.fromZygote, &valid) { $0.fromZygote() }
        let toChild = try Direction(Samples.toChild, &valid) { $0.toChild() }
        let fromChild = try Direction(Samples.fromChild, &valid) { $0.fromChild() }
        let largest = try Direction<HostToChild>([Self.largestScript()])
        var round: UInt64 = 0
        while outcome.made < frames {
            Self.round.store(round, ordering: .relaxed)
            // Of its own seed, so that one round can be had again.
            var random = Generator(seed: seed &+ round &* 0x9e37_79b9_7f4a_7c15)
            // Mostly what hosts read: it comes from where scripts run.
            if random.chance(1, in: 20_000) {
                try largest.attack(&outcome, splicing: fromChild.frames, atMost: 1, &random)
                round += 1
                continue
            }
            switch random.below(8) {
            case 0: try toZygote.attack(&outcome, splicing: fromChild.frames, &random)
            case 1: try toChild.attack(&outcome, splicing: fromChild.frames, &random)
            case 2, 3: try fromZygote.attack(&outcome, splicing: fromChild.frames, &random)
            default: try fromChild.attack(&outcome, splicing: fromZygote.frames, &random)
            }
            round += 1
        }
        return outcome
    }

    /// Every field at its bound.
    private static func largestScript() -> HostToChild {
        .script(
            ScriptRequest(
                origin: .file(name: String(repeating: "n", count: WireLimits.nameLength)),
                source: [UInt8](repeating: 0x61, count: WireLimits.sourceLength),
                arguments: Array(
                    repeating: [UInt8](repeating: 0x61, count: WireLimits.argumentBytes / WireLimits.arguments),
                    count: WireLimits.arguments)))
    }

    static let largestFrame = WireLimits.sourceLength + WireLimits.argumentBytes
}

/// The frames of one direction.
private struct Direction<Frame: WireFrame & Equatable> {
    /// Encoded.
    let frames: [[UInt8]]

    init(_ samples: [Frame]) throws { frames = try samples.map { frame in try frame.encoded() } }

    init(_ samples: [Frame], _ valid: inout RandomFrames, _ make: (inout RandomFrames) -> Frame) throws {
        try self.init(samples + (0..<2_000).map { _ in make(&valid) })
    }

    func attack(
        _ outcome: inout DecoderFuzz.Outcome, splicing others: [[UInt8]], atMost count: Int = 3, _ random: inout Generator
    ) throws {
        var stream: [UInt8] = []
        for _ in 0...random.below(count) {
            stream += random.choice(frames)
            outcome.made += 1
        }
        // Some stay whole, so that what follows a valid frame is tried as well.
        if !random.chance(1, in: 16) {
            Mutation.apply(to: &stream, splicing: random.choice(random.chance(1, in: 2) ? frames : others), &random)
        }
        try decode(stream, &outcome, &random)
    }

    private func decode(_ stream: [UInt8], _ outcome: inout DecoderFuzz.Outcome, _ random: inout Generator) throws {
        var decoder = FrameDecoder<Frame>()
        var rest = stream[...]
        var taken = 0
        let longest = stream.count > 1 << 20 ? 64 << 10 : random.choice([4, 64, 64 << 10])
        while !rest.isEmpty {
            let piece = rest.prefix(1 + random.below(longest))
            rest = rest.dropFirst(piece.count)
            taken += piece.count
            piece.withUnsafeBytes { decoder.append($0) }
            do {
                while let frame = try decoder.next() {
                    outcome.accepted += 1
                    guard try frame.survivesEncoding() else {
                        throw failure("\(frame) was accepted and does not survive", stream)
                    }
                }
            } catch is WireError {
                outcome.refused += 1
                if decoder.pendingBytes != 0 { throw failure("a decoder that failed keeps bytes", stream) }
                return
            }
            if decoder.pendingBytes > taken { throw failure("a decoder holds more than it was given", stream) }
        }
    }

    private func failure(_ text: String, _ stream: [UInt8]) -> DecoderFuzz.Failure {
        DecoderFuzz.Failure(description: "\(text); from \(stream.prefix(256))")
    }
}
