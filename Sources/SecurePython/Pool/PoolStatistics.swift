internal import CoreMetrics
internal import Policy
internal import Synchronization

/// What a pool has done since it was made.
public struct PoolStatistics: Sendable, Hashable {
    /// Runs that ended, by the name of their verdict as reports have it.
    public var runs: [String: Int]
    /// Runs that came to nothing: refused, cancelled while they waited, or without a worker.
    public var failures: Int
    /// Runs that wait for their turn now.
    public var waiting: Int
    /// Runs under way now.
    public var running: Int
}

/// Counts runs, and tells swift-metrics: `secure_python_runs` by verdict, `secure_python_failures`, and the timers
/// `secure_python_queue` and `secure_python_run`.
final class PoolMeter: Sendable {
    private struct Counts {
        var runs: [String: (count: Int, counter: Counter)] = [:]
        var failures = 0
    }

    private let counts = Mutex(Counts())
    private let queue = Timer(label: "secure_python_queue")
    private let run = Timer(label: "secure_python_run")
    private let failures = Counter(label: "secure_python_failures")

    func waited(_ duration: Duration) { queue.recordNanoseconds(duration.nanoseconds) }

    func ran(_ report: Report) {
        let verdict = report.verdict.name
        run.recordNanoseconds(report.wallTime.nanoseconds)
        let counter = counts.withLock { counts in
            var entry = counts.runs[verdict]
                ?? (0, Counter(label: "secure_python_runs", dimensions: [("verdict", verdict)]))
            entry.count += 1
            counts.runs[verdict] = entry
            return entry.counter
        }
        counter.increment()
    }

    func failed() {
        counts.withLock { $0.failures += 1 }
        failures.increment()
    }

    func statistics(waiting: Int, running: Int) -> PoolStatistics {
        counts.withLock { counts in
            PoolStatistics(
                runs: counts.runs.mapValues(\.count), failures: counts.failures, waiting: waiting, running: running)
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? .max : whole + attoseconds / 1_000_000_000
    }
}
