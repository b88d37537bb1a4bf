public import Policy
internal import Enclosure
internal import ShippedPolicies

/// Runs untrusted Python scripts, each in a process of its own that is made for it and ends with it.
///
///     let sandbox = try Sandbox(whitelist: .resolving("standard"))
///     let completion = try await sandbox.run("print('hello'); 6 * 7")
///     // completion.report.verdict == .ok, completion.outputText == "hello\n", completion.returnedValue == 42
///
/// A sandbox is a value: what it allows is settled when `run` is called. Runs share nothing.
public struct Sandbox: Sendable {
    /// The audit events that pass the armed hook.
    public enum AuditEvents: Sendable, Equatable {
        /// The shipped table for the worker's version of Python.
        case shipped
        case exactly(Set<String>)
    }

    /// What scripts may import.
    public var whitelist: Whitelist
    /// What the audit layer lets pass.
    public var auditEvents: AuditEvents
    /// Layers left out to try the others. Never for code that is not trusted.
    public var unsafelyWithout: Set<Layer>
    /// How much of the kernel layer must stand. Where it cannot, nothing is run: nothing weaker is ever chosen by
    /// itself.
    public var enclosure: EnclosureLevel
    /// Forbidden system calls tell their name, as the worker claims it, and are no longer beyond the script's
    /// reach. Never for code that is not trusted.
    public var unsafelyTrapsSystemCalls: Bool
    /// A folder of `.py` files that scripts may import, `nil` for none.
    public var sourceRoot: String?
    /// What one run may use.
    public var limits: RunLimits
    /// The time that scripts see.
    public var clock: ScriptClock
    /// Where the random numbers of scripts come from.
    public var randomness: ScriptRandomness
    /// The tree of files that scripts see. With none, a script has no `open`.
    public var files: [GrantedFiles]
    /// What one run may use of `files`.
    public var fileLimits: FileLimits
    /// What scripts may call of their host.
    public var hostModules: [HostModule]
    /// Where the worker executable is.
    public var worker: WorkerLocation
    /// The user and group that a worker becomes where the host is root: a reserved id that owns nothing. Never
    /// 0, and never the `nobody` that other services share.
    public var workerUser: UInt32

    /// Reserved on no system that is known.
    public static let defaultWorkerUser: UInt32 = 64_999

    /// Each as the property of its name. What cannot be is refused when a run is asked for.
    public init(
        whitelist: Whitelist,
        auditEvents: AuditEvents = .shipped,
        unsafelyWithout: Set<Layer> = [],
        enclosure: EnclosureLevel = .full,
        unsafelyTrapsSystemCalls: Bool = false,
        sourceRoot: String? = nil,
        limits: RunLimits = RunLimits(),
        clock: ScriptClock = .real,
        randomness: ScriptRandomness = .real,
        files: [GrantedFiles] = [],
        fileLimits: FileLimits = FileLimits(),
        hostModules: [HostModule] = [],
        worker: WorkerLocation = .besideExecutable,
        workerUser: UInt32 = Sandbox.defaultWorkerUser
    ) {
        self.whitelist = whitelist
        self.auditEvents = auditEvents
        self.unsafelyWithout = unsafelyWithout
        self.enclosure = enclosure
        self.unsafelyTrapsSystemCalls = unsafelyTrapsSystemCalls
        self.sourceRoot = sourceRoot
        self.limits = limits
        self.clock = clock
        self.randomness = randomness
        self.files = files
        self.fileLimits = fileLimits
        self.hostModules = hostModules
        self.worker = worker
        self.workerUser = workerUser
    }

    /// Runs one script and blocks until its processes are gone. From a task, await `run`: a task that blocks holds up
    /// others, the closures of host functions among them.
    ///
    /// - Parameters:
    ///   - script: what to run.
    ///   - input: where `sys.stdin` comes from; without one, the script has none.
    ///   - standardOutput: where `sys.stdout` goes.
    ///   - standardError: where `sys.stderr` goes, tracebacks included.
    ///   - cancellation: ends the run from elsewhere, with the verdict `stopped`.
    /// - Throws: `SandboxError` where the script did not run. However a script ended is in the report.
    @available(*, noasync, message: "It blocks a thread that tasks need. Await `run`.")
    public func runBlocking(
        _ script: ScriptRequest,
        input: ScriptInput = .none,
        standardOutput: OutputDestination = .collect,
        standardError: OutputDestination = .collect,
        cancellation: Cancellation? = nil
    ) throws(SandboxError) -> Completion {
        defer {
            standardOutput.finish()
            standardError.finish()
        }
        try limits.check()
        return try runBlocking(
            script, input: input, standardOutput: standardOutput, standardError: standardError,
            cancellation: cancellation, on: WorkerProcess(worker, user: workerUser, enclosure: effectiveEnclosure, seed: seed))
    }

