import Foundation

/// A run of enclosure-probe, and what it said.
struct Probe {
    private let facts: [String: String]
    let status: Int32
    /// Whether every process of it was gone when its output ended.
    let text: String

    static let isRoot = geteuid() == 0
    /// Owns nothing on the machine.
    static let unprivilegedUser = 64_994

    /// Root also runs as an unprivileged user.
    static var users: [Bool] { isRoot ? [true, false] : [false] }

    init(asRoot: Bool, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "enclosure-probe")
        process.arguments = (Probe.isRoot && !asRoot ? ["--user", String(Probe.unprivilegedUser)] : []) + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        facts = Dictionary(
            text.split(separator: "\n").map { line in
                let parts = line.split(separator: "=", maxSplits: 1)
                return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            }, uniquingKeysWith: { first, second in first == second ? first : "\(first) and \(second)" })
    }

    subscript(_ key: String) -> String? { facts[key] }

    func namespaces(_ prefix: String) -> [String: String] {
        facts.filter { $0.key.hasPrefix(prefix + ".") && $0.value.contains(":[") }
            .reduce(into: [:]) { $0[String($1.key.dropFirst(prefix.count + 1))] = $1.value }
    }
}
