import Foundation
import Policy
import Testing

@testable import SecurePython

/// A folder of the test's own, removed with this.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "secure-python-tests-" + UUID().uuidString)

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ text: String, _ name: String, mode: Int = 0o644) throws {
        let folder = url.appending(path: name).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url.appending(path: name))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
}

private func name(_ text: String) throws -> ModuleName { try #require(ModuleName(text)) }

@Suite struct SourceRootTests {
    @Test func modulesAndPackagesAreServed() throws {
        let folder = try Folder()
        try folder.write("a", "plain.py")
        try folder.write("b", "pkg/__init__.py")
        try folder.write("c", "pkg/sub.py")
        try folder.write("d", "pkg.py")
        let root = try SourceRoot(path: folder.url.path, whitelist: Whitelist(name: "test"))
        #expect(
            root.module(named: try name("plain"))
                == SourceModule(displayPath: "/app/plain.py", isPackage: false, source: Array("a".utf8)))
        #expect(
            root.module(named: try name("pkg"))
                == SourceModule(displayPath: "/app/pkg/__init__.py", isPackage: true, source: Array("b".utf8)))
        #expect(root.module(named: try name("pkg.sub"))?.displayPath == "/app/pkg/sub.py")
        #expect(root.module(named: try name("absent")) == nil)
    }

    @Test func nothingIsReachedThroughALink() throws {
        let outside = try Folder()
        try outside.write("secret", "secret.py")
        let folder = try Folder()
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.py"), withDestinationPath: outside.path("secret.py"))
        try FileManager.default.createSymbolicLink(atPath: folder.path("folder"), withDestinationPath: outside.url.path)
        try folder.write("x", "own.py")
        try FileManager.default.createSymbolicLink(atPath: folder.path("inner.py"), withDestinationPath: "own.py")
        let root = try SourceRoot(path: folder.url.path, whitelist: Whitelist(name: "test"))
        for module in ["link", "folder.secret", "inner"] { #expect(root.module(named: try name(module)) == nil) }
    }

    @Test func onlyRegularFilesOfBoundedSizeAreRead() throws {
        let folder = try Folder()
        #expect(mkfifo(folder.path("pipe.py"), 0o644) == 0)
        try FileManager.default.createDirectory(atPath: folder.path("dir.py"), withIntermediateDirectories: false)
        try folder.write(String(repeating: "#", count: (4 << 20) + 1), "long.py")
        let root = try SourceRoot(path: folder.url.path, whitelist: Whitelist(name: "test"))
        for module in ["pipe", "dir", "long"] { #expect(root.module(named: try name(module)) == nil) }
    }

    @Test func noNameOfTheStandardLibraryIsLookedFor() throws {
        let folder = try Folder()
        for file in ["json.py", "ctypes/__init__.py", "ctypes/evil.py", "email/mime/own.py", "free.py"] { try folder.write("x", file) }
        let whitelist = Whitelist(
            name: "test", modules: [try name("json"): .source], available: [try name("email"): .source],
            neverListed: [try name("ctypes"): "dangerous"])
        let root = try SourceRoot(path: folder.url.path, whitelist: whitelist)
        for module in ["json", "ctypes", "ctypes.evil", "email.mime.own"] {
            #expect(root.module(named: try name(module)) == nil)
        }
        #expect(root.module(named: try name("free")) != nil)
    }

    @Test func aRootThatIsNoFolderIsAnError() throws {
        let folder = try Folder()
        try folder.write("x", "file")
        for path in [folder.path("absent"), folder.path("file")] {
            let error = #expect(throws: SandboxError.self) { try SourceRoot(path: path, whitelist: Whitelist(name: "test")) }
            #expect(error?.code == .sourceRoot)
        }
    }
}

@Suite struct WorkerLocationTests {
    @Test func aWorkerThatOthersCanWriteIsRefused() throws {
        let folder = try Folder()
        try folder.write("#!/bin/false", "worker", mode: 0o757)
        let error = #expect(throws: SandboxError.self) { try WorkerLocation.path(folder.path("worker")).resolved() }
        #expect(error?.explanation.contains("chmod o-w") == true)
        try folder.write("#!/bin/false", "worker", mode: 0o755)
        #expect(try WorkerLocation.path(folder.path("worker")).resolved() == folder.path("worker"))
    }

    @Test func onlyExecutableRegularFilesAreWorkers() throws {
        let folder = try Folder()
        try folder.write("", "text", mode: 0o644)
        for path in [folder.path("text"), folder.url.path, folder.path("absent")] {
            #expect(throws: SandboxError.self) { try WorkerLocation.path(path).resolved() }
        }
    }

    @Test(arguments: [0, 65_534, UInt32.max]) func noWorkerRunsAsRootOrNobody(user: UInt32) {
        #expect(throws: SandboxError.self) { try WorkerProcess(.path("/bin/true"), user: user, enclosure: .full) }
    }
}

@Suite struct ReplacedFileTests {
    @Test func theFileIsReplacedWhole() throws {
        let folder = try Folder()
        try folder.write("old", "report.json")
        let file = try ReplacedFile(at: folder.path("report.json"))
        #expect(try String(contentsOfFile: folder.path("report.json"), encoding: .utf8) == "old")
        try file.write("new")
        #expect(try String(contentsOfFile: folder.path("report.json"), encoding: .utf8) == "new")
        #expect(folder.names == ["report.json"])
    }

    @Test func whatIsNoFileIsWrittenToAndStaysWhatItIs() throws {
        let folder = try Folder()
        let path = folder.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        // Readable and writable, so that nothing waits for the other end.
        let pipe = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        defer { close(pipe) }
        #expect(symlink("pipe", folder.path("link")) == 0)
        for name in ["pipe", "link"] {
            try ReplacedFile(at: folder.path(name)).write("report")
            var bytes = [UInt8](repeating: 0, count: 16)
            #expect(read(pipe, &bytes, bytes.count) == 6)
        }
        #expect(folder.names == ["link", "pipe"])
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(throws: SandboxError.self) { try ReplacedFile(at: folder.path(".")) }
    }

    @Test func aLinkToAFileIsReplacedAndTheFileLeftAlone() throws {
        let folder = try Folder()
        try folder.write("old", "file")
        #expect(symlink("file", folder.path("link")) == 0)
        try ReplacedFile(at: folder.path("link")).write("new")
        #expect(try String(contentsOfFile: folder.path("link"), encoding: .utf8) == "new")
        #expect(try String(contentsOfFile: folder.path("file"), encoding: .utf8) == "old")
    }

    @Test func aFileThatIsNotWrittenLeavesNothing() throws {
        let folder = try Folder()
        do { _ = try ReplacedFile(at: folder.path("report.json")) }
        #expect(folder.names == [])
        #expect(throws: SandboxError.self) { try ReplacedFile(at: folder.path("absent/report.json")) }
    }
}
