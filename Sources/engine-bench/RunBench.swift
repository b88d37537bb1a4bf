import SecurePython

/// Scripts that are run in a pool's processes, one after the other or several at a time.
extension EngineBench {
    static let pass = ScriptRequest(origin: .command, source: Array("pass".utf8))
    private static let modules = ["json", "re", "dataclasses", "datetime", "collections", "itertools", "math"]

    func latency(
        _ name: String, _ script: ScriptRequest, _ configuration: WorkerPool.Configuration, pause: Duration = .zero
    ) async throws {
        let pool = try await warmPool(script, configuration)
        var times = Times()
        for _ in 0..<runs {
            if pause > .zero { try await Task.sleep(for: pause) }
            let completion = try await times.time { try await pool.run(script) }
            try BenchFailure.check(completion.report, "A run")
        }
        print("\(name): \(times.spread)")
        await pool.shutDown()
    }

    func imports() async throws {
        let script = ScriptRequest(origin: .command, source: Array("import \(Self.modules.joined(separator: ", "))".utf8))
        let preload = Self.modules.compactMap { ModuleName($0) }
        try await latency("seven imports, warm", script, .init(concurrency: 1, readyChildren: 4), pause: .milliseconds(30))
        try await latency(
            "the same, preloaded", script, .init(concurrency: 1, readyChildren: 4, preload: preload), pause: .milliseconds(30))
    }

    func throughput(places: Int) async throws {
        let count = runs * 5
        let pool = try await warmPool(Self.pass, .init(concurrency: places, readyChildren: places * 2))
        let clock = ContinuousClock()
        let began = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { try BenchFailure.check(await pool.run(Self.pass).report, "A run") }
            }
            try await group.waitForAll()
        }
        let seconds = began.duration(to: clock.now) / .seconds(1)
        print("throughput, \(places) at a time, a fresh child each: \(Int(Double(count) / seconds)) runs per second")
        await pool.shutDown()
    }

    func memory() async throws {
        let pool = try await warmPool(Self.pass, .init(concurrency: 1, readyChildren: 8))
        try await Task.sleep(for: .seconds(2))
        let sizes = ProcessMemory.ofForks()
        if let median = sizes.median {
            print("memory: \(median) KiB of its own in a ready child (median of \(sizes.count))")
        } else {
            print("memory: to be measured as root")
        }
        await pool.shutDown()
    }

    /// One that has run the script often enough to have its first costs behind it.
    private func warmPool(_ script: ScriptRequest, _ configuration: WorkerPool.Configuration) async throws -> WorkerPool {
        let pool = try WorkerPool(sandbox, configuration: configuration)
        for _ in 0..<20 { try BenchFailure.check(await pool.run(script).report, "A run") }
        return pool
    }
}
