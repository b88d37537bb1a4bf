import Policy
import Testing

@testable import Wire

/// What requests, grants and artefacts may not say.
@Suite struct FileFrameTests {
    private func request(_ write: (inout ByteWriter) -> Void) -> [UInt8] { frame(8, write) }

    private func frame(_ type: UInt8, _ write: (inout ByteWriter) -> Void) -> [UInt8] {
        var writer = ByteWriter()
        write(&writer)
        let count = writer.bytes.count
        return [UInt8(count & 0xff), UInt8(count >> 8 & 0xff), UInt8(count >> 16), 0, type, 0, 0, 0] + writer.bytes
    }

    private func path(_ names: [[UInt8]], into writer: inout ByteWriter) {
        writer.unsigned32(UInt32(names.count))
        for name in names {
            writer.byte(UInt8(truncatingIfNeeded: name.count))
            writer.raw(name)
        }
    }

    private func status(of names: [[UInt8]]) -> [UInt8] {
        request { writer in
            writer.byte(1)
            writer.unsigned32(1)
            path(names, into: &writer)
        }
    }

    static let bad: [[[UInt8]]] = [
        [[]], [Array(".".utf8)], [Array("..".utf8)], [Array("a".utf8), Array("..".utf8)], [Array("a/b".utf8)],
        [Array("/".utf8)], [[0]], [Array("a\0b".utf8)], [[UInt8]](repeating: [65], count: 257),
        [[UInt8]](repeating: [UInt8](repeating: 65, count: 255), count: 17),
    ]

    @Test(arguments: bad) func pathsLeadOnlyIn(names: [[UInt8]]) {
        #expect(throws: WireError.self) { try decodeAll(status(of: names), as: ChildToHost.self) }
        #expect(CheckedPath(names: names) == nil)
    }

    @Test func pathsHoldAnyOtherBytes() throws {
        for names in [[], [[0xff, 0x0a, 0x80]], [Array("...".utf8)], [[UInt8](repeating: 1, count: 255)]] as [[[UInt8]]] {
            let place = HostPlace(HostMountNumber(rawValue: 1), try #require(CheckedPath(names: names)))
            #expect(try decodeAll(status(of: names), as: ChildToHost.self) == [.fileRequest(.status(place))])
        }
    }

    @Test func absolutePathsAreReadAsNames() {
        #expect(CheckedPath(absolute: Array("//a///b/".utf8))?.names == [Array("a".utf8), Array("b".utf8)])
        #expect(CheckedPath(absolute: Array("/".utf8)) == .start)
        for text in ["", "a", "a/b", "/a/../b", "/./a", "/a\0"] { #expect(CheckedPath(absolute: Array(text.utf8)) == nil) }
        #expect(CheckedPath(absolute: Array("/a/b".utf8))?.absoluteText == "/a/b")
    }

    @Test func numbersAreWhatTheKernelTakes() throws {
        let mount = HostMountNumber(rawValue: 1)
        let handle = HostHandle(mount, 1)
        #expect(throws: WireError.self) { try ChildToHost.fileRequest(.setPermissions(HostPlace(mount, .start), 0o4755)).encoded() }
        #expect(throws: WireError.self) { try ChildToHost.fileRequest(.resizeOpen(handle, size: 1 << 63)).encoded() }
        #expect(throws: WireError.self) { try ChildToHost.fileRequest(.write(handle, offset: 0, [])).encoded() }
        #expect(throws: WireError.self) {
            try ChildToHost.fileRequest(.write(handle, offset: 0, [UInt8](repeating: 0, count: 65_537))).encoded()
        }
        let setID = request { writer in
            writer.byte(17)
            writer.unsigned32(1)
            writer.unsigned32(0)
            writer.unsigned16(0o4755)
        }
        #expect(throws: WireError.outOfRange(field: "permissions")) { try decodeAll(setID, as: ChildToHost.self) }
        let time = HostFileTime(seconds: 0, nanoseconds: 1_000_000_000)
        #expect(throws: WireError.self) {
            try ChildToHost.fileRequest(.setTimes(HostPlace(mount, .start), accessed: time, modified: nil)).encoded()
        }
    }

    @Test func anArtefactIsNeverTheFolderItself() {
        let frame = frame(9) { writer in
            writer.unsigned32(1)
            writer.unsigned32(0)
            writer.byte(1)
        }
        #expect(throws: WireError.outOfRange(field: "artefact")) { try decodeAll(frame, as: ChildToHost.self) }
        #expect(throws: WireError.outOfRange(field: "piece")) { try decodeAll(self.frame(10) { _ in }, as: ChildToHost.self) }
    }

    @Test func aWholePageOfNamesFits() throws {
        // What a page of getdents64 holds at most, each name as long as names get or as short.
        for length in [1, 255] {
            let names = (0..<(32 << 10) / (length == 1 ? 24 : 280)).map { index in
                HostFileName(name: [UInt8](repeating: 65, count: length), kind: .regular, inode: UInt64(index))
            }
            let frame = HostToChild.fileAnswer(.names(names, next: 1))
            #expect(try decodeAll(frame.encoded(), as: HostToChild.self) == [frame])
        }
    }
}
