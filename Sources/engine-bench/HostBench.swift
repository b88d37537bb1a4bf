import SecurePython

/// What passes between a script and its host.
extension EngineBench {
    /// Times each call within the script, so that its start does not count.
    func hostCalls() async throws {
        var sandbox = sandbox
        var echo = HostFunction("echo", [.required("value")]) { $0["value"] }
        echo.budget.calls = .max
        sandbox.hostModules = [HostModule("host", functions: [echo])]
        let pool = try WorkerPool(sandbox)
        let completion = try await pool.run(
            ScriptRequest(
                """
                from host import echo
                from time import perf_counter
                times = []
                for number in range(100 + count):
                    began = perf_counter()
                    answer = echo(number)
                    times.append(perf_counter() - began)
                    assert answer == number
                times = sorted(times[100:])
                (times[count // 2], times[count * 99 // 100])
                """, inputs: ["count": .int(runs * 10)]))
        try BenchFailure.check(completion.report, "The script that calls a host function")
        guard case .tuple(let times)? = completion.returnedValue, times.count == 2,
            let median = times[0].doubleValue, let slow = times[1].doubleValue
        else { throw BenchFailure("The script that calls a host function did not return two times.") }
        let milliseconds = [median, slow].map { Duration.seconds($0).roundedMilliseconds }
        print("a host function, called and answered: p50 \(milliseconds[0]) ms, p99 \(milliseconds[1]) ms")
        await pool.shutDown()
    }

    /// There and back.
    func values() async throws {
        for mebibytes in [1, 64] {
            let value = PythonValue.bytes([UInt8](repeating: 7, count: mebibytes << 20))
            var sandbox = sandbox
            sandbox.limits.memoryBytes = .atMost(2 << 30)
            let pool = try WorkerPool(sandbox, configuration: .init(concurrency: 1, readyChildren: 2))
            let script = ScriptRequest("value", inputs: ["value": value])
            var times = Times()
            for _ in 0..<11 {
                let completion = try await times.time { try await pool.run(script) }
                try BenchFailure.check(completion.report, "A run that returns \(mebibytes) MiB")
                guard completion.returnedValue == value else { throw BenchFailure("A value of \(mebibytes) MiB came back changed.") }
            }
            print("a value of \(mebibytes) MiB, there and back: \(times.median)")
            await pool.shutDown()
        }
    }
}
