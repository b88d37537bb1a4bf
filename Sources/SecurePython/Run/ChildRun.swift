internal import Enclosure
internal import Policy
internal import PythonValues
internal import Wire

/// One child of a worker, and what it runs: one script, or the statements of a session. A loop over the child's channel,
/// the worker's control socket, the script's input and output, and the clock. Whatever the child sends, the loop ends:
/// by its result, by its death, or by a bound.
final class ChildRun {
    /// What the child is told first, as frames; made beforehand, so that what cannot be sent is refused before anything
    /// runs.
    let openingFrames: [[UInt8]]
    let isSession: Bool
    let isInterruptible: Bool
    let grantsInput: Bool
    /// Of a session: those of its present call.
    private(set) var limits: RunLimits
    let sourceRoot: SourceRoot?
    let files: RunFiles?
    let calls: HostCallDesk?
    /// What the child is still to be told of its files; the script comes after it. `nil` before and afterwards.
    var feed: GrantFeed?
    var input: InputSource
    /// Where requests to interrupt a session's statement come from.
    let interrupts: InterruptSource?
    /// By which the host decides about copies of the process and of its copies; `nil` where there can be none.
    var gate: BranchGate?
    /// Whether the process must hand over a gate before it is ready.
    var awaitsGate = false { didSet { channel.takesDescriptor = awaitsGate } }

    var channel: ChildChannel
    /// The channel's other end, until the zygote has it.
    private var childSocket: Descriptor?

    /// `idle`: a session between two statements.
    enum Phase { case awaitingReady, running, idle, finished }
    var phase = Phase.awaitingReady
    var exchange: Exchange
    var end: ChildEnd?
    var awaitedInput: Int?

    /// `nil` where the descriptor that came for the script's process could not be verified.
    var process: ScriptProcess?
    private var broughtUp: WorkerProcess.BroughtUp?
    /// Where the script's process is in one.
    var controlGroup: ControlGroup?
    /// Processes of the group that the kernel had ended for their memory when it was asked last.
    private var memoryKills = 0
    /// Whether the run is over with its result. Its process, which waits for that, is then killed, and its zygote waits for
    /// its end in the background.
    var endsWithResult = false
    /// Whether the script could get threads made, by whatever means.
    let mayHaveThreads: Bool
    var isChildKilled = false
    var hasTakenLeave = false
    /// Whether the worker ended or was killed, so that it will report nothing more.
    var isWorkerGone = false

    /// Which of its zygote's runs this is.
    let number: UInt32
    /// From the fork until the child is ready, and from a kill until the zygote has reported it.
    static let patience = Duration.seconds(5)

    /// What the child is told first.
    enum Opening {
        case script(ScriptRequest)
        case session(SessionRequest)
        /// Nothing: it is a copy of a session's process.
        case copy(SessionRequest)
    }

    init(
        number: UInt32 = 1, line: consuming Descriptor? = nil, _ opening: Opening, input: ScriptInput, output: OutputDelivery, limits: RunLimits,
        mayHaveThreads: Bool = true, sourceRoot: SourceRoot?, files: RunFiles? = nil, calls: HostCallDesk? = nil,
        cancellation: Cancellation?,
        interrupts: InterruptSource? = nil
    ) throws(SandboxError) {
        switch opening {
        case .script(let script):
            isSession = false
            isInterruptible = false
            openingFrames = try Self.frames(of: calls) + [Self.frame(of: script, calls?.objects)]
        case .session(let request):
            isSession = true
            isInterruptible = request.isInterruptible
            openingFrames = try Self.frames(of: calls) + [Self.frame(of: request)]
        case .copy(let request):
            isSession = true
            isInterruptible = request.isInterruptible
            openingFrames = []
        }
        if let line {
            channel = ChildChannel(socket: line)
            childSocket = nil
        } else {
            do {
                let pair = try SocketPair()
                channel = ChildChannel(socket: pair.own)
                childSocket = consume pair.other
            } catch {
                throw SandboxError(.system, "A run needs a pair of sockets: \(error).")
            }
        }
        self.number = number
        grantsInput = if case .none = input { false } else { true }
        self.limits = limits
        self.mayHaveThreads = mayHaveThreads
        self.sourceRoot = sourceRoot
        self.files = files
        self.calls = calls
        self.input = InputSource(input)
        self.interrupts = interrupts
        exchange = Exchange(output: output, cancellation: cancellation)
        if case .script(let script) = opening { exchange.wantsValue = script.returnsValue }
    }

