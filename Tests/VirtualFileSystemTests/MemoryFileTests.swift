import Glibc
import Testing
@testable import VirtualFileSystem

@Suite("Files in memory")
struct MemoryFileTests {
    private func usedBlocks(_ tree: VirtualFileSystem) throws -> Int {
        let usage = try tree.usage(of: "/".path)
        return usage.blocks - usage.freeBlocks
    }

    @Test("a tebibyte with one byte at its end holds one page")
    func sparse() throws {
        let tree = memoryTree(bytes: 8192)
        let file = try tree.open("/f".path, [.readWrite, .create])
        try file.write("x", at: 1 << 40)
        #expect(try file.status().size == (1 << 40) + 1)
        #expect(try file.status().blocks == 8)
        #expect(try file.seek(by: 0, from: .data) == 1 << 40)
        #expect(try file.seek(by: 0, from: .hole) == 0)
        #expect(failure { _ = try file.seek(by: 1 << 41, from: .data) } == ENXIO)
        try file.truncate(to: 0)
        #expect(try usedBlocks(tree) == 0)
    }

    @Test("a write that fits in part takes that part, the next one says that there is no room")
    func quotaOfBytes() throws {
        let tree = memoryTree(bytes: 8192)
        let file = try tree.open("/f".path, [.readWrite, .create])
        #expect(try file.write(String(repeating: "x", count: 10_000)) == 8192)
        #expect(failure { try file.write("x") } == ENOSPC)
        #expect(try file.write("y", at: 100) == 1)
        #expect(failure { try file.allocate(at: 0, count: 1 << 40) } == ENOSPC)
        #expect(try usedBlocks(tree) == 2)
    }

    @Test("what an unlinked file holds is given back when its last descriptor goes")
    func quotaAfterUnlink() throws {
        let tree = memoryTree(bytes: 8192)
        var file: OpenFile? = try tree.open("/f".path, [.readWrite, .create])
        try file?.write(String(repeating: "x", count: 8192))
        try tree.unlink("/f".path)
        #expect(try usedBlocks(tree) == 2)
        #expect(try file?.status().links == 0)
        file = nil
        #expect(try usedBlocks(tree) == 0)
        #expect(try tree.usage(of: "/".path).freeNodes == 9999)
    }

    @Test("files, further names and open files are bounded")
    func quotas() throws {
        let tree = memoryTree(nodes: 3, limits: TreeLimits(openFiles: 2))
        try tree.put("/a", "")
        try tree.link("/a".path, to: "/b".path)
        #expect(failure { try tree.makeDirectory("/c") } == ENOSPC)
        try tree.unlink("/b".path)
        try tree.makeDirectory("/c")
        var files = try [tree.open("/a".path, []), tree.open("/c".path, .directory)]
        #expect(failure { _ = try tree.open("/a".path, []) } == ENFILE)
        files.removeLast()
        #expect(failure { _ = try tree.open("/a".path, []) } == 0)
    }

    @Test("a refused open makes no file")
    func refusedCreation() throws {
        let tree = memoryTree(limits: TreeLimits(openFiles: 1))
        let held = try tree.open("/".path, .directory)
        #expect(failure { _ = try tree.open("/f".path, [.create, .writeOnly]) } == ENFILE)
        #expect(try held.remainingEntries().isEmpty)
    }

    @Test("appending goes to the end wherever the position is")
    func append() throws {
        let tree = memoryTree()
        try tree.put("/f", "abc")
        let file = try tree.open("/f".path, [.readWrite, .append])
        #expect(try file.seek(by: 0, from: .start) == 0)
        try file.write("d")
        #expect(file.offset == 4)
        try file.write("e", at: 0)
        #expect(file.offset == 4)
        #expect(try tree.text("/f") == "abcde")
    }

