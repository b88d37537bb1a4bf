internal import LinuxShims
internal import Wire

/// Where requests to interrupt the statement of a session come from.
enum InterruptSource: Sendable {
    case event(Event)
    /// SIGINT; SIGTERM ends the statement at once, and SIGTSTP suspends it together with this process.
    case signals(TerminationSignals)

    struct Requests {
        var interrupts = 0
        var isTermination = false
        var isSuspension = false
    }

    /// Turns readable when there are some.
    var descriptor: Int32 {
        switch self {
        case .event(let event): event.descriptor
        case .signals(let signals): signals.descriptor
        }
    }

    /// All that have come since the last time.
    func take() -> Requests {
        var requests = Requests()
        switch self {
        case .event(let event): requests.interrupts = Int(clamping: spl_take_event(event.descriptor))
        case .signals(let signals):
            while let signal = signals.arrived() {
                switch signal {
                case TerminationSignals.interrupt: requests.interrupts += 1
                case TerminationSignals.suspension: requests.isSuspension = true
                default: requests.isTermination = true
                }
            }
        }
        return requests
    }

    /// Requests made while nothing ran are for nothing.
    func forget() {
        if case .event = self { _ = take() }
    }
}

extension ChildRun {
    /// Within this of another one, an interrupt ends the process: a script can catch KeyboardInterrupt.
    private static let insistence = Duration.seconds(1)

    func takeInterrupts() {
        guard let requests = interrupts?.take() else { return }
        if requests.isSuspension, !requests.isTermination { suspend() }
        if requests.isTermination { exchange.facts.stopped = .cancelled }
        for _ in 0..<min(requests.interrupts, 2) where exchange.facts.stopped == nil { interrupt() }
    }

    /// Nobody would watch over the child meanwhile.
    private func suspend() {
        guard phase != .running || process?.send(.stop) ?? false else { return }
        let stopped = MonotonicInstant.now
        TerminationSignals.suspend()
        exchange.deadline = exchange.deadline.advanced(by: MonotonicInstant.now.duration(since: stopped))
        if phase == .running { _ = process?.send(.resume) }
    }

    private func interrupt() {
        guard phase == .running else {
            // Nothing runs but the delivery of output, which whoever is to read it may be holding up.
            if phase == .idle { exchange.output.discardQueue() } else { exchange.facts.stopped = .interrupted }
            return
        }
        if let last = exchange.interrupted, last.advanced(by: Self.insistence) > .now {
            exchange.facts.stopped = .interrupted
            return
        }
        exchange.interrupted = .now
        guard isInterruptible, let process, process.send(.interrupt) else {
            exchange.facts.stopped = .interrupted
            return
        }
        exchange.owesInterruptOfInput = true
        guard awaitedInput != nil else { return }
        do { try interruptInput() } catch { exchange.facts.fault = "an interrupt cannot be sent: \(error)" }
    }

    /// Answers the child's question for input, the first one since an interrupt: it may be waiting already when the
    /// signal reaches it, or about to.
    func interruptInput() throws {
        exchange.owesInterruptOfInput = false
        awaitedInput = nil
        channel.send(try HostToChild.inputInterrupted.encoded())
    }
}
