import Policy
import Testing
import WireSamples

@testable import Wire

@Suite struct FrameTests {
    private func roundTrip<Frame: WireFrame & Equatable>(_ frames: [Frame]) throws {
        var stream: [UInt8] = []
        for frame in frames { stream += try frame.encoded() }
        #expect(try decodeAll(stream, as: Frame.self) == frames)

        // The same bytes one by one.
        var decoder = FrameDecoder<Frame>()
        var decoded: [Frame] = []
        for byte in stream {
            withUnsafeBytes(of: byte) { decoder.append($0) }
            while let frame = try decoder.next() { decoded.append(frame) }
        }
        #expect(decoded == frames)
        #expect(decoder.pendingBytes == 0)
    }

    @Test func everyFrameSurvivesTheWay() throws {
        try roundTrip(Samples.toZygote)
        try roundTrip(Samples.fromZygote)
        try roundTrip(Samples.toChild)
        try roundTrip(Samples.fromChild)
    }

    @Test func anOversizedFrameIsRefusedByItsHeaderAlone() {
        // 4 GiB of output announced, nothing sent.
        #expect(throws: WireError.oversizedFrame(type: 2, length: .max)) {
            try decodeAll([0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0], as: ChildToHost.self)
        }
        #expect(throws: WireError.oversizedFrame(type: 1, length: 1)) {
            try decodeAll([1, 0, 0, 0, 1, 0, 0, 0], as: ChildToHost.self)
        }
    }

    @Test func aChildCannotSpeakAsAZygote() throws {
        let forged = try ZygoteToHost.ended(
            run: 1, end: ChildEnd(status: 0, userMicroseconds: 0, systemMicroseconds: 0, peakKibibytes: 0)
        ).encoded()
        #expect(throws: WireError.self) { try decodeAll(forged, as: ChildToHost.self) }
        #expect(throws: WireError.unknownFrame(type: 99)) {
            try decodeAll([0, 0, 0, 0, 99, 0, 0, 0], as: ChildToHost.self)
        }
    }

    @Test func reservedBytesAreZero() {
        #expect(throws: WireError.malformedHeader) { try decodeAll([0, 0, 0, 0, 1, 1, 0, 0], as: ChildToHost.self) }
        #expect(throws: WireError.malformedHeader) { try decodeAll([0, 0, 0, 0, 1, 0, 0, 1], as: ChildToHost.self) }
    }

    @Test func payloadsEndWhereTheirFieldsEnd() {
        #expect(throws: WireError.trailingBytes) {
            try decodeAll([6, 0, 0, 0, 6, 0, 0, 0, 1, 0, 0, 0, 0, 9], as: ChildToHost.self)
        }
        #expect(throws: WireError.truncatedPayload) {
            try decodeAll([3, 0, 0, 0, 6, 0, 0, 0, 1, 0, 0], as: ChildToHost.self)
        }
        #expect(throws: WireError.outOfRange(field: "output")) {
            try decodeAll([1, 0, 0, 0, 2, 0, 0, 0, 1], as: ChildToHost.self)
        }
    }

    @Test func afterAnErrorNothingIsDecoded() {
        var decoder = FrameDecoder<ChildToHost>()
        ([0, 0, 0, 0, 99, 0, 0, 0] as [UInt8]).withUnsafeBytes { decoder.append($0) }
        #expect(throws: WireError.unknownFrame(type: 99)) { try decoder.next() }
        ([0, 0, 0, 0, 1, 0, 0, 0] as [UInt8]).withUnsafeBytes { decoder.append($0) }
        #expect(throws: WireError.unknownFrame(type: 99)) { try decoder.next() }
    }

    @Test func modulesAskedForAreCheckedNames() throws {
        for text in ["../etc/passwd", "a/b", "", ".a", "a..b", "a\0", "é"] {
            var writer = ByteWriter()
            try writer.text(text, upTo: 100, "name")
            let header: [UInt8] = [UInt8(writer.bytes.count), 0, 0, 0, 4, 0, 0, 0]
            #expect(throws: WireError.outOfRange(field: "module name")) {
                try decodeAll(header + writer.bytes, as: ChildToHost.self)
            }
        }
    }

    @Test func claimsAreCutRatherThanRefused() throws {
        let long = String(repeating: "ü", count: 100_000)
        let frame = ChildToHost.result(.raised(type: long, message: long, isDenial: false))
        let decoded = try decodeAll(try frame.encoded(), as: ChildToHost.self)
        guard case .result(.raised(let type, let message, isDenial: false)) = decoded.first else {
            Issue.record("not the result")
            return
        }
        #expect(type.utf8.count <= WireLimits.exceptionNameLength && type.hasSuffix("…"))
        #expect(message.utf8.count <= WireLimits.messageLength && message.utf8.count > WireLimits.messageLength - 4)
    }

    @Test func requestsOverALimitAreRefusedBeforeSending() {
        let source = [UInt8](repeating: 32, count: WireLimits.sourceLength + 1)
        #expect(throws: WireError.self) {
            try HostToChild.script(ScriptRequest(origin: .command, source: source)).encoded()
        }
        let many = [[UInt8]](repeating: [], count: WireLimits.arguments + 1)
        #expect(throws: WireError.self) {
            try HostToChild.script(ScriptRequest(origin: .command, source: [], arguments: many)).encoded()
        }
        #expect(throws: WireError.self) { try HostToChild.input([UInt8](repeating: 0, count: 70_000)).encoded() }
    }

    @Test func clippingKeepsWholeCharacters() {
        #expect("abc".clipped(toBytes: 3) == "abc")
        #expect("abcdef".clipped(toBytes: 5) == "ab…")
        #expect("üüüü".clipped(toBytes: 6) == "ü…")
        #expect("abcdef".clipped(toBytes: 2) == "")
    }
}
