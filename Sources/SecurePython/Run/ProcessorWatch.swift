internal import Glibc

/// Keeps a script to its processor time: looks at what its process has used no earlier than it can be used up, which
/// is often only towards the end.
struct ProcessorWatch {
    private let process: ScriptProcess
    private let schedule: ProcessorSchedule
    /// When to look next.
    private(set) var nextLook: MonotonicInstant
    /// When the watch began.
    var alreadyUsed: Duration { schedule.alreadyUsed }

    /// Starts counting now; `nil` where the process is gone.
    init?(_ process: ScriptProcess, limit: Duration, mayUseAllProcessors: Bool) {
        guard let used = process.processorTime else { return nil }
        let processors = mayUseAllProcessors ? Processors.count : 1
        self.process = process
        schedule = ProcessorSchedule(limit: limit, alreadyUsed: used, processors: processors)
        nextLook = .now.advanced(by: schedule.pause(used: used) ?? .zero)
    }

    /// Whether the limit is used up.
    mutating func isExhausted() -> Bool {
        guard nextLook <= .now else { return false }
        guard let used = process.processorTime else {
            nextLook = .never
            return false
        }
        guard let pause = schedule.pause(used: used) else { return true }
        nextLook = .now.advanced(by: pause)
        return false
    }
}

/// How long a look at a process's clock can wait.
struct ProcessorSchedule {
    let limit: Duration
    /// What the process used before it was given a script, for its making and locking.
    let alreadyUsed: Duration
    /// How many processors can spend the limit at a time.
    let processors: Int

    /// Between two looks. Shorter the more processors can spend meanwhile, but never so short that watching costs
    /// more than a fraction of a processor.
    private var shortestPause: Duration { max(.milliseconds(1), min(.milliseconds(5), .milliseconds(20) / processors)) }

    /// The time that must go by before the limit can be used up, `nil` where it is. `used`: by the process in all.
    func pause(used: Duration) -> Duration? {
        let left = limit - (used - alreadyUsed)
        return left > .zero ? max(left / processors, shortestPause) : nil
    }
}
