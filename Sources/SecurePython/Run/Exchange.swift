internal import Policy

/// What is known of one script, or of one statement of a session, while it runs.
struct Exchange {
    var facts = RunFacts()
    var output: OutputDelivery
    var cancellation: Cancellation?

    var began = MonotonicInstant.now
    var ended: MonotonicInstant?
    /// When something must have happened: the child be ready, the run be over, or a kill be reported.
    var deadline = MonotonicInstant.now
    /// From handing over the script, where processor time is bounded.
    var processorWatch: ProcessorWatch?
    /// What the process had used before a script or statement.
    var earlierProcessorTime = Duration.zero
    /// What the process had used, of which no end is awaited.
    var used: ScriptProcess.Use?

    /// Since when closures of the host work for the script, and how long they did before.
    var paused: MonotonicInstant?
    var waited = Duration.zero
    /// Of host functions, the refused ones included.
    var hostCalls = 0
    /// Whether a value is asked for.
    var wantsValue = false
    /// The value that was asked for, as the child claims it.
    var value: ClaimedValue?
    /// What it is, where it had to be read when it came.
    var readValue: Completion.ReturnedValue?

    var outputBytes = 0
    var errorBytes = 0
    var denials: [Denial] = []
    var hasMoreDenials = false

    /// Of a session: the number that its answer must have.
    var number: UInt32 = 0
    /// Whether it is the last of a session.
    var isClosing = false
    /// How the statement ended, as the child claims it.
    var outcome: StatementOutcome?
    /// Whether a statement runs that can be interrupted.
    var takesInterrupts = true
    /// When it was interrupted last.
    var interrupted: MonotonicInstant?
    /// Whether the child's question for input has not been answered by an interrupt since.
    var owesInterruptOfInput = false

    var hostTime: Duration { waited + (paused.map { (ended ?? .now).duration(since: $0) } ?? .zero) }

    init(output: OutputDelivery, cancellation: Cancellation? = nil) {
        self.output = output
        self.cancellation = cancellation
    }
}
