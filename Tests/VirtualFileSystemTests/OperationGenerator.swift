import Glibc
import TreeProbe

/// A small generator, so that a seed means the same sequence everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    }

    /// xorshift64*
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_f491_4f6c_dd1d
    }
}

/// Random calls over few names, so that they meet.
struct OperationGenerator {
    private var random: SeededGenerator
    private var openSlots: [Int32] = []

    private let owners: [Int]

    /// In a user namespace with one user in it there are no others to give files to.
    init(seed: UInt64, knowsOtherUsers: Bool = true) {
        random = SeededGenerator(seed: seed)
        owners = knowsOtherUsers ? [-1, 1000, 1000, 0, 77] : [-1, 1000]
    }

    /// Lets later calls use what is open now.
    mutating func note(_ operation: Operation, _ outcome: Outcome) {
        guard outcome.error == 0, operation.code == TREE_OPEN || operation.code == TREE_CLOSE else { return }
        openSlots.removeAll { $0 == operation.slot }
        if operation.code == TREE_OPEN { openSlots.append(operation.slot) }
    }

    private static let common: [(tree_operation, Int)] = [
        (TREE_OPEN, 22), (TREE_CLOSE, 4), (TREE_READ, 7), (TREE_PREAD, 4), (TREE_WRITE, 9), (TREE_PWRITE, 6),
        (TREE_SEEK, 7), (TREE_FTRUNCATE, 4), (TREE_ALLOCATE, 1), (TREE_FSTAT, 3), (TREE_FCHMOD, 2), (TREE_FCHOWN, 1),
        (TREE_FUTIMES, 1), (TREE_FSYNC, 1), (TREE_FCHDIR, 2), (TREE_SET_FLAGS, 1), (TREE_FSTATFS, 1), (TREE_STAT, 6),
        (TREE_MKDIR, 9), (TREE_MKFIFO, 1), (TREE_SYMLINK, 6), (TREE_LINK, 6), (TREE_UNLINK, 8), (TREE_RMDIR, 6),
        (TREE_RENAME, 14), (TREE_CHMOD, 4), (TREE_CHOWN, 2), (TREE_UTIMES, 2), (TREE_TRUNCATE, 3), (TREE_ACCESS, 3),
        (TREE_READLINK, 2), (TREE_CHDIR, 3), (TREE_GETCWD, 2), (TREE_UMASK, 1), (TREE_STATFS, 1), (TREE_LIST, 3),
    ]
    private static let weights = common.flatMap { Array(repeating: $0.0, count: $0.1) }

