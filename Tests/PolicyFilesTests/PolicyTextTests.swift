import Foundation
import Glibc
import PolicyFiles
import Testing

/// Reading the file itself.
@Suite struct PolicyTextTests {
    private func problem(of path: String) -> PolicyFileError.Problem? {
        do throws(PolicyFileError) {
            _ = try PolicyText(contentsOf: path)
            return nil
        } catch {
            #expect(error.line == nil)
            #expect(error.file == path)
            return error.problem
        }
    }

    @Test func readsARegularFile() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "a.yaml")
        try Data("source: []\n".utf8).write(to: file)
        let text = try PolicyText(contentsOf: file.path)
        #expect(text.bytes == Array("source: []\n".utf8))
        #expect(text.name == file.path)
    }

    @Test func refusesAFolder() throws {
        let folder = try TemporaryFolder()
        #expect(problem(of: folder.url.path) == .notRegularFile)
    }

    @Test func refusesAFIFOWithoutWaiting() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "fifo").path
        #expect(mkfifo(path, 0o600) == 0)
        #expect(problem(of: path) == .notRegularFile)
    }

    @Test func refusesDevices() {
        #expect(problem(of: "/dev/zero") == .notRegularFile)
    }

    @Test func refusesWhatIsMissing() {
        #expect(problem(of: "/nowhere/a.yaml") == .unreadable(reason: "No such file or directory"))
    }

    @Test func refusesPathsThatEndEarly() throws {
        #expect(problem(of: "") == .unreadable(reason: "the path is empty or holds a NUL"))
        #expect(problem(of: "/etc/hostname\0.yaml") == .unreadable(reason: "the path is empty or holds a NUL"))
    }

    @Test func capsTheSize() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "a.yaml")
        try Data(repeating: 0x23, count: 1 << 20).write(to: file)
        #expect(problem(of: file.path) == nil)
        try Data(repeating: 0x23, count: (1 << 20) + 1).write(to: file)
        #expect(problem(of: file.path) == .tooLarge(limit: 1 << 20))
    }
}
