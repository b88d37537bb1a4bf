import Glibc
import Testing
@testable import VirtualFileSystem

@Suite("Paths")
struct PathTests {
    @Test("forty links are followed and no more")
    func links() throws {
        let tree = memoryTree()
        try tree.put("/0", "end")
        for number in 1...41 { try tree.makeLink(to: "\(number - 1)".path, at: "/\(number)".path) }
        #expect(try tree.text("/40") == "end")
        #expect(failure { _ = try tree.text("/41") } == ELOOP)
        try tree.makeLink(to: "loop/x".path, at: "/loop".path)
        #expect(failure { _ = try tree.text("/loop") } == ELOOP)
    }

    @Test("a doubling chain of links ends at once")
    func linkBomb() throws {
        let tree = memoryTree()
        try tree.makeDirectory("/d")
        try tree.makeLink(to: "d".path, at: "/l0".path)
        for number in 1..<60 {
            let below = "l\(number - 1)"
            try tree.makeLink(to: "\(below)/../\(below)/../\(below)".path, at: "/l\(number)".path)
        }
        #expect(failure { _ = try tree.status("/l59") } == ELOOP)
    }

    @Test("names and paths have the lengths of Linux", arguments: [(255, 0), (256, ENAMETOOLONG)])
    func nameLength(length: Int, error: Int32) {
        let tree = memoryTree()
        #expect(failure { try tree.put("/" + String(repeating: "x", count: length), "") } == error)
    }

    @Test("a path is at most 4095 bytes long")
    func pathLength() {
        let tree = memoryTree()
        #expect(failure { _ = try tree.status(String(repeating: "/", count: 4095)) } == 0)
        #expect(failure { _ = try tree.status(String(repeating: "/", count: 4096)) } == ENAMETOOLONG)
        #expect(failure { _ = try tree.status("") } == ENOENT)
        #expect(failure { _ = try tree.status(of: [47, 0, 47]) } == EINVAL)
    }

    @Test("depth is bounded, for what is made and for what is moved")
    func depth() throws {
        let tree = memoryTree(limits: TreeLimits(depth: 4))
        try tree.makeDirectory("/a")
        try tree.makeDirectory("/a/b")
        try tree.makeDirectory("/a/b/c")
        try tree.makeDirectory("/x")
        try tree.makeDirectory("/x/y")
        #expect(failure { try tree.rename("/a".path, to: "/x/y/a".path) } == ENAMETOOLONG)
        try tree.rename("/a".path, to: "/x/a".path)
        #expect(failure { try tree.makeDirectory("/x/a/b/c/d") } == ENAMETOOLONG)
    }

    @Test("a working directory that was removed is nowhere, but its parent is where it was")
    func removedWorkingDirectory() throws {
        let tree = memoryTree()
        try tree.makeDirectory("/d")
        try tree.changeDirectory("/d".path)
        #expect(try tree.workingDirectoryPath() == "/d".path)
        try tree.removeDirectory("/d".path)
        #expect(failure { _ = try tree.workingDirectoryPath() } == ENOENT)
        #expect(failure { try tree.put("f", "") } == ENOENT)
        #expect(failure { _ = try tree.names(".") } == ENOENT)
        try tree.changeDirectory("..".path)
        #expect(try tree.workingDirectoryPath() == "/".path)
    }

    @Test("mounts nest, cannot be moved or removed, and `..` leads out of them")
    func mounts() throws {
        let tree = memoryTree()
        let clock = TestClock()
        try tree.makeDirectory("/m")
        try tree.mount(memoryFileSystem(clock: clock), at: "/m".path)
        try tree.makeDirectory("/m/n")
        try tree.mount(memoryFileSystem(clock: clock), at: "/m/n".path, isReadOnly: false)
        try tree.put("/m/n/f", "text")
        try tree.changeDirectory("/m/n".path)
        #expect(try tree.workingDirectoryPath() == "/m/n".path)
        #expect(try tree.text("../n/../../m/n/f") == "text")
        #expect(try Set([tree.status("/").device, tree.status("/m").device, tree.status("/m/n").device]).count == 3)
        #expect(failure { try tree.removeDirectory("/m/n".path) } == EBUSY)
        #expect(failure { try tree.rename("/m/n".path, to: "/m/o".path) } == EBUSY)
        #expect(failure { try tree.rename("/m/n/f".path, to: "/m/f".path) } == EXDEV)
        #expect(failure { try tree.link("/m/n/f".path, to: "/f".path) } == EXDEV)
    }

    @Test("an open directory is a place to start from, a file and a closed descriptor are none")
    func bases() throws {
        let tree = memoryTree()
        try tree.makeDirectory("/d")
        try tree.put("/d/f", "text")
        let directory = try tree.open("/d".path, [.path, .directory])
        let file = try tree.open("/d/f".path, [])
        #expect(try tree.status(of: "f".path, from: .file(directory)).size == 4)
        #expect(failure { _ = try tree.status(of: "f".path, from: .file(file)) } == ENOTDIR)
        #expect(failure { _ = try tree.status(of: "f".path, from: .badDescriptor) } == EBADF)
        #expect(try tree.status(of: "/d/f".path, from: .badDescriptor).size == 4)
        #expect(failure { _ = try directory.remainingEntries() } == EBADF)
        #expect(try directory.directoryPath() == "/d".path)
    }

    @Test("temporary files without a name are not offered, as tempfile expects to be told")
    func temporaryFiles() {
        let tree = memoryTree()
        let flags: OpenFlags = [.temporary, .directory, .readWrite]
        #expect(failure { _ = try tree.open("/".path, flags) } == EOPNOTSUPP)
    }
}