    mutating func next() -> Operation {
        var operation = Operation(code: pick(Self.weights))
        operation.slot = slot()
        if operation.code == TREE_OPEN { operation.slot = Int32.random(in: 0...7, using: &random) }
        operation.base = base()
        operation.otherBase = base()
        operation.path = path()
        operation.mode = UInt32(mode())
        switch operation.code {
        case TREE_OPEN: operation.flags = openFlags()
        case TREE_READ, TREE_PREAD:
            operation.length = length()
            operation.offset = offset()
        case TREE_WRITE, TREE_PWRITE:
            operation.other = [UInt8](repeating: UInt8.random(in: 1...255, using: &random), count: length())
            operation.offset = offset()
        case TREE_SEEK:
            operation.flags = Int32.random(in: 0...5, using: &random)
            operation.offset = chance(4) ? 0 &- offset() : offset()
        case TREE_FTRUNCATE, TREE_TRUNCATE: operation.offset = offset()
        case TREE_ALLOCATE:
            operation.offset = offset()
            operation.length = chance(10) ? offset() : length()
        case TREE_FCHOWN, TREE_CHOWN:
            operation.offset = pick(owners)
            operation.length = pick(owners)
            operation.flags = chance(3) ? AT_SYMLINK_NOFOLLOW : 0
        case TREE_FUTIMES, TREE_UTIMES:
            operation.mode = UInt32.random(in: 0...8, using: &random)
            operation.offset = pick([0, 1_000_000_000, -5])
            operation.length = pick([0, 1_000_000_000, 5_000_000_000])
            operation.flags = chance(3) ? AT_SYMLINK_NOFOLLOW : 0
        case TREE_SET_FLAGS: operation.flags = pick([0, O_APPEND, O_NONBLOCK])
        case TREE_STAT, TREE_CHMOD: operation.flags = chance(2) ? AT_SYMLINK_NOFOLLOW : 0
        case TREE_ACCESS:
            operation.mode = UInt32.random(in: 0...8, using: &random)
            operation.flags = chance(4) ? AT_SYMLINK_NOFOLLOW : 0
        case TREE_SYMLINK: operation.other = path()
        case TREE_LINK:
            operation.other = path()
            operation.flags = chance(2) ? AT_SYMLINK_FOLLOW : 0
        case TREE_RENAME:
            operation.other = path()
            operation.flags = pick([0, 0, 0, 0, 1, 2])
        case TREE_UMASK: operation.mode = UInt32(pick([0o022, 0o022, 0o077, 0, 0o1777]))
        default: break
        }
        return operation
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    /// Once in so many times.
    private mutating func chance(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func base() -> Int32 {
        chance(3) ? slot() : chance(60) ? -2 : -1
    }

    private mutating func slot() -> Int32 {
        openSlots.isEmpty || chance(12) ? Int32.random(in: 0...7, using: &random) : pick(openSlots)
    }

    private mutating func mode() -> Int {
        chance(4)
            ? Int.random(in: 0...0o7777, using: &random)
            : pick([0o777, 0o755, 0o700, 0o666, 0o644, 0o1777, 0o2775, 0o6755, 0o555])
    }

    private mutating func length() -> Int {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: 0
        case 1: Int.random(in: 1...9000, using: &random)
        case 2: 4096
        case 3: chance(6) ? 100_000 : 8192
        default: Int.random(in: 1...40, using: &random)
        }
    }

    private mutating func offset() -> Int {
        switch Int.random(in: 0..<24, using: &random) {
        case 0: -1
        // Not in the very last page: there SEEK_HOLE of Linux 6.18 overflows and answers a negative offset.
        case 1: pick([Int.max, Int.max - (1 << 20), Int.min, 1 << 40, (1 << 40) + 77, 1 << 62])
        case 2, 3: Int.random(in: 0...400_000, using: &random)
        case 4...8: Int.random(in: 0...12_000, using: &random)
        case 9, 10: pick([4095, 4096, 4097, 8192, 262_144, 262_143])
        case 11...14: 0
        default: Int.random(in: 0...60, using: &random)
        }
    }

    private mutating func openFlags() -> Int32 {
        var flags = pick([O_RDONLY, O_RDONLY, O_WRONLY, O_RDWR, O_RDWR])
        if chance(30) { flags = 3 }
        if chance(2) { flags |= O_CREAT }
        if chance(6) { flags |= O_EXCL }
        if chance(6) { flags |= O_TRUNC }
        if chance(6) { flags |= O_APPEND }
        if chance(6) { flags |= O_DIRECTORY }
        if chance(8) { flags |= O_NOFOLLOW }
        if chance(8) { flags |= O_CLOEXEC }
        if chance(12) { flags |= 0o10000000 }
        if chance(30) { flags |= 0o1000000 }
        // A pipe that nobody writes would keep the probe waiting.
        return flags | O_NONBLOCK
    }

    private static let names = [
        "a", "b", "c", "d", "e", "a", "b", "c", "d", "e", "f", "l", ".", "..", "read", "write", "secret", "setid",
    ]

    private mutating func path() -> [UInt8] {
        if chance(120) { return [] }
        if chance(150) {
            let lengths = [254, 255, 256, 300, 4094, 4095, 4096, 5000]
            return [UInt8](repeating: UInt8(ascii: "x"), count: pick(lengths))
        }
        if chance(200) {
            return Array((String(repeating: "./", count: pick([100, 2046, 2047, 2048])) + "a").utf8)
        }
        var text = ""
        if chance(4) { text += pick(["/", "//", "/small/", "/fixed/", "/foreign/", "/sticky/", "/foreign/open/"]) }
        for _ in 0..<pick([1, 1, 1, 1, 2, 2, 3]) {
            if !text.isEmpty, text.last != "/" { text += chance(20) ? "//" : "/" }
            text += pick(Self.names)
        }
        if chance(10) { text += pick(["/", "/", "//", "/.", "/.."]) }
        return Array(text.utf8)
    }
}