    private static func frame(of script: ScriptRequest, _ objects: HostObjectTable?) throws(SandboxError) -> [UInt8] {
        if case .file(let name) = script.origin, name.isEmpty || name.utf8.contains(where: { $0 == 0 || $0 == 0x2f }) {
            throw SandboxError(.request, "A script's name is one component of a path, such as `script.py`.")
        }
        var script = script
        do throws(HostFunctionError) {
            try objects?.place(&script.inputs)
        } catch {
            throw SandboxError(.request, "The script's inputs cannot be sent: \(error.scriptMessage).")
        }
        do {
            return try HostToChild.script(script).encoded()
        } catch {
            throw SandboxError(
                .request, "The script cannot be sent: \(error). At most \(WireLimits.sourceLength) bytes of source, "
                    + "\(WireLimits.arguments) arguments and \(WireLimits.argumentBytes) bytes of them can be run.")
        }
    }

    private static func frames(of calls: HostCallDesk?) throws(SandboxError) -> [[UInt8]] {
        do {
            return try (calls?.descriptions ?? []).map { try HostToChild.hostModule($0).encoded() }
        } catch {
            throw SandboxError(.request, "Host functions cannot be described: \(error). Shorten their texts.")
        }
    }

    private static func frame(of session: SessionRequest) throws(SandboxError) -> [UInt8] {
        do {
            return try HostToChild.session(session).encoded()
        } catch {
            throw SandboxError(
                .request, "The session cannot be opened: \(error). At most \(WireLimits.arguments) arguments and "
                    + "\(WireLimits.argumentBytes) bytes of them can be sent.")
        }
    }

    /// Starts the child, hands over what it is for, and watches until the script is over or the session is open.
    func perform(
        on worker: any ChildKeeper,
        start: (consuming Descriptor) throws(SandboxError) -> WorkerProcess.BroughtUp
    ) throws(SandboxError) -> Completion {
        guard let socket = childSocket.take() else {
            throw SandboxError(.request, "A run is performed once.")
        }
        let broughtUp = try start(socket)
        // Before it has the script, so that nothing of that escapes the group.
        if let group = controlGroup, !(broughtUp.process?.enter(group) ?? false) { controlGroup = nil }
        begin(broughtUp)
        return finish(on: worker)
    }

    /// Hands over what a child is for that is there, and is ready or soon will be. Does not block.
    func begin(_ broughtUp: WorkerProcess.BroughtUp) {
        exchange.began = .now
        exchange.deadline = exchange.began.advanced(by: Self.patience)
        self.broughtUp = broughtUp
        process = broughtUp.process
        memoryKills = controlGroup?.memoryKills ?? 0
        _ = channel.receive()
        takeFrames()
    }

    /// Watches what was begun to its end.
    func finish(on worker: any ChildKeeper) -> Completion {
        watch(worker)
        if phase != .idle { files?.settle() }
        return completion()
    }

    /// Has a session that is open answer one more frame: the statement of this number or, where there is none, its end.
    func perform(
        _ frame: [UInt8], passing descriptor: OwnedDescriptor? = nil, number: UInt32?, wantsValue: Bool, takesInterrupts: Bool = true,
        output: OutputDelivery,
        limits: RunLimits, cancellation: Cancellation?, on worker: any ChildKeeper
    ) -> Completion {
        self.limits = limits
        exchange = Exchange(output: output, cancellation: cancellation)
        exchange.wantsValue = wantsValue
        exchange.takesInterrupts = takesInterrupts
        exchange.number = number ?? 0
        exchange.isClosing = number == nil
        exchange.earlierProcessorTime = process?.processorTime ?? .zero
        interrupts?.forget()
        phase = .running
        startClocks()
        channel.send(frame, passing: descriptor)
        _ = process?.send(.resume)
        watch(worker)
        if phase != .idle { files?.settle() }
        // A handler of the caller's may hold the session, which holds this.
        defer { exchange.output = OutputDelivery(standardOutput: .discard, standardError: .discard) }
        return completion()
    }

