import Foundation
import Testing

/// What a script's process maps, looked at from outside.
@Suite(.timeLimit(.minutes(5))) struct MemoryMapTests {
    /// The lines of /proc/ID/maps of a process that runs a script; `nil` where only root may see them.
    private func maps(_ options: [String]) throws -> [String]? {
        guard geteuid() == 0 else { return nil }
        let command = try Command(["run"] + options + ["-c", "print(1, flush=True)\nimport time; time.sleep(100)"])
        defer {
            kill(command.identifier, SIGTERM)
            _ = try? command.finish()
        }
        try #require(command.nextOutput() == "1\n")
        let tree = ProcessTree.descendants(of: command.identifier)
        try #require(tree.count == 3)
        // A file of the kernel's own has no size, by which some readers go.
        let process = try #require(tree.last?.identifier)
        let file = try #require(FileHandle(forReadingAtPath: "/proc/\(process)/maps"))
        let text = try #require(try file.readToEnd())
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
        try #require(lines.contains { $0.contains("[stack]") })
        return lines
    }

    /// `7f00-7f01 rw-p ...`
    private func permissions(_ line: String) -> Substring { line.split(separator: " ").dropFirst().first ?? "" }

    @Test(arguments: [[], ["--unsafe-without", "language", "--unsafe-without", "audit"]])
    func nothingIsBothWritableAndExecutable(options: [String]) throws {
        guard let lines = try maps(options) else { return }
        #expect(lines.filter { permissions($0).contains("w") && permissions($0).contains("x") } == [])
    }

    /// Bytes that the child could change under its zygote, or the zygote under it.
    @Test func nothingWritableIsShared() throws {
        guard let lines = try maps([]) else { return }
        #expect(lines.filter { permissions($0).contains("w") && permissions($0).hasSuffix("s") } == [])
    }
}
