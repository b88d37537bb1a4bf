import Glibc
import Policy
import Testing
import VirtualFileSystem

@testable import VirtualSystem

@Suite struct TreeTests {
    private let source: (String) -> [UInt8]? = { ["/app/main.py", "part.py"].contains($0) ? Array("print(1)\n".utf8) : nil }

    private func load(_ path: String, from folder: String = "/app") -> LoadedSource? {
        LoadedSource(Array(path.utf8), from: Array(folder.utf8), source: source)
    }

    @Test(arguments: ["main.py", "/app/main.py", "/app/part.py", "./x/../main.py", "//app/./main.py"])
    func loadedSourcesAreFilesOfTheirPath(path: String) throws {
        let source = try #require(load(path))
        #expect(source.content == Array("print(1)\n".utf8))
        #expect(source.status.size == 9 && source.status.kind == .regular)
        #expect(source.status.inode == load(path)?.status.inode)
    }

    @Test(arguments: ["", "other.py", "/app/main.py/", "/app/main.py/x", "/main.py", "/etc/passwd"])
    func otherPathsAreNoSources(path: String) {
        #expect(load(path) == nil)
    }

    @Test func withoutGrantsThereAreTwoEmptyFoldersThatStaySo() throws {
        let tree = ScriptTree.empty()
        #expect(try tree.workingDirectoryPath() == Array("/app".utf8))
        #expect(try tree.entries(of: Array("/".utf8)).map(\.name) == [FileName("app"), FileName("tmp")])
        #expect(throws: FileError(number: EROFS)) { try tree.makeDirectory(Array("/tmp/x".utf8)) }
        #expect(throws: FileError(number: EROFS)) { try tree.open(Array("x".utf8), [.create, .writeOnly]) }
    }

    private func grant(_ path: String, _ source: FileGrant.Source, _ content: String = "") throws -> ReceivedGrant {
        let path = try #require(CheckedPath(absolute: Array(path.utf8)))
        var grant = ReceivedGrant(grant: FileGrant(path: path, source: source))
        grant.content = Array(content.utf8)
        return grant
    }

    private func layOut(_ grants: [ReceivedGrant], bytes: Int = 1 << 20) throws -> VirtualFileSystem {
        try ScriptTree.granted(grants, quota: FileQuota(bytes: bytes, files: 100, openFiles: 16, artefactBytes: 0)) { _ in NoHost() }
    }

    @Test func grantedFilesStandAtTheirPaths() throws {
        let tree = try layOut([
            grant("/a/b/tool", .content(bytes: 4, isExecutable: true), "text"), grant("/tmp", .scratch(bytes: 8192)),
            grant("/out/deep", .collected(CollectionNumber(rawValue: 1))),
        ])
        let status = try tree.status(of: Array("/a/b/tool".utf8))
        #expect(status.size == 4 && status.ownership.permissions == 0o755)
        #expect(try tree.status(of: Array("/out/deep".utf8)).kind == .directory)
        try tree.makeFile(Array("/tmp/x".utf8), [UInt8](repeating: 1, count: 8192), mode: 0o644)
        #expect(throws: FileError(number: ENOSPC)) { try tree.makeFile(Array("/tmp/y".utf8), [1], mode: 0o644) }
        try tree.makeFile(Array("here".utf8), [1], mode: 0o644)
    }

    @Test func whatDoesNotFitIsRefusedWithItsPath() throws {
        let failure = #expect(throws: LayoutFailure.self) {
            try layOut([grant("/big", .content(bytes: 9000, isExecutable: false), String(repeating: "x", count: 9000))], bytes: 4096)
        }
        #expect(failure?.description == "/big could not be granted: No space left on device")
        #expect(throws: LayoutFailure.self) {
            try layOut([grant("/d", .mount(HostMountNumber(rawValue: 1), isFolder: true, access: .readOnly))])
        }
    }
}

/// A host that has gone.
private final class NoHost: HostTree {
    func status(of path: [FileName]) throws(FileError) -> FileStatus { throw FileError(number: EIO) }
    func entries(of path: [FileName]) throws(FileError) -> [DirectoryEntry] { throw FileError(number: EIO) }
    func linkTarget(of path: [FileName]) throws(FileError) -> [UInt8] { throw FileError(number: EIO) }
    func open(_ path: [FileName], for access: HostAccess) throws(FileError) -> any HostFile { throw FileError(number: EIO) }
    func usage() -> FileSystemUsage { FileSystemUsage(blocks: 0, freeBlocks: 0, nodes: 0, freeNodes: 0) }
}
