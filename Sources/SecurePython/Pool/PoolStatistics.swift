internal import CoreMetrics
internal import Policy
internal import Synchronization

/// What a pool has done since it was made.
public struct PoolStatistics: Sendable, Hashable {
    /// Runs that ended, by the name of their verdict as reports have it.
    public var runs: [String: Int]
    public var waiting: Int
    public var running: Int
}

/// Counts runs, and tells swift-metrics: `secure_python_runs` by verdict, the timers `secure_python_queue` and
/// `secure_python_run`.
final class PoolMeter: Sendable {
    private let runs = Mutex<[String: Int]>([:])
    private let queue = Timer(label: "secure_python_queue")
    private let run = Timer(label: "secure_python_run")

    func waited(_ duration: Duration) { queue.recordNanoseconds(duration.nanoseconds) }

    func ran(_ report: Report) {
        let verdict = report.verdict.name
        runs.withLock { $0[verdict, default: 0] += 1 }
        run.recordNanoseconds(report.wallTime.nanoseconds)
        Counter(label: "secure_python_runs", dimensions: [("verdict", verdict)]).increment()
    }

    func statistics(waiting: Int, running: Int) -> PoolStatistics {
        PoolStatistics(runs: runs.withLock { $0 }, waiting: waiting, running: running)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? .max : whole + attoseconds / 1_000_000_000
    }
}
