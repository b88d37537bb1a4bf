internal import LinuxShims
internal import Policy
internal import Synchronization

/// A child that is locked and waits for its script, which is any one: nothing of a run is in it.
final class ReadyChild: Sendable {
    /// Which of its zygote's.
    let number: UInt32
    let broughtUp: WorkerProcess.BroughtUp
    let mailbox: ChildMailbox
    /// The host's end of its channel, until a run takes it.
    private let line: Mutex<Int32>

    init(number: UInt32, line: consuming Descriptor, mailbox: ChildMailbox, broughtUp: WorkerProcess.BroughtUp) {
        self.number = number
        self.broughtUp = broughtUp
        self.mailbox = mailbox
        self.line = Mutex(line.release())
    }

    /// On the end of its channel a child ends.
    deinit {
        let number = line.withLock { $0 }
        if number >= 0 { spl_close(number) }
    }

    /// - Returns: `nil` where a run has it already.
    func takeLine() -> Descriptor? {
        let number = line.withLock { line in
            defer { line = -1 }
            return line
        }
        return number < 0 ? nil : Descriptor(owning: number)
    }
}

/// Whoever waits for a child.
final class ChildRequest: Sendable {
    private let event: Event
    private let answer = Mutex<Result<ReadyChild, SandboxError>?>(nil)

    init() throws(SystemError) { event = try Event() }

    func fulfil(_ result: Result<ReadyChild, SandboxError>) {
        answer.withLock { $0 = result }
        event.raise()
    }

    /// Blocks; `nil` where nothing has come until the deadline.
    func wait(until deadline: MonotonicInstant) -> Result<ReadyChild, SandboxError>? {
        while true {
            if let result = answer.withLock({ $0 }) { return result }
            guard .now < deadline else { return nil }
            var set = PollSet()
            _ = set.add(event.descriptor, reading: true)
            guard (try? set.wait(until: deadline)) != nil else { return nil }
        }
    }
}
