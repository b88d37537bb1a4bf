import Glibc
import Testing
@testable import VirtualFileSystem

/// Calls with anything: nothing may trap, and every counter must come out even at the end.
@Suite("Hostile calls")
struct FuzzTests {
    private static let numbers = [
        Int.min, Int.min + 1, -4097, -1, 0, 1, 4095, 4096, 262_144, 1 << 31, 1 << 40, 1 << 62, Int.max - 4096,
        Int.max - 1, Int.max,
    ]

    private static func trees() throws -> [VirtualFileSystem] {
        let clock = TestClock()
        let host = try fakeHost()
        let limits = TreeLimits(openFiles: 20, depth: 6)
        let served = VirtualFileSystem(root: memoryFileSystem(clock: clock), limits: limits, now: clock.now)
        try served.makeDirectory("/m")
        try served.mount(HostFileSystem(fakeHost()), at: "/m".path)
        return try [
            memoryTree(bytes: 1 << 18, nodes: 60, limits: limits),
            overlayTree(over: host, bytes: 1 << 18, nodes: 60, limits: limits), served,
        ]
    }

    /// `FUZZ_SEEDS` makes the run longer.
    private static let seeds = getenv("FUZZ_SEEDS").flatMap { UInt64(String(cString: $0)) } ?? 4

    @Test("no call ends the process", arguments: 0..<3, 1...max(1, seeds))
    func noTraps(kind: Int, seed: UInt64) throws {
        let tree = try Self.trees()[kind]
        var caller = HostileCaller(tree, numbers: Self.numbers, random: SeededGenerator(seed: seed))
        for _ in 0..<3000 { caller.call() }
        caller.files = []
        // Whatever its mode is now, the root can be opened as a place, as often as files may be open.
        for _ in 0..<20 { caller.files.append(try tree.open("/".path, .path)) }
        #expect(failure { _ = try tree.open("/".path, .path) } == ENFILE)
        let usage = try tree.usage(of: "/".path)
        #expect(usage.freeBlocks >= 0 && usage.freeNodes >= 0)
    }
}

struct HostileCaller {
    private let tree: VirtualFileSystem
    private let numbers: [Int]
    private var random: SeededGenerator
    var files: [OpenFile] = []

    init(_ tree: VirtualFileSystem, numbers: [Int], random: SeededGenerator) {
        self.tree = tree
        self.numbers = numbers
        self.random = random
    }

    mutating func call() {
        if Bool.random(using: &random), !files.isEmpty { callOnFile() } else { callOnPath() }
    }

    private mutating func number() -> Int {
        Int.random(in: 0..<3, using: &random) == 0
            ? Int(truncatingIfNeeded: random.next()) : numbers[Int.random(in: 0..<numbers.count, using: &random)]
    }

    private mutating func path() -> [UInt8] {
        let long = String(repeating: "n", count: 256)
        let names = ["a", "b", "c", "d", "e", "l", "m", ".", "..", "", "\0", "\u{ff}", long]
        var text = Bool.random(using: &random) ? "/" : ""
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let choices = Int.random(in: 0..<9, using: &random) == 0 ? names.count : 9
            text += names[Int.random(in: 0..<choices, using: &random)] + "/"
        }
        if Int.random(in: 0..<3, using: &random) > 0, text.count > 1 { text.removeLast() }
        return Array(text.utf8)
    }

    private mutating func base() -> PathBase {
        guard let file = files.randomElement(using: &random), Bool.random(using: &random) else { return .workingDirectory }
        return .file(file)
    }

    private mutating func callOnPath() {
        let (first, second, base, mode) = (path(), path(), base(), number())
        switch Int.random(in: 0..<20, using: &random) {
        case 0...5:
            let flags = OpenFlags(rawValue: number() & (Bool.random(using: &random) ? 0o7777 : -1))
            if let file = try? tree.open(first, flags, mode: mode, from: base) { files.append(file) }
        case 6: try? tree.makeDirectory(first, mode: mode, from: base)
        case 7: try? tree.makeLink(to: second, at: first, from: base)
        case 8: try? tree.link(first, to: second, oldBase: base)
        case 9: try? tree.unlink(first, from: base)
        case 10: try? tree.removeDirectory(first, from: base)
        case 11:
            let rule: RenameRule = Bool.random(using: &random) ? .replace : .exchange
            try? tree.rename(first, to: second, newBase: base, rule)
        case 12: try? tree.truncate(first, to: number(), from: base)
        case 13: try? tree.changeMode(of: first, to: Bool.random(using: &random) ? 0o777 : mode, from: base)
        case 14:
            let time = FileTime(seconds: number(), nanoseconds: number())
            try? tree.setTimes(of: first, accessed: .to(time), modified: .now, from: base)
        case 15: try? tree.changeDirectory(first)
        case 16: try? tree.makePipe(first, mode: mode, from: base)
        case 17: try? tree.checkAccess(mode, to: first, from: base)
        case 18: _ = tree.setCreationMask(Bool.random(using: &random) ? 0o022 : mode)
        default:
            _ = try? tree.status(of: first, from: base)
            _ = try? tree.workingDirectoryPath()
            _ = try? tree.entries(of: first)
        }
    }

    private mutating func callOnFile() {
        let index = Int.random(in: 0..<files.count, using: &random)
        let (file, offset, count) = (files[index], number(), Int.random(in: 0...9000, using: &random))
        var room = [UInt8](repeating: 0, count: count)
        switch Int.random(in: 0..<14, using: &random) {
        case 0: files.remove(at: index)
        case 1: _ = try? room.withRoom { room throws(FileError) in try file.read(into: room) }
        case 2: _ = try? room.withRoom { room throws(FileError) in try file.read(at: offset, into: room) }
        case 3: _ = try? file.write(String(repeating: "w", count: count))
        case 4: _ = try? file.write(String(repeating: "p", count: count), at: offset)
        case 5, 6: _ = try? file.seek(by: offset, from: OpenFile.Origin(rawValue: count % 5) ?? .start)
        case 7: try? file.truncate(to: offset)
        case 8: try? file.allocate(at: offset, count: number())
        case 9: _ = try? file.nextEntries(atMost: offset)
        case 10: try? file.changeMode(to: Bool.random(using: &random) ? 0o777 : offset)
        case 11: try? file.changeOwner(user: UInt32(truncatingIfNeeded: offset), group: nil)
        case 12: try? file.setStatusFlags(OpenFlags(rawValue: offset))
        default: _ = (try? file.status(), file.usage(), try? file.directoryPath(), try? tree.changeDirectory(file))
        }
    }
}
