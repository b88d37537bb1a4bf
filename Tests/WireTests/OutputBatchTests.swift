import Policy
import Testing

@testable import Wire

@Suite struct OutputBatchTests {
    private func append(_ text: String, _ stream: OutputStream, to batch: inout OutputBatch) {
        Array(text.utf8).withUnsafeBytes { batch.append($0, to: stream) }
    }

    @Test func writesToOneStreamShareAFrameAndOrderIsKept() throws {
        var batch = OutputBatch()
        append("a", .standardOutput, to: &batch)
        append("b", .standardOutput, to: &batch)
        append("c", .standardError, to: &batch)
        append("", .standardError, to: &batch)
        append("d", .standardOutput, to: &batch)
        try batch.append(.readInput(atMost: 4))
        append("e", .standardOutput, to: &batch)
        #expect(
            try decodeAll(batch.takeBytes(), as: ChildToHost.self) == [
                .output(.standardOutput, Array("ab".utf8)), .output(.standardError, Array("c".utf8)),
                .output(.standardOutput, Array("d".utf8)), .readInput(atMost: 4),
                .output(.standardOutput, Array("e".utf8)),
            ])
        #expect(batch.byteCount == 0)
        append("f", .standardOutput, to: &batch)
        #expect(
            try decodeAll(batch.takeBytes(), as: ChildToHost.self) == [.output(.standardOutput, Array("f".utf8))])
    }

    @Test(arguments: [1, WireLimits.outputChunk - 1, WireLimits.outputChunk, WireLimits.outputChunk + 1, 1_000_000])
    func longWritesAreDivided(length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        var batch = OutputBatch()
        append("x", .standardOutput, to: &batch)
        bytes.withUnsafeBytes { batch.append($0, to: .standardOutput) }
        var joined: [UInt8] = []
        for frame in try decodeAll(batch.takeBytes(), as: ChildToHost.self) {
            guard case .output(.standardOutput, let piece) = frame else {
                Issue.record("not output")
                return
            }
            joined += piece
        }
        #expect(joined == Array("x".utf8) + bytes)
    }
}
