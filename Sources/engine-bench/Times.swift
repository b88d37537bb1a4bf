import SecurePython

/// How long one thing took, done many times.
struct Times {
    private var durations: [Duration] = []

    /// Does it once more.
    mutating func time<Outcome>(_ body: () async throws -> Outcome) async rethrows -> Outcome {
        let clock = ContinuousClock()
        let began = clock.now
        let outcome = try await body()
        durations.append(began.duration(to: clock.now))
        return outcome
    }

    /// Such as `p50 0.731 ms, p99 1.107 ms`.
    var spread: String { "\(median), p99 \(milliseconds(percent: 99)) ms" }

    /// Such as `p50 0.731 ms`.
    var median: String { "p50 \(milliseconds(percent: 50)) ms" }

    private func milliseconds(percent: Int) -> Double {
        durations.isEmpty ? .nan : durations.sorted()[durations.count * percent / 100].roundedMilliseconds
    }
}

extension Duration {
    /// To the microsecond.
    var roundedMilliseconds: Double { (self / .milliseconds(1) * 1_000).rounded() / 1_000 }
}
