import Glibc
import Testing
@testable import VirtualFileSystem

@Suite("Overlays")
struct OverlayTests {
    @Test("shows what is below, and asks nothing of it twice for one look")
    func showsLower() throws {
        let host = try fakeHost()
        let tree = try overlayTree(over: host)
        #expect(try tree.text("/d/b") == "beta")
        #expect(try tree.text("/l") == "beta")
        #expect(try Set(tree.names("/")) == ["a", "d", "l"])
        let before = host.questions
        _ = try tree.status("/d/e/c")
        #expect(host.questions - before == 3)
    }

    @Test("a changed file is one of its own, with the number that it had, and the lower stays as it is")
    func copiesUp() throws {
        let host = try fakeHost()
        let tree = try overlayTree(over: host)
        let inode = try tree.status("/d/b").inode
        let file = try tree.open("/d/b".path, [.readWrite, .append])
        try file.write("!")
        #expect(try tree.text("/d/b") == "beta!")
        #expect(try host.files.text("/d/b") == "beta")
        #expect(try tree.status("/d/b").inode == inode)
        #expect(try file.status().inode == inode)
    }

    @Test("a reader that opened before the change sees the change")
    func readersSeeChanges() throws {
        let tree = try overlayTree(over: fakeHost())
        let reader = try tree.open("/a".path, [])
        try tree.open("/a".path, .writeOnly).write("AL")
        #expect(try reader.text() == "ALpha")
    }

    @Test("a small change of a big file holds one page")
    func holdsPagesOnly() throws {
        let host = try fakeHost()
        try host.files.put("/big", String(repeating: "x", count: 1 << 20))
        let tree = try overlayTree(over: host)
        try tree.open("/big".path, .writeOnly).write("yy", at: 500_000)
        let usage = try tree.usage(of: "/".path)
        #expect(usage.blocks - usage.freeBlocks == 1)
        let text = try tree.text("/big")
        #expect(text.utf8.count == 1 << 20)
        #expect(Array(text.utf8)[499_998..<500_004] == Array("xxyyxx".utf8)[...])
    }

    @Test("what is truncated and grown again shows zeros and not the lower contents")
    func truncates() throws {
        let tree = try overlayTree(over: fakeHost())
        try tree.truncate("/d/e/c".path, to: 3)
        try tree.truncate("/d/e/c".path, to: 8)
        #expect(try tree.text("/d/e/c") == "gam\0\0\0\0\0")
    }

    @Test("removed names stay away, and a directory made anew shows nothing of the old one")
    func whiteouts() throws {
        let host = try fakeHost()
        let tree = try overlayTree(over: host)
        #expect(failure { try tree.removeDirectory("/d/e".path) } == ENOTEMPTY)
        try tree.unlink("/d/e/c".path)
        #expect(try tree.names("/d/e") == [])
        try tree.removeDirectory("/d/e".path)
        #expect(failure { _ = try tree.status("/d/e") } == ENOENT)
        try tree.makeDirectory("/d/e")
        #expect(try tree.names("/d/e") == [])
        try tree.put("/d/e/c", "new")
        try tree.unlink("/d/e/c".path)
        #expect(failure { _ = try tree.status("/d/e/c") } == ENOENT)
        #expect(try host.files.names("/d/e") == ["c"])
    }

    @Test("directories move with all that is in them")
    func movesDirectories() throws {
        let tree = try overlayTree(over: fakeHost())
        try tree.rename("/d".path, to: "/moved".path)
        #expect(try tree.text("/moved/b") == "beta")
        #expect(failure { _ = try tree.status("/d") } == ENOENT)
        try tree.put("/moved/e/new", "n")
        #expect(try Set(tree.names("/moved/e")) == ["c", "new"])
        #expect(try tree.text("/moved/e/../e/new") == "n")
    }

    @Test("a file that is open stays readable after it was removed")
    func openAfterUnlink() throws {
        let host = try fakeHost()
        let tree = try overlayTree(over: host)
        var file: OpenFile? = try tree.open("/a".path, [])
        try tree.unlink("/a".path)
        #expect(try file?.text() == "alpha")
        #expect(try file?.status().links == 0)
        file = nil
        #expect(host.openFiles == 0)
    }

    @Test("a file that lost its name below is changed without a name")
    func replacedBelow() throws {
        let host = try fakeHost()
        let tree = try overlayTree(over: host)
        let old = try tree.open("/a".path, .readWrite)
        try host.files.rename("/d/b".path, to: "/a".path)
        #expect(try tree.text("/a") == "beta")
        try tree.unlink("/a".path)
        try old.write("AL")
        #expect(try old.text() == "pha")
        #expect(try old.status().links == 0)
        #expect(failure { _ = try tree.status("/a") } == ENOENT)
    }

    @Test("numbers are stable while nothing holds the nodes")
    func stableNumbers() throws {
        let tree = try overlayTree(over: fakeHost())
        let first = try ["/a", "/d", "/d/e/c", "/l"].map { try tree.status($0, following: false).inode }
        for _ in 0..<200 { _ = try tree.names("/d/e") }
        let second = try ["/a", "/d", "/d/e/c", "/l"].map { try tree.status($0, following: false).inode }
        #expect(first == second)
        #expect(Set(first).count == 4)
    }

    @Test("the quota counts what differs, hidden names included")
    func quota() throws {
        let tree = try overlayTree(over: fakeHost(), bytes: 8192, nodes: 3)
        try tree.open("/a".path, .writeOnly).write("A")
        #expect(failure { try tree.put("/new", "x") } == 0)
        #expect(failure { try tree.unlink("/d/b".path) } == ENOSPC)
        #expect(try tree.text("/d/b") == "beta")
    }

    @Test("an error of the lower tree is passed on, and changes nothing")
    func lowerErrors() throws {
        let host = try fakeHost()
        let tree = try overlayTree(over: host)
        let file = try tree.open("/d/e/c".path, .readWrite)
        host.failure = FileError(number: EIO)
        #expect(failure { try file.write("x", at: 5) } == EIO)
        #expect(failure { _ = try tree.names("/") } == EIO)
        host.failure = nil
        #expect(try tree.text("/d/e/c").hasPrefix("gamma gamma"))
    }
}
