import Glibc
import SecurePython

/// How long runs and sessions take that an application asks for through the library, and what they cost. Numbers for
/// `Benchmarks`.
///
///     engine-bench [--runs N] [--sessions N] [--worker PATH] [PART]...
///
/// All parts where none is named. What is measured must be right as well: a wrong answer, or a run that did not end well,
/// ends the program with status 1 and a sentence.
@main
struct EngineBench {
    var runs = 300
    var sessions = 1_000
    var sandbox: Sandbox

    enum Part: String, CaseIterable {
        case warm, fresh, throughput, imports, memory, calls, values, sessions, branch
    }

    static func main() async {
        do {
            try await measure(CommandLine.arguments.dropFirst())
        } catch {
            let line = Array("engine-bench: \(error)\n".utf8)
            _ = write(STDERR_FILENO, line, line.count)
            exit(1)
        }
    }

    private static func measure(_ arguments: ArraySlice<String>) async throws {
        var bench = EngineBench(sandbox: Sandbox(whitelist: try .resolving("standard")))
        var parts: [Part] = []
        var rest = arguments
        while let argument = rest.popFirst() {
            switch argument {
            case "--runs": bench.runs = try count(rest.popFirst(), after: argument)
            case "--sessions": bench.sessions = try count(rest.popFirst(), after: argument)
            case "--worker":
                guard let path = rest.popFirst() else { throw BenchFailure("--worker needs a path.") }
                bench.sandbox.worker = .path(path)
            default:
                guard let part = Part(rawValue: argument) else {
                    throw BenchFailure("'\(argument)' is no part. They are: \(Part.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                parts.append(part)
            }
        }
        for part in parts.isEmpty ? Part.allCases : parts { try await bench.measure(part) }
    }

    private static func count(_ text: String?, after option: String) throws(BenchFailure) -> Int {
        guard let text, let count = Int(text), count > 0 else { throw BenchFailure("\(option) needs a positive number.") }
        return count
    }

    private func measure(_ part: Part) async throws {
        switch part {
        case .warm: try await latency("warm: a ready child", Self.pass, .init(concurrency: 1, readyChildren: 4), pause: .milliseconds(8))
        case .fresh: try await latency("fresh: a fork for each run", Self.pass, .init(concurrency: 1, readyChildren: 0))
        case .throughput:
            for places in [1, 2, 4] { try await throughput(places: places) }
        case .imports: try await imports()
        case .memory: try await memory()
        case .calls: try await hostCalls()
        case .values: try await values()
        case .sessions: try await manySessions()
        case .branch: try await branch()
        }
    }
}

/// Why there are no numbers.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// Judges what must have ended well.
    static func check(_ report: Report, _ what: String) throws(BenchFailure) {
        guard report.verdict == .ok else { throw BenchFailure("\(what) ended with the verdict \(report.verdict).") }
    }
}
