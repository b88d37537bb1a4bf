import Foundation
import Glibc
import Testing

/// The options about files, with the real command and worker.
@Suite struct FileOptionTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "secure-python-files-" + UUID().uuidString)
        for name in ["data", "out"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try Data("hello".utf8).write(to: folder.appending(path: "data/f"))
        mkfifo(folder.appending(path: "fifo").path, 0o644)
    }

    private func run(_ options: String...) throws -> Command.Result {
        defer { try? FileManager.default.removeItem(at: folder) }
        return try Command(["run"] + options + ["-c", "print('ran')"], folder: folder).finish()
    }

    @Test(arguments: [
        (["--mount", "none:/d"], "none cannot be mounted at /d: No such file or directory"),
        (["--mount", "fifo:/d"], "no regular file and no folder"), (["--mount", "data"], "give HOST:VIRTUAL"),
        (["--mount", "data:d"], "give HOST:VIRTUAL"), (["--mount", "data:/d/../e"], "must be absolute"),
        (["--mount", "data:/"], "be beneath /"), (["--mount", "data:/d:wr"], "give HOST:VIRTUAL"),
        (["--mount", "data:/d", "--mount", "out:/d/:rw"], "/d is granted twice"),
        (["--mount", "data/f:/f", "--mount", "out:/f/x"], "/f is granted as a file"),
        (["--scratch", "0"], "give a size"), (["--scratch", "unlimited"], "give a size"),
        (["--scratch", "1MiB", "--mount", "data:/tmp"], "/tmp is granted twice"),
        (["--collect", "/out"], "give VIRTUAL:HOSTDIR"), (["--collect", "/out:none"], "The folder must exist"),
        (["--collect", "/out:data/f"], "The folder must exist"), (["--collect", "/a:out", "--collect", "/a:data"], "/a is granted twice"),
        (["--mount", "data:/d", "--report", "data/r.json"], "would be within data"),
        (["--collect", "/out:out", "--report", "./out/../out/r.json"], "would be within out"),
    ])
    func whatCannotBeGrantedIsWrongUsage(options: [String], reason: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Command(["run"] + options + ["-c", "print('ran')"], folder: folder).finish()
        #expect(result.status == 64)
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test func aRunWithFilesRuns() throws {
        let result = try run(
            "--mount", "data:/data", "--mount", "data/f:/f:overlay", "--scratch", "1MiB", "--collect", "/out:out", "--report", "r.json")
        #expect(result.status == 0 && result.output == "ran\n", "\(result.errors)")
    }
}
