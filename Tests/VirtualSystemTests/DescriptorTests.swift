import Glibc
import Testing

@testable import VirtualSystem

@Suite struct DescriptorTests {
    @Test func theLowestFreeNumberIsGiven() throws {
        let table = DescriptorTable()
        let first = try table.add(.directory(.root))
        let second = try table.add(.bytes([1], TreePath("/app/x")))
        #expect(first == DescriptorTable.numbers.lowerBound && second == first + 1)
        try table.close(first)
        #expect(throws: (any Error).self) { try table.file(first) }
        #expect(try table.add(.directory(.root)) == first)
        #expect(try table.file(first).directory == TreePath.root)
    }

    @Test func noNumberIsARealOne() throws {
        let highest = sysconf(Int32(_SC_OPEN_MAX))
        #expect(DescriptorTable.numbers.lowerBound > min(highest, 100_000))
    }

    @Test func aRangeIsClosedAtOnce() throws {
        let table = DescriptorTable()
        let file = try table.add(.directory(.root))
        table.close(in: 3..<Int.max)
        #expect(throws: (any Error).self) { try table.file(file) }
        _ = try table.file(1)
        table.close(in: 0..<3)
        #expect(throws: (any Error).self) { try table.file(1) }
    }

    @Test(arguments: [
        ("r", "rb", true), ("rb", "rb", false), ("w", "wb", true), ("x+b", "xb+", false), ("a", "ab", true),
        ("w+", "rb+", true), ("tr+", "rb+", true),
    ])
    func modesOfOpen(text: String, shown: String, isText: Bool) throws {
        let mode = try FileMode(text)
        #expect(mode.rawText == shown && mode.isText == isText)
        #expect(try FileMode(raw: mode.openText).flags == mode.flags)
    }

    @Test(arguments: ["", "b", "rw", "rr", "rbt", "r++", "q", "U"])
    func wrongModes(text: String) {
        #expect(throws: (any Error).self) { try FileMode(text) }
    }

    @Test func flagsAreThoseOfLinux() throws {
        #expect(try FileMode("r").flags == Int(O_CLOEXEC | O_RDONLY))
        #expect(try FileMode("x+").flags == Int(O_CLOEXEC | O_RDWR | O_CREAT | O_EXCL))
        #expect(try FileMode("w").flags == Int(O_CLOEXEC | O_WRONLY | O_CREAT | O_TRUNC))
    }
}
