internal import Policy

/// A child that is locked and waits for its script, which is any one: nothing of a run is in it.
final class ReadyChild: Sendable {
    /// Which of its zygote's.
    let number: UInt32
    let line: ChildLine
    let broughtUp: WorkerProcess.BroughtUp
    let mailbox: ChildMailbox

    init(number: UInt32, line: ChildLine, broughtUp: WorkerProcess.BroughtUp, mailbox: ChildMailbox) {
        self.number = number
        self.line = line
        self.broughtUp = broughtUp
        self.mailbox = mailbox
    }
}
