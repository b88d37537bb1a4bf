import Glibc
import Testing
import TreeProbe
@testable import VirtualFileSystem

/// The same random calls on a plain tree and on one that begins with the same files, but as an overlay over
/// them or as a folder that the host serves for writing.
@Suite("Overlays and served folders compared with plain trees")
struct OverlayComparisonTests {
    enum Kind: CaseIterable {
        case overlay, served
    }

    private static func fill(_ tree: VirtualFileSystem) throws {
        for directory in ["/a", "/b", "/a/b", "/a/c", "/a/b/d"] { try tree.makeDirectory(directory) }
        for (number, file) in ["/c", "/a/d", "/a/b/e", "/b/f", "/b/a"].enumerated() {
            try tree.put(file, String(repeating: "\(number)", count: 1 + number * 3001), mode: 0o644)
        }
        try tree.makeLink(to: "a/b".path, at: "/e".path)
        try tree.makeLink(to: "../c".path, at: "/b/c".path)
    }

    private static func kernels(_ kind: Kind) throws -> (TreeKernel, TreeKernel) {
        let clock = TestClock()
        let plain = VirtualFileSystem(root: memoryFileSystem(clock: clock), now: clock.now)
        try fill(plain)
        let lower = VirtualFileSystem(root: memoryFileSystem(clock: clock), now: clock.now)
        try fill(lower)
        let served = try HostFileSystem(FakeHostTree(lower))
        let quota = StorageQuota(bytes: 64 << 20, nodes: 10_000)
        let other: any FileSystem = kind == .served
            ? served : OverlayFileSystem(over: served, quota: quota, now: clock.now)
        return (TreeKernel(plain), TreeKernel(VirtualFileSystem(root: other, now: clock.now)))
    }

    /// Drops what is told otherwise: what directories count, what is held, and where holes are.
    private static func comparable(_ outcome: Outcome) -> [String] {
        String(decoding: outcome.bytes, as: UTF8.self).split(separator: "\n").map { line in
            let dropped = ["blocks=", "#"] + (line.contains("mode=4") ? ["links=", "size="] : [])
            return line.split(separator: " ")
                .filter { word in !dropped.contains { word.hasPrefix($0) } }
                .joined(separator: " ")
        }
    }

    /// What is told otherwise by design.
    private static func isComparable(_ operation: Operation, _ kind: Kind) -> Bool {
        switch operation.code {
        case TREE_STATFS, TREE_FSTATFS: false
        case TREE_SEEK: operation.flags < 3
        case TREE_LINK, TREE_MKFIFO, TREE_ALLOCATE, TREE_CHOWN, TREE_FCHOWN: kind == .overlay
        case TREE_RENAME: kind == .overlay || operation.flags == 0
        default: true
        }
    }

    @Test("random calls have the same results", arguments: Kind.allCases, 1...5)
    func randomCalls(kind: Kind, seed: UInt64) throws {
        let (plain, overlay) = try Self.kernels(kind)
        var generator = OperationGenerator(seed: seed)
        var history: [String] = []
        for step in 0..<400 {
            let operation = generator.next()
            guard Self.isComparable(operation, kind) else { continue }
            let expected = try plain.perform(operation)
            let found = try overlay.perform(operation)
            generator.note(operation, expected)
            history.append("\(operation) -> \(expected.value) \(expected.error)")
            var isEqual = expected.error == found.error && expected.value == found.value
            isEqual = isEqual && Self.comparable(expected) == Self.comparable(found)
            if isEqual, step % 8 == 0 {
                let snapshot = Operation(code: TREE_SNAPSHOT, flags: 1)
                let (left, right) = try (plain.perform(snapshot), overlay.perform(snapshot))
                isEqual = Self.comparable(left) == Self.comparable(right)
                if !isEqual {
                    let (left, right) = (Self.comparable(left), Self.comparable(right))
                    history.append("plain: \(left.filter { !right.contains($0) })")
                    history.append("\(kind): \(right.filter { !left.contains($0) })")
                }
            }
            guard isEqual else {
                Issue.record(
                    """
                    seed \(seed), step \(step)
                    plain: \(expected.text(without: found))
                    \(kind): \(found.text(without: expected))
                    \(history.suffix(14).joined(separator: "\n"))
                    """)
                return
            }
        }
    }
}
