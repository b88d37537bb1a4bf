/// How many children a zygote is to fork, and when.
struct ForkPlan {
    /// Children that are kept ready.
    let spare: Int
    private var failures = 0
    private var pauseEnd = MonotonicInstant.never

    /// Asked for at a time, so that the zygote never waits for the host.
    private static let most = 4
    private static let firstPause = Duration.milliseconds(10)
    private static let longestPause = Duration.seconds(1)
    /// Failures in a row after which the zygote is given up.
    private static let mostFailures = 12

    init(spare: Int) { self.spare = spare }

    struct Counts {
        var ready: Int
        var requests: Int
        var underWay: Int
        var isRetired: Bool
    }

    /// How many to ask for now, and how many of them some run waits for.
    func forks(_ counts: Counts) -> (ahead: Int, awaited: Int) {
        if failures > 0, .now < pauseEnd { return (0, 0) }
        let wanted = counts.requests + (counts.isRetired ? 0 : spare)
        let count = max(0, min(wanted - counts.ready - counts.underWay, Self.most - counts.underWay))
        let awaited = min(count, max(0, counts.requests - counts.ready - counts.underWay))
        return (count - awaited, awaited)
    }

    /// Whether children that are forked ahead have time to rehearse: what they take, runs do without where more of them are
    /// under way than there are processors.
    static func hasTime(running: Int) -> Bool { running <= Processors.count }

    /// Whether so few are ready that the zygote is told so before a run has ended, which leaves it the processor.
    func isLow(ready: Int) -> Bool { ready <= spare / 2 }

    /// When to look again.
    var nextLook: MonotonicInstant { failures > 0 ? pauseEnd : .never }

    /// No child could be made, or one ended before it had a script: the next one waits, longer each time.
    mutating func noteFailure() {
        failures += 1
        pauseEnd = .now.advanced(by: min(Self.longestPause, Self.firstPause * (1 << min(failures - 1, 10))))
    }

    mutating func noteSuccess() { failures = 0 }

    var isHopeless: Bool { failures >= Self.mostFailures }
}