    /// Runs one script on a worker that was started beforehand, and ends the worker.
    package func runBlocking(
        _ script: ScriptRequest,
        input: ScriptInput,
        standardOutput: OutputDestination,
        standardError: OutputDestination,
        cancellation: Cancellation?,
        on worker: WorkerProcess
    ) throws(SandboxError) -> Completion {
        try limits.check()
        let group = limits.memoryBytes.value.flatMap { bytes in
            ControlGroup(
                memoryBytes: UInt64(clamping: bytes), tasks: limits.threads.value.map { $0 + 1 }, beneath: ControlGroup.parent)
        }
        // A group is empty once its worker has ended.
        defer { group?.remove() }
        defer { worker.end() }
        let root: SourceRoot?
        if let sourceRoot {
            root = try SourceRoot(path: sourceRoot, whitelist: whitelist)
        } else {
            root = nil
        }
        let files = try runFiles()
        defer { files?.end() }
        let calls = try hostCalls()
        defer { calls?.end() }
        let run = try ChildRun(
            .script(script), input: input,
            output: OutputDelivery(standardOutput: standardOutput, standardError: standardError),
            limits: limits, mayHaveThreads: mayHaveThreads, sourceRoot: root, files: files, calls: calls,
            cancellation: cancellation)
        run.controlGroup = group
        return try run.perform(on: worker) { channel throws(SandboxError) in
            try worker.bringUp(run: run.number, channel: channel, cancellation: cancellation) {
                python throws(SandboxError) in try scriptPolicy(python: python, input: input)
            }
        }
    }

    /// - Parameters:
    ///   - processes: how many of the worker's run scripts at a time.
    ///   - branches: how many copies of sessions there are beside them.
    func scriptPolicy(
        python: String, input: ScriptInput, forSession: Bool = false, processes: Int = 1, branches: Int = 0
    ) throws(SandboxError) -> ScriptPolicy {
        let events: Set<String>
        switch auditEvents {
        case .exactly(let exactly): events = exactly
        case .shipped:
            guard let shipped = ShippedPolicies.auditEvents(forPython: python) else {
                throw SandboxError(
                    .layer, "The worker holds Python \(python), for which there is no table of audit events.")
            }
            events = shipped
        }
        let grantsInput = if case .none = input { false } else { true }
        var budget = workerBudget
        // The kernel counts for the life of a process, but each statement has a budget of its own.
        if forSession { budget.processorSeconds = nil }
        budget.processes = processes
        budget.branches = branches
        return ScriptPolicy(
            whitelist: whitelist, allowedAuditEvents: events, grantsStandardInput: grantsInput,
            servesSourceRoot: sourceRoot != nil, absentLayers: absentLayers, enclosure: try enclosureOrder(branches: branches > 0),
            budget: budget, repeatability: try Repeatability(clock, randomness),
            files: files.isEmpty ? nil : fileLimits.quota, servesSessions: forSession)
    }

    /// Takes the calls of one run.
    /// - Parameter standing: of the process that the run's is a copy of.
    func hostCalls(from standing: HostCallStanding? = nil) throws(SandboxError) -> HostCallDesk? {
        guard !hostModules.isEmpty else { return nil }
        try HostGrantCheck.check(hostModules, whitelist: whitelist)
        return try HostCallDesk(hostModules, from: standing)
    }

    /// The host's part in the files of one run.
    func runFiles() throws(SandboxError) -> RunFiles? {
        files.isEmpty ? nil : try RunFiles(files, limits: fileLimits)
    }

    private var workerBudget: WorkerBudget {
        var budget = limits.workerBudget
        if mountsFiles { budget.hostDescriptors = max(0, fileLimits.openFiles) }
        return budget
    }

    /// Whether descriptors of host files come to the worker.
    private var mountsFiles: Bool {
        files.contains { if case .mount = $0 { true } else { false } }
    }

    /// The level that is asked of a worker, which `unsafelyWithout` may take away.
    package var effectiveEnclosure: EnclosureLevel { unsafelyWithout.contains(.kernel) ? .languageOnly : enclosure }

    package var seed: UInt64? { if case .seeded(let seed) = randomness { seed } else { nil } }

    private var absentLayers: Set<Layer> {
        effectiveEnclosure == .languageOnly ? unsafelyWithout.union([.kernel]) : unsafelyWithout
    }

    /// Only the kernel can keep code that runs natively from making threads, and it does not count them.
    var mayHaveThreads: Bool { limits.threads != .atMost(0) || effectiveEnclosure == .languageOnly }

    private func enclosureOrder(branches: Bool) throws(SandboxError) -> EnclosureOrder {
        if effectiveEnclosure == .languageOnly { return .none }
        // Of two filters the kernel takes the harsher action, so that both must trap where one shall.
        guard let zygote = ShippedPolicies.systemCallFilter(
                "zygote", threads: mayHaveThreads, files: mountsFiles, branches: branches, traps: unsafelyTrapsSystemCalls),
            let child = ShippedPolicies.systemCallFilter(
                "child", threads: mayHaveThreads, files: mountsFiles, branches: branches, traps: unsafelyTrapsSystemCalls)
        else { throw SandboxError(.layer, "There are no system call filters for this architecture.") }
        return EnclosureOrder(
            level: effectiveEnclosure, zygoteFilter: zygote, childFilter: child,
            trapsSystemCalls: unsafelyTrapsSystemCalls)
    }
}
