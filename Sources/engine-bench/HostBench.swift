import Policy
import PythonValues
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
                    echo(number)
                    times.append(perf_counter() - began)
                times = sorted(times[100:])
                (times[count // 2], times[count * 99 // 100])
                """, inputs: ["count": .int(runs * 10)]))
        guard case .tuple(let times)? = completion.returnedValue, times.count == 2,
            let median = times[0].doubleValue, let slow = times[1].doubleValue
        else { return print("calls of host functions: \(completion.report.verdict)") }
        print("a host function, called and answered: p50 \(milliseconds(.seconds(median))) ms, p99 \(milliseconds(.seconds(slow))) ms")
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
            let clock = ContinuousClock()
            var times: [Duration] = []
            for _ in 0..<11 {
                let began = clock.now
                let completion = try await pool.run(script)
                times.append(began.duration(to: clock.now))
                if completion.returnedValue != value { print("a value came back changed: \(completion.report.verdict)") }
            }
            print("a value of \(mebibytes) MiB, there and back: p50 \(milliseconds(times.sorted()[5])) ms")
            await pool.shutDown()
        }
    }
}
