import Glibc
import Testing

@testable import VirtualSystem

@Suite struct DescriptorTests {
    @Test func theLowestFreeNumberIsGiven() throws {
        let table = DescriptorTable()
        let first = try table.add(.input)
        let second = try table.add(.output(.standardError))
        #expect(first == DescriptorTable.firstNumber && second == first + 1)
        try table.close(first)
        #expect(throws: (any Error).self) { try table.file(first) }
        #expect(try table.add(.input) == first)
        #expect(try table.add(.input) == second + 1)
    }

    @Test func noNumberIsARealOne() throws {
        let highest = sysconf(Int32(_SC_OPEN_MAX))
        #expect(DescriptorTable.firstNumber > min(highest, 100_000))
        let table = DescriptorTable()
        for number in [-1, 3, 4, 200, DescriptorTable.firstNumber + DescriptorTable.mostNumbers] {
            #expect(throws: (any Error).self) { try table.set(number, to: .input) }
        }
    }

    @Test func noMoreAreOpenThanWereGranted() throws {
        let table = DescriptorTable()
        table.limit = 5
        _ = try (table.add(.input), table.add(.input))
        #expect(throws: (any Error).self) { try table.add(.input) }
        try table.set(1, to: .input)
        #expect(throws: (any Error).self) { try table.set(DescriptorTable.firstNumber + 7, to: .input) }
    }

    @Test func aRangeIsClosedAtOnce() throws {
        let table = DescriptorTable()
        let file = try table.add(.input)
        table.close(in: 3..<Int.max)
        #expect(throws: (any Error).self) { try table.file(file) }
        _ = try table.file(1)
        table.close(in: 0..<3)
        #expect(throws: (any Error).self) { try table.file(1) }
    }

    @Test(arguments: [
        ("r", "r", "rb", true), ("rb", "r", "rb", false), ("w", "w", "wb", true), ("x+b", "x+", "xb+", false),
        ("a", "a", "ab", true), ("w+", "w+", "rb+", true), ("tr+", "r+", "rb+", true),
    ])
    func modesOfOpen(text: String, raw: String, shown: String, isText: Bool) throws {
        let mode = try OpenMode(text)
        #expect(mode.rawText == raw && mode.isText == isText)
        #expect(try FileMode(raw).shownText == shown)
    }

    @Test(arguments: ["rw", "rr", "rbt", "r++", "q", "U"])
    func wrongModes(text: String) {
        #expect(throws: (any Error).self) { try OpenMode(text) }
    }

    @Test(arguments: ["", "b", "+", "rw", "r++", "rt"])
    func wrongModesOfRawFiles(text: String) {
        #expect(throws: (any Error).self) { try FileMode(text) }
    }

    @Test func flagsAreThoseOfLinux() throws {
        #expect(try FileMode("r").flags == Int(O_CLOEXEC | O_RDONLY))
        #expect(try FileMode("x+").flags == Int(O_CLOEXEC | O_RDWR | O_CREAT | O_EXCL))
        #expect(try FileMode("w").flags == Int(O_CLOEXEC | O_WRONLY | O_CREAT | O_TRUNC))
    }
}