    @Test("changes take away the set-id bits")
    func setID() throws {
        let tree = memoryTree()
        for change in [
            { (file: OpenFile) throws in _ = try file.write("x") }, { try $0.truncate(to: 0) },
            { try $0.changeOwner(user: nil, group: nil) }, { try $0.allocate(at: 0, count: 1) },
        ] {
            let file = try tree.open("/f".path, [.readWrite, .create])
            try file.changeMode(to: 0o6755)
            try change(file)
            #expect(try file.status().ownership.permissions == 0o755)
        }
    }

    @Test("times change as Linux changes them")
    func times() throws {
        let clock = TestClock()
        let tree = memoryTree(clock: clock)
        let status = { try tree.status($0) }
        try tree.put("/f", "abc")
        let made = try status("/f")
        #expect(made.accessed < made.modified)
        _ = try tree.text("/f")
        let read = try status("/f")
        // The first reading after a change counts, the second does not.
        #expect(read.accessed > made.modified && read.modified == made.modified)
        _ = try tree.text("/f")
        #expect(try status("/f").accessed == read.accessed)
        try tree.changeMode(of: "/f".path, to: 0o600)
        #expect(try status("/f").changed > read.changed && status("/f").modified == read.modified)
        let root = try status("/")
        try tree.link("/f".path, to: "/g".path)
        #expect(try status("/").modified > root.modified)
        let old = FileTime(seconds: -5, nanoseconds: 7)
        try tree.setTimes(of: "/f".path, accessed: .omit, modified: .to(old))
        #expect(try status("/g").modified == old)
    }

    @Test("a listing that goes on while names come and go shows each that stays exactly once")
    func listing() throws {
        let tree = memoryTree()
        for number in 0..<100 { try tree.put("/\(number)", "") }
        let directory = try tree.open("/".path, .directory)
        var names: [FileName] = []
        for number in 0..<100 {
            names += try directory.nextEntries(atMost: 3).map(\.name)
            if number % 2 == 0 { try tree.unlink("/\(number)".path) }
            try tree.put("/new\(number)", "")
        }
        #expect(Set(names).count == names.count)
        #expect((0..<100).allSatisfy { $0 % 2 == 0 || names.contains(FileName("\($0)")) })
        _ = try directory.seek(by: 0, from: .start)
        #expect(try directory.remainingEntries().count == 150)
    }

    @Test("a listing has the order in which the names came")
    func order() throws {
        let tree = memoryTree()
        let names = (0..<200).map { "n\($0 * 7919 % 200)" }
        for name in names { try tree.put("/" + name, "") }
        for name in names where name.hasSuffix("3") { try tree.unlink(("/" + name).path) }
        #expect(try tree.names("/") == names.filter { !$0.hasSuffix("3") })
    }

    @Test("a long chain of removed directories is let go on a small stack")
    func removedChain() throws {
        let depth = 3000
        let tree = memoryTree(limits: TreeLimits(depth: depth))
        for _ in 0..<depth {
            try tree.makeDirectory("d")
            try tree.changeDirectory("d".path)
        }
        var deepest: OpenFile? = try tree.open(".".path, .path)
        for _ in 0..<depth {
            try tree.changeDirectory("..".path)
            try tree.removeDirectory("d".path)
        }
        #expect(try deepest?.status().links == 0)
        #expect(try tree.usage(of: "/".path).freeNodes == 9999 - depth)
        deepest = nil
        #expect(try tree.usage(of: "/".path).freeNodes == 9999)
    }

    @Test("everything is let go with the tree", arguments: [1, 1000])
    func release(depth: Int) throws {
        weak var node: FileNode?
        do {
            let tree = memoryTree()
            for _ in 0..<depth {
                try tree.makeDirectory("d")
                try tree.changeDirectory("d".path)
            }
            try tree.put("f", "text")
            node = tree.workingDirectory.node
            #expect(node != nil)
            try tree.changeDirectory("/".path)
        }
        #expect(node == nil)
    }
}
