import Foundation

/// The built products, beside the running test bundle.
enum Products {
    static let folder: URL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    static var command: String { folder.appending(path: "secure-python").path }
    static var worker: String { folder.appending(path: "secure-python-worker").path }
}

/// One run of a program, with pipes for its three streams.
final class Command {
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()

    init(_ arguments: [String], of executable: String = Products.command, folder: URL? = nil) throws {
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    var identifier: Int32 { process.processIdentifier }

    func write(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }
    func closeInput() throws { try input.fileHandleForWriting.close() }

    /// The next bytes of stdout, at least one unless it is at its end.
    func nextOutput() -> String { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }

    func finish() throws -> Result {
        try? input.fileHandleForWriting.close()
        // Short texts only: both pipes hold them.
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let status = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return Result(
            status: status, output: String(decoding: text, as: UTF8.self), errors: String(decoding: complaints, as: UTF8.self))
    }

    static func run(_ arguments: String..., input: String = "", folder: URL? = nil) throws -> Result {
        let command = try Command(arguments, folder: folder)
        try command.write(input)
        return try command.finish()
    }

    static func shell(_ line: String, folder: URL? = nil) throws -> Result {
        try Command(["-c", line.replacing("secure-python", with: Products.command)], of: "/bin/bash", folder: folder).finish()
    }
}

/// What /proc tells of the processes beneath another one.
enum ProcessTree {
    struct Member {
        let identifier: Int32
        let status: [String: String]
        func file(_ name: String) -> Data? { FileManager.default.contents(atPath: "/proc/\(identifier)/\(name)") }
    }

    static func descendants(of root: Int32) -> [Member] {
        let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        let members = all.compactMap { identifier -> Member? in
            guard let text = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8) else { return nil }
            var status: [String: String] = [:]
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { status[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
            }
            return Member(identifier: identifier, status: status)
        }
        var found: [Member] = []
        var parents: Set<String> = [String(root)]
        while true {
            let next = members.filter { parents.contains($0.status["PPid"] ?? "") }
            if next.isEmpty { return found }
            found += next
            parents = Set(next.map { String($0.identifier) })
        }
    }

    /// Those of the given processes that do not end within two seconds. What waits for init has ended.
    static func survivors(of members: [Member]) -> [Int32] {
        func alive() -> [Int32] {
            members.map(\.identifier).filter { identifier in
                guard let text = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8) else { return false }
                return !text.contains("State:\tZ")
            }
        }
        for _ in 0..<200 where !alive().isEmpty { usleep(10_000) }
        return alive()
    }
}

/// A folder of the test's own, removed with this.
final class Folder {
    let url: URL

    init(in parent: URL = FileManager.default.temporaryDirectory) throws {
        url = parent.appending(path: "secure-python-tests-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
        try FileManager.default.createDirectory(
            at: url.appending(path: name).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url.appending(path: name))
        return path(name)
    }
}
