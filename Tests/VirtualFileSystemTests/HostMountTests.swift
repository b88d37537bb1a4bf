import Glibc
import Testing
@testable import VirtualFileSystem

@Suite("Folders that the host serves")
struct HostMountTests {
    private func tree(_ host: FakeHostTree, isReadOnly: Bool = false) throws(FileError) -> VirtualFileSystem {
        let clock = TestClock()
        let root = memoryFileSystem(clock: clock)
        let tree = VirtualFileSystem(root: root, now: clock.now)
        try tree.makeDirectory("/m")
        try tree.mount(HostFileSystem(host), at: "/m".path, isReadOnly: isReadOnly)
        return tree
    }

    @Test("a read-only mount shows the files and refuses every change")
    func readOnly() throws {
        let tree = try tree(fakeHost(), isReadOnly: true)
        #expect(try tree.text("/m/d/b") == "beta")
        let changes: [() throws -> Void] = [
            { try tree.put("/m/new", "x") },
            { _ = try tree.open("/m/a".path, .writeOnly) },
            { _ = try tree.open("/m/a".path, .truncate) },
            { try tree.makeDirectory("/m/new") },
            { try tree.makeLink(to: "a".path, at: "/m/new".path) },
            { try tree.link("/m/a".path, to: "/m/new".path) },
            { try tree.unlink("/m/a".path) },
            { try tree.removeDirectory("/m/d".path) },
            { try tree.rename("/m/a".path, to: "/m/new".path) },
            { try tree.changeMode(of: "/m/a".path, to: 0o600) },
            { try tree.truncate("/m/a".path, to: 0) },
            { try tree.setTimes(of: "/m/a".path, accessed: .now, modified: .now) },
        ]
        for change in changes { #expect(failure(change) == EROFS) }
    }

    @Test("changes go through to the host")
    func readWrite() throws {
        let host = try fakeHost()
        let tree = try tree(host)
        try tree.put("/m/new", "text", mode: 0o640)
        #expect(try host.files.text("/new") == "text")
        #expect(try host.status(of: [FileName("new")]).ownership.permissions == 0o640)
        try tree.rename("/m/new".path, to: "/m/d/moved".path)
        try tree.open("/m/d/moved".path, [.writeOnly, .append]).write("+")
        #expect(try host.files.text("/d/moved") == "text+")
        try tree.truncate("/m/d/moved".path, to: 2)
        #expect(try tree.text("/m/d/moved") == "te")
        try tree.unlink("/m/d/moved".path)
        #expect(try host.files.names("/d") == ["b", "e"])
        #expect(failure { try tree.link("/m/a".path, to: "/m/b".path) } == EPERM)
        #expect(failure { try tree.rename("/m/a".path, to: "/a".path) } == EXDEV)
    }

    @Test("links lead through the tree that the script sees, never through the host's")
    func links() throws {
        let host = try fakeHost()
        try host.files.makeLink(to: "/etc/passwd".path, at: "/out".path)
        try host.files.makeLink(to: "../../../x".path, at: "/up".path)
        let tree = try tree(host)
        #expect(failure { _ = try tree.text("/m/out") } == ENOENT)
        try tree.makeDirectory("/etc")
        try tree.put("/etc/passwd", "virtual")
        try tree.put("/x", "also virtual")
        #expect(try tree.text("/m/out") == "virtual")
        #expect(try tree.text("/m/up") == "also virtual")
    }

    @Test("an open file stays the one that was opened while the host changes the folder")
    func changesBehind() throws {
        let host = try fakeHost()
        let tree = try tree(host)
        let file = try tree.open("/m/a".path, [])
        try host.files.rename("/d/b".path, to: "/a".path)
        #expect(try file.text() == "alpha")
        #expect(try file.status().links == 0)
        #expect(try tree.text("/m/a") == "beta")
        try host.files.unlink("/a".path)
        #expect(failure { _ = try tree.status("/m/a") } == ENOENT)
        try host.files.makeDirectory("/a")
        #expect(try tree.status("/m/a").kind == .directory)
    }

    @Test("a host that fails or says impossible things does no harm")
    func hostErrors() throws {
        let host = try fakeHost()
        let tree = try tree(host)
        try tree.changeDirectory("/m/d".path)
        host.failure = FileError(number: EIO)
        #expect(failure { _ = try tree.text("b") } == EIO)
        #expect(failure { _ = try tree.names(".") } == EIO)
        host.failure = nil
        #expect(try tree.text("b") == "beta")
    }
}
