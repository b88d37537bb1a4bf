import Testing
@testable import VirtualFileSystem

private var isOptimised: Bool {
    #if DEBUG
        false
    #else
        true
    #endif
}

/// Only in optimised builds do times mean anything; the bounds are wide, for machines that do other things.
@Suite("Speed", .serialized, .enabled(if: isOptimised))
struct SpeedTests {
    @Test("writing and reading cost little more than copying")
    func transfers() throws {
        let piece = 1 << 16
        let clock = ContinuousClock()
        var buffer = [UInt8](repeating: 7, count: piece)
        let tree = memoryTree(bytes: 300 << 20)
        let file = try tree.open("/f".path, [.readWrite, .create])
        let writing = try clock.measure {
            for _ in 0..<(200 << 20) / piece {
                _ = try buffer.withRawBytes { bytes throws(FileError) in try file.write(from: bytes) }
            }
        }
        _ = try file.seek(by: 0, from: .start)
        let reading = try clock.measure {
            while try buffer.withRoom({ room throws(FileError) in try file.read(into: room) }) > 0 {}
        }
        let source = [UInt8](repeating: 1, count: 200 << 20)
        var target = [UInt8](repeating: 2, count: piece)
        let copying = clock.measure {
            for start in stride(from: 0, to: source.count, by: piece) {
                source.withUnsafeBytes { bytes in
                    let part = UnsafeRawBufferPointer(rebasing: bytes[start..<start + piece])
                    target.withUnsafeMutableBytes { $0.copyMemory(from: part) }
                }
            }
        }
        print("200 MiB: written in \(writing), read in \(reading), copied in \(copying)")
        #expect(reading < copying * 4)
        #expect(writing < copying * 40)
        #expect(target.count + buffer.count == 2 * piece)
    }

    @Test("a directory of many files grows and shrinks without slowing down")
    func manyFiles() throws {
        let tree = memoryTree(nodes: 300_000)
        let count = 200_000
        let time = try ContinuousClock().measure {
            for number in 0..<count { _ = try tree.open("/\(number)".path, [.create, .writeOnly]) }
            let names = try tree.entries(of: "/".path)
            #expect(names.count == count)
            for entry in names { try tree.unlink([UInt8(ascii: "/")] + entry.name.bytes) }
        }
        print("\(count) files made, listed and removed: \(time)")
        #expect(time < .seconds(8))
    }

    @Test("looking at a path takes about a microsecond for each name")
    func lookups() throws {
        let tree = memoryTree()
        try tree.makeDirectory("/app")
        try tree.makeDirectory("/app/data")
        for number in 0..<1000 { try tree.put("/app/data/file\(number).txt", "") }
        let path = "/app/data/file500.txt".path
        let time = try ContinuousClock().measure {
            for _ in 0..<100_000 { _ = try tree.status(of: path) }
        }
        print("100,000 looks: \(time)")
        #expect(time < .seconds(2))
    }
}