    /// Whether the child can answer no more: it ended, or must.
    var isOver: Bool { phase != .idle || end != nil || isWorkerGone }

    func startClocks() {
        exchange.began = .now
        exchange.deadline = limits.wallTime.value.map { exchange.began.advanced(by: $0) } ?? .never
        if let limit = limits.processorTime.value {
            exchange.processorWatch = process.flatMap {
                ProcessorWatch($0, limit: limit, mayUseAllProcessors: mayHaveThreads)
            }
        }
        // Of a child that was made for one run alone, all is the run's.
        if endsWithResult { exchange.earlierProcessorTime = exchange.processorWatch?.alreadyUsed ?? process?.processorTime ?? .zero }
    }

    private func completion() -> Completion {
        let use = use()
        exchange.facts.processorTime = use.processorTime
        let memoryKills = controlGroup?.memoryKills ?? 0
        exchange.facts.wasKilledForMemory = memoryKills > self.memoryKills
        self.memoryKills = memoryKills
        exchange.facts.processorLimit = limits.processorTime.value
        exchange.facts.goesOn = phase == .idle || exchange.used != nil
        let report = Report(
            verdict: exchange.facts.verdict,
            exitStatus: exchange.facts.exitStatus,
            standingLayers: broughtUp?.layers ?? [],
            enclosure: broughtUp?.enclosure ?? EnclosureReport(level: .languageOnly),
            isInControlGroup: controlGroup != nil,
            limits: limits,
            processorTime: use.processorTime,
            wallTime: (exchange.ended ?? .now).duration(since: exchange.began),
            peakMemoryBytes: use.peakMemoryBytes,
            hostCalls: exchange.hostCalls,
            hostTime: exchange.hostTime,
            standardOutputBytes: exchange.outputBytes,
            standardErrorBytes: exchange.errorBytes,
            denials: exchange.denials,
            hasMoreDenials: exchange.hasMoreDenials,
            artefacts: files?.artefacts.records ?? [],
            hasMoreArtefacts: files?.artefacts.hasMore ?? false)
        return Completion(
            report: report, standardOutput: exchange.output.collectedOutput,
            standardError: exchange.output.collectedError,
            value: value)
    }

    /// What the child said that the value is; nothing counts of a script that did not end well.
    private var value: Completion.ReturnedValue {
        guard exchange.facts.verdict == .ok, let value = exchange.value else { return .absent }
        return exchange.readValue ?? read(value)
    }

    func read(_ value: ClaimedValue) -> Completion.ReturnedValue {
        switch value {
        case .unfit(let reason): return .unfit(reason: reason)
        case .value(let bytes):
            do {
                let value = try PythonValue(decoding: bytes, ValueLimits(bytes: WireLimits.valueLength))
                return .value(try calls?.objects.received(value) ?? value)
            } catch let error as HostFunctionError {
                return .unfit(reason: error.scriptMessage)
            } catch {
                return .unfit(reason: "what the script's process sent is no value: \(error)")
            }
        }
    }

    /// What the script's process used, from the kernel: by its end, or as of now where it lives.
    private func use() -> (processorTime: Duration, peakMemoryBytes: UInt64) {
        if let end {
            let processorTime = Duration.microseconds(Int64(clamping: end.userMicroseconds))
                + .microseconds(Int64(clamping: end.systemMicroseconds))
            let (peak, isTooLarge) = end.peakKibibytes.multipliedReportingOverflow(by: 1024)
            return (max(.zero, processorTime - exchange.earlierProcessorTime), isTooLarge ? .max : peak)
        }
        if let used = exchange.used {
            return (max(.zero, used.processorTime - exchange.earlierProcessorTime), used.peakMemoryBytes)
        }
        guard phase == .idle, let process, let processorTime = process.processorTime else { return (.zero, 0) }
        return (max(.zero, processorTime - exchange.earlierProcessorTime), process.peakMemoryBytes ?? 0)
    }
}
