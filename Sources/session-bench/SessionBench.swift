import Glibc
import SecurePython

/// Opens many sessions of one pool, calls them, and weighs their processes: numbers for `Benchmarks`.
///
/// usage: session-bench [SESSIONS [CALLS]]
@main
struct SessionBench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let count = arguments.first ?? 1_000
        let pool = try WorkerPool(
            Sandbox(whitelist: .resolving("standard")), configuration: .init(concurrency: 4, sessions: count))
        let clock = ContinuousClock()
        var sessions: [Session] = []
        var times: [Duration] = []
        for number in 0..<count {
            let began = clock.now
            let session = try await pool.session()
            times.append(began.duration(to: clock.now))
            try await session.run("base = \(number)\ndef add(n):\n    return base + n")
            sessions.append(session)
        }
        print("open one of \(count) sessions: \(text(of: times))")
        times = []
        for index in 0..<(arguments.dropFirst().first ?? 2 * count) {
            // Strides that no cache of neighbours helps.
            let number = index &* 7_919 % count
            let began = clock.now
            let answer = try await sessions[number].call("add", arguments: [1])
            times.append(began.duration(to: clock.now))
            guard answer == .int(number + 1) else { throw WrongAnswer(session: number) }
        }
        print("call one of \(count) live sessions: \(text(of: times))")
        let memory = Processes.beneathThisOne().compactMap(Processes.privateDirtyKibibytes).sorted()
        if memory.count > count {
            let children = memory.prefix(count)
            print("private dirty memory of an idle session: median \(children[count / 2]) KiB, largest \(children[count - 1]) KiB")
        }
        for session in sessions { try await session.close() }
        await pool.shutDown()
    }

    private static func text(of times: [Duration]) -> String {
        let times = times.sorted()
        return "p50 \(milliseconds(times[times.count / 2])) ms, p99 \(milliseconds(times[times.count * 99 / 100])) ms"
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        (duration / .milliseconds(1) * 1_000).rounded() / 1_000
    }
}

struct WrongAnswer: Error {
    let session: Int
}

enum Processes {
    /// All whose ancestor this process is: starter, zygote and sessions.
    static func beneathThisOne() -> [Int32] {
        var parents: [Int32: Int32] = [:]
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard let id = Int32(name), let stat = text(of: "/proc/\(name)/stat"), let end = stat.lastIndex(of: ")") else { continue }
            parents[id] = stat[stat.index(after: end)...].split(separator: " ").dropFirst().first.flatMap { Int32($0) }
        }
        let own = getpid()
        return parents.keys.filter { id in
            var ancestor = parents[id]
            while let present = ancestor, present > 1, present != own { ancestor = parents[present] }
            return ancestor == own
        }
    }

    static func privateDirtyKibibytes(_ process: Int32) -> Int? {
        guard let text = text(of: "/proc/\(process)/smaps_rollup"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Private_Dirty:") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    private static func text(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
