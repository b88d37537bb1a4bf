import Policy
import SecurePython

/// How long runs take that an application asks for through the library: numbers for `Benchmarks`.
@main
struct EngineBench {
    static func main() async throws {
        let sandbox = Sandbox(whitelist: try .resolving("standard"))
        let count = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 300
        try await latency(sandbox, count, "warm, one at a time", .init(concurrency: 1, readyChildren: 4), pause: .milliseconds(8))
        try await latency(sandbox, count, "fresh fork, one at a time", .init(concurrency: 1, readyChildren: 0), pause: .zero)
        try await throughput(sandbox, count * 4, places: 1)
        try await throughput(sandbox, count * 4, places: 4)
    }

    private static let pass = ScriptRequest(origin: .command, source: Array("pass".utf8))

    private static func latency(
        _ sandbox: Sandbox, _ count: Int, _ name: String, _ configuration: WorkerPool.Configuration, pause: Duration
    ) async throws {
        let pool = try WorkerPool(sandbox, configuration: configuration)
        for _ in 0..<20 { _ = try await pool.run(pass) }
        let clock = ContinuousClock()
        var times: [Duration] = []
        for _ in 0..<count {
            if pause > .zero { try await Task.sleep(for: pause) }
            let began = clock.now
            let completion = try await pool.run(pass)
            times.append(began.duration(to: clock.now))
            guard completion.report.verdict == .ok else { fatalError("\(completion.report.verdict)") }
        }
        times.sort()
        print("\(name): p50 \(milliseconds(times[count / 2])) ms, p99 \(milliseconds(times[count * 99 / 100])) ms")
        await pool.shutDown()
    }

    private static func throughput(_ sandbox: Sandbox, _ count: Int, places: Int) async throws {
        let pool = try WorkerPool(sandbox, configuration: .init(concurrency: places, readyChildren: places))
        for _ in 0..<20 { _ = try await pool.run(pass) }
        let clock = ContinuousClock()
        let began = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { _ = try await pool.run(pass) } }
            try await group.waitForAll()
        }
        let seconds = began.duration(to: clock.now) / .seconds(1)
        print("\(places) at a time: \(Int(Double(count) / seconds)) runs per second")
        await pool.shutDown()
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        (duration / .milliseconds(1) * 1_000).rounded() / 1_000
    }
}
