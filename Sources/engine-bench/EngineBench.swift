import Policy
import SecurePython

/// How long runs take that an application asks for through the library, and what they cost. Numbers for `Benchmarks`.
///
///     engine-bench [--runs N] [--worker PATH] [warm | fresh | throughput | imports | memory | calls | values]...
@main
struct EngineBench {
    var runs = 300
    var sandbox: Sandbox
    var parts: [String] = []

    static func main() async throws {
        var bench = EngineBench(sandbox: Sandbox(whitelist: try .resolving("standard")))
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch argument {
            case "--runs": bench.runs = arguments.popFirst().flatMap { Int($0) } ?? bench.runs
            case "--worker": bench.sandbox.worker = .path(arguments.popFirst() ?? "")
            default: bench.parts.append(argument)
            }
        }
        if bench.parts.isEmpty { bench.parts = ["warm", "fresh", "throughput", "imports", "memory", "calls", "values"] }
        for part in bench.parts { try await bench.measure(part) }
    }

    private func measure(_ part: String) async throws {
        switch part {
        case "warm": try await latency("warm: a ready child", Self.pass, .init(concurrency: 1, readyChildren: 4), pause: .milliseconds(8))
        case "fresh": try await latency("fresh: a fork for each run", Self.pass, .init(concurrency: 1, readyChildren: 0))
        case "throughput":
            for places in [1, 2, 4] { try await throughput(places: places) }
        case "imports":
            try await latency("seven imports, warm", Self.imports, .init(concurrency: 1, readyChildren: 4), pause: .milliseconds(30))
            let preload = ["json", "re", "dataclasses", "datetime", "collections", "itertools", "math"].compactMap { ModuleName($0) }
            try await latency(
                "the same, preloaded", Self.imports, .init(concurrency: 1, readyChildren: 4, preload: preload),
                pause: .milliseconds(30))
        case "memory": try await memory()
        case "calls": try await hostCalls()
        case "values": try await values()
        default: print("no such part: \(part)")
        }
    }

    private static let pass = ScriptRequest(origin: .command, source: Array("pass".utf8))
    private static let imports = ScriptRequest(
        origin: .command, source: Array("import json, re, dataclasses, datetime, collections, itertools, math".utf8))

    private func latency(
        _ name: String, _ script: ScriptRequest, _ configuration: WorkerPool.Configuration, pause: Duration = .zero
    ) async throws {
        let pool = try WorkerPool(sandbox, configuration: configuration)
        for _ in 0..<20 { _ = try await pool.run(script) }
        let clock = ContinuousClock()
        var times: [Duration] = []
        for _ in 0..<runs {
            if pause > .zero { try await Task.sleep(for: pause) }
            let began = clock.now
            let completion = try await pool.run(script)
            times.append(began.duration(to: clock.now))
            if completion.report.verdict != .ok { print("a run ended with the verdict \(completion.report.verdict)") }
        }
        times.sort()
        print("\(name): p50 \(milliseconds(times[runs / 2])) ms, p99 \(milliseconds(times[runs * 99 / 100])) ms")
        await pool.shutDown()
    }

    private func throughput(places: Int) async throws {
        let count = runs * 5
        let pool = try WorkerPool(sandbox, configuration: .init(concurrency: places, readyChildren: places * 2))
        for _ in 0..<20 { _ = try await pool.run(Self.pass) }
        let clock = ContinuousClock()
        let began = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { _ = try await pool.run(Self.pass) } }
            try await group.waitForAll()
        }
        let seconds = began.duration(to: clock.now) / .seconds(1)
        print("throughput, \(places) at a time, a fresh child each: \(Int(Double(count) / seconds)) runs per second")
        await pool.shutDown()
    }

    private func memory() async throws {
        let pool = try WorkerPool(sandbox, configuration: .init(concurrency: 1, readyChildren: 8))
        for _ in 0..<4 { _ = try await pool.run(Self.pass) }
        try await Task.sleep(for: .seconds(2))
        let sizes = ProcessMemory.ofGrandchildren().sorted()
        if sizes.isEmpty {
            print("memory: to be measured as root")
        } else {
            print("memory: \(sizes[sizes.count / 2]) KiB of its own in a ready child (median of \(sizes.count))")
        }
        await pool.shutDown()
    }

    func milliseconds(_ duration: Duration) -> Double {
        (duration / .milliseconds(1) * 1_000).rounded() / 1_000
    }
}
