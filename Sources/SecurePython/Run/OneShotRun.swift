internal import Enclosure
internal import Policy
internal import Wire

/// One run on one worker: a loop over the run's channel, the worker's control socket, the script's input and
/// output, and the clock. Whatever the child sends, the loop ends: by its result, by its death, or by a bound.
final class OneShotRun {
    /// The request as a frame; made beforehand, so that one that cannot be sent is refused before anything runs.
    let scriptFrame: [UInt8]
    let grantsInput: Bool
    let limits: RunLimits
    let sourceRoot: SourceRoot?
    let files: RunFiles?
    /// What the child is still to be told of its files; the script comes after it. `nil` before and afterwards.
    var feed: GrantFeed?
    let cancellation: Cancellation?
    var input: InputSource
    var output: OutputDelivery

    var channel: ChildChannel
    /// The channel's other end, until the zygote has it.
    private var childSocket: Descriptor?

    enum Phase { case awaitingReady, running, finished }
    var phase = Phase.awaitingReady
    var facts = RunFacts()
    var end: ChildEnd?
    var awaitedInput: Int?
    var began = MonotonicInstant.now
    var ended: MonotonicInstant?
    var outputBytes = 0
    var errorBytes = 0
    var denials: [Denial] = []
    var hasMoreDenials = false

    /// When something must have happened: the child be ready, the run be over, or a kill be reported.
    var deadline = MonotonicInstant.now
    /// `nil` where the descriptor that came for the script's process could not be verified.
    var process: ScriptProcess?
    /// Where the script's process is in one.
    var controlGroup: ControlGroup?
    /// From handing over the script, where processor time is bounded.
    var processorWatch: ProcessorWatch?
    /// Whether the script could get threads made, by whatever means.
    let mayHaveThreads: Bool
    var isChildKilled = false
    /// Whether the worker ended or was killed, so that it will report nothing more.
    var isWorkerGone = false

    /// Which of its zygote's runs this is.
    let number: UInt32
    /// From the fork until the child is ready, and from a kill until the zygote has reported it.
    static let patience = Duration.seconds(5)

    init(
        number: UInt32 = 1, script: ScriptRequest, input: ScriptInput, output: OutputDelivery, limits: RunLimits,
        mayHaveThreads: Bool = true,
        sourceRoot: SourceRoot?, files: RunFiles? = nil, cancellation: Cancellation?
    ) throws(SandboxError) {
        if case .file(let name) = script.origin, name.isEmpty || name.utf8.contains(where: { $0 == 0 || $0 == 0x2f }) {
            throw SandboxError(.request, "A script's name is one component of a path, such as `script.py`.")
        }
        do {
            scriptFrame = try HostToChild.script(script).encoded()
        } catch {
            throw SandboxError(
                .request, "The script cannot be sent: \(error). At most \(WireLimits.sourceLength) bytes of source, "
                    + "\(WireLimits.arguments) arguments and \(WireLimits.argumentBytes) bytes of them can be run.")
        }
        do {
            let pair = try SocketPair()
            channel = ChildChannel(socket: pair.own)
            childSocket = consume pair.other
        } catch {
            throw SandboxError(.system, "A run needs a pair of sockets: \(error).")
        }
        self.number = number
        grantsInput = if case .none = input { false } else { true }
        self.limits = limits
        self.mayHaveThreads = mayHaveThreads
        self.sourceRoot = sourceRoot
        self.files = files
        self.cancellation = cancellation
        self.input = InputSource(input)
        self.output = output
    }

    func perform(
        on worker: WorkerProcess,
        start: (consuming Descriptor) throws(SandboxError) -> WorkerProcess.BroughtUp
    ) throws(SandboxError) -> Completion {
        guard let socket = childSocket.take() else {
            throw SandboxError(.request, "A run is performed once.")
        }
        let broughtUp = try start(socket)
        began = .now
        deadline = began.advanced(by: Self.patience)
        process = broughtUp.process
        // Before it has the script, so that nothing of that escapes the group.
        if let group = controlGroup, !(process?.enter(group) ?? false) { controlGroup = nil }
        watch(worker)
        files?.settle()
        return completion(of: broughtUp)
    }

    private func completion(of worker: WorkerProcess.BroughtUp) -> Completion {
        let processorTime = Duration.microseconds(Int64(clamping: end?.userMicroseconds ?? 0))
            + .microseconds(Int64(clamping: end?.systemMicroseconds ?? 0))
        facts.processorTime = processorTime
        facts.wasKilledForMemory = controlGroup?.hasKilledForMemory ?? false
        facts.processorLimit = limits.processorTime.value
        let (peak, isTooLarge) = (end?.peakKibibytes ?? 0).multipliedReportingOverflow(by: 1024)
        let report = Report(
            verdict: facts.verdict,
            exitStatus: facts.exitStatus,
            standingLayers: worker.layers,
            enclosure: worker.enclosure,
            isInControlGroup: controlGroup != nil,
            limits: limits,
            processorTime: processorTime,
            wallTime: (ended ?? .now).duration(since: began),
            peakMemoryBytes: isTooLarge ? .max : peak,
            standardOutputBytes: outputBytes,
            standardErrorBytes: errorBytes,
            denials: denials,
            hasMoreDenials: hasMoreDenials,
            artefacts: files?.artefacts.records ?? [],
            hasMoreArtefacts: files?.artefacts.hasMore ?? false)
        return Completion(
            report: report, standardOutput: output.collectedOutput, standardError: output.collectedError)
    }
}
