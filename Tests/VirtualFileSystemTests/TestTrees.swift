@testable import VirtualFileSystem

/// A clock that goes on by one second at each look.
final class TestClock {
    private(set) var seconds = 1_000_000

    func now() -> FileTime {
        seconds += 1
        return FileTime(seconds: seconds)
    }
}

func memoryFileSystem(
    bytes: Int = 64 << 20, nodes: Int = 10_000, clock: TestClock = TestClock(), permissions: Int = 0o755
) -> MemoryFileSystem {
    MemoryFileSystem(
        quota: StorageQuota(bytes: bytes, nodes: nodes), permissions: permissions, now: clock.now)
}

func memoryTree(
    bytes: Int = 64 << 20, nodes: Int = 10_000, limits: TreeLimits = TreeLimits(), clock: TestClock = TestClock()
) -> VirtualFileSystem {
    VirtualFileSystem(
        root: memoryFileSystem(bytes: bytes, nodes: nodes, clock: clock), limits: limits, now: clock.now)
}

/// A folder of a host with a few files: `/a`, `/d/b`, `/d/e/c`, `/l` → `d/b`.
func fakeHost() throws(FileError) -> FakeHostTree {
    let files = memoryTree()
    try files.put("/a", "alpha", mode: 0o644)
    try files.makeDirectory("/d")
    try files.put("/d/b", "beta", mode: 0o644)
    try files.makeDirectory("/d/e")
    try files.put("/d/e/c", String(repeating: "gamma ", count: 3000), mode: 0o644)
    try files.makeLink(to: Array("d/b".utf8), at: Array("/l".utf8))
    return FakeHostTree(files)
}

func overlayTree(
    over host: FakeHostTree, bytes: Int = 64 << 20, nodes: Int = 10_000, limits: TreeLimits = TreeLimits()
) throws(FileError) -> VirtualFileSystem {
    let clock = TestClock()
    let overlay = try OverlayFileSystem(
        over: HostFileSystem(host), quota: StorageQuota(bytes: bytes, nodes: nodes), now: clock.now)
    return VirtualFileSystem(root: overlay, limits: limits, now: clock.now)
}

extension String {
    var path: [UInt8] { Array(utf8) }
}
