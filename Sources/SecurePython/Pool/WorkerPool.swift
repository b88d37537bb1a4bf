public import Policy
internal import Enclosure
internal import Synchronization

/// Runs scripts in processes that are forked, locked and ready beforehand.
///
///     let pool = try WorkerPool(Sandbox(whitelist: .resolving("standard")))
///     let completion = try await pool.run("6 * 7")
///     // completion.returnedValue == 42
///     await pool.shutDown()
///
/// Each run has a process of its own and sees nothing of another. Processes of one zygote share address layout and hash
/// seed, so that each tenant has zygotes of its own: name a tenant for each party that must not learn of another.
///
/// More runs than `Configuration.concurrency` wait, the tenants in turn, each one's runs in order.
public final class WorkerPool: Sendable {
    public struct Configuration: Sendable, Hashable {
        /// Runs at a time.
        public var concurrency: Int
        /// Processes that are kept ready for each tenant.
        public var readyChildren: Int
        /// Runs that may wait; one more is refused with `SandboxError.Code.busy`.
        public var waitingRuns: Int
        /// Tenants whose zygotes are kept; beyond, the one that was used least recently ends.
        public var tenants: Int
        /// After so many runs, or when it is so old, a zygote is replaced, so that its processes do not share a layout for
        /// ever.
        public var runsPerZygote: Int
        public var zygoteAge: Duration

        public init(
            concurrency: Int = 8, readyChildren: Int = 4, waitingRuns: Int = 10_000, tenants: Int = 16,
            runsPerZygote: Int = 10_000, zygoteAge: Duration = .seconds(3_600)
        ) {
            self.concurrency = max(1, concurrency)
            self.readyChildren = max(0, readyChildren)
            self.waitingRuns = max(0, waitingRuns)
            self.tenants = max(1, tenants)
            self.runsPerZygote = max(1, runsPerZygote)
            self.zygoteAge = zygoteAge
        }
    }

    public let configuration: Configuration
    private let sandbox: Sandbox
    private let turns: RunTurns
    private let zygotes: Mutex<ZygoteShelf>
    private let meter: PoolMeter

    /// - Throws: `SandboxError` where the limits make no sense. Whether a worker comes up shows with the first run, or with
    ///   `prepare`.
    public init(_ sandbox: Sandbox, configuration: Configuration = Configuration()) throws(SandboxError) {
        try sandbox.limits.check()
        try HostGrantCheck.check(sandbox.hostModules, whitelist: sandbox.whitelist)
        self.sandbox = sandbox
        self.configuration = configuration
        turns = RunTurns(places: configuration.concurrency, waiting: configuration.waitingRuns)
        zygotes = Mutex(ZygoteShelf(configuration))
        meter = PoolMeter()
    }

    deinit { zygotes.withLock { $0.removeAll() }.forEach { $0.condemn() } }

    /// Has a tenant's processes made ready ahead of its first run.
    public func prepare(tenant: String = "") throws(SandboxError) {
        _ = try zygote(of: tenant, grantsInput: false)
    }

    /// Runs one script. Cancelling the task ends the run with the verdict `stopped`.
    ///
    /// - Throws: `SandboxError` where the script did not run; of code `busy` where too many wait, of code `cancelled` where
    ///   the task was cancelled before its turn. However a script ended is in the report.
    public func run(
        _ script: ScriptRequest, tenant: String = "", input: ScriptInput = .none,
        standardOutput: OutputDestination = .collect, standardError: OutputDestination = .collect
    ) async throws(SandboxError) -> Completion {
        defer {
            standardOutput.finish()
            standardError.finish()
        }
        let asked = MonotonicInstant.now
        try await turns.take(for: tenant)
        defer { turns.giveBack() }
        meter.waited(MonotonicInstant.now.duration(since: asked))
        let completion = try await Cancellation.onThread { [self] cancellation throws(SandboxError) in
            try runNow(
                script, tenant, input, OutputDelivery(standardOutput: standardOutput, standardError: standardError), cancellation)
        }
        meter.ran(completion.report)
        return completion
    }

    /// Ends all processes, waits until they are gone, and refuses runs from now on.
    public func shutDown() async {
        turns.close()
        let left = zygotes.withLock { $0.close() }
        for zygote in left { zygote.condemn() }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let error = onThread {
                for zygote in left { zygote.waitUntilGone() }
                continuation.resume()
            }
            if error != 0 { continuation.resume() }
        }
    }

    /// What the pool has done so far.
    public var statistics: PoolStatistics { meter.statistics(waiting: turns.waitingCount, running: turns.runningCount) }

    // MARK: One run

    private func runNow(
        _ script: ScriptRequest, _ tenant: String, _ input: ScriptInput, _ output: OutputDelivery, _ cancellation: Cancellation
    ) throws(SandboxError) -> Completion {
        let grantsInput = if case .none = input { false } else { true }
        let files = try sandbox.runFiles()
        defer { files?.end() }
        let calls = try sandbox.hostCalls()
        defer { calls?.end() }
        let root = try sandbox.sourceRoot.map { path throws(SandboxError) in
            try SourceRoot(path: path, whitelist: sandbox.whitelist)
        }
        // A zygote may end between being chosen and being asked; a second one may not.
        var zygote = try zygote(of: tenant, grantsInput: grantsInput)
        let child: ReadyChild
        do {
            child = try zygote.take()
        } catch {
            guard !zygote.isUsable else { throw error }
            zygote = try self.zygote(of: tenant, grantsInput: grantsInput)
            child = try zygote.take()
        }
        guard let line = child.takeLine() else { throw SandboxError(.worker, "The child was given to two runs.") }
        let group = sandbox.limits.memoryBytes.value.flatMap { bytes in
            ControlGroup(
                memoryBytes: UInt64(clamping: bytes), tasks: sandbox.limits.threads.value.map { $0 + 1 },
                beneath: ControlGroup.parent)
        }
        defer { group?.remove() }
        let run = try ChildRun(
            number: child.number, line: line, .script(script), input: input, output: output, limits: sandbox.limits,
            mayHaveThreads: sandbox.mayHaveThreads, sourceRoot: root, files: files, calls: calls, cancellation: cancellation)
        run.controlGroup = group
        return run.perform(on: PooledChild(child, of: zygote), as: child.broughtUp)
    }

    private func zygote(of tenant: String, grantsInput: Bool) throws(SandboxError) -> WarmZygote {
        let key = ZygoteShelf.Key(tenant: tenant, grantsInput: grantsInput)
        let found: Result<(WarmZygote, [WarmZygote]), SandboxError> = zygotes.withLock { shelf in
            do throws(SandboxError) {
                return .success(try shelf.zygote(key, sandbox))
            } catch {
                return .failure(error)
            }
        }
        let (zygote, retired) = try found.get()
        for old in retired { old.retire() }
        return zygote
    }
}

/// The zygotes of a pool, the one used last at the end.
struct ZygoteShelf {
    struct Key: Hashable {
        let tenant: String
        let grantsInput: Bool
    }

    private let configuration: WorkerPool.Configuration
    private var zygotes: [(key: Key, zygote: WarmZygote)] = []
    private var isClosed = false

    init(_ configuration: WorkerPool.Configuration) { self.configuration = configuration }

    /// - Returns: the zygote, and those that are to retire.
    mutating func zygote(_ key: Key, _ sandbox: Sandbox) throws(SandboxError) -> (WarmZygote, [WarmZygote]) {
        guard !isClosed else { throw SandboxError(.request, "The pool was shut down.") }
        var retired: [WarmZygote] = []
        if let index = zygotes.firstIndex(where: { $0.key == key }) {
            let entry = zygotes.remove(at: index)
            let isOld = Int(clamping: entry.zygote.forks) >= configuration.runsPerZygote
                || entry.zygote.born.advanced(by: configuration.zygoteAge) <= .now
            if entry.zygote.isUsable, !isOld {
                zygotes.append(entry)
                return (entry.zygote, [])
            }
            retired.append(entry.zygote)
        }
        let zygote = try WarmZygote(sandbox, grantsInput: key.grantsInput, spare: configuration.readyChildren)
        zygotes.append((key, zygote))
        while zygotes.count > configuration.tenants * 2 { retired.append(zygotes.removeFirst().zygote) }
        return (zygote, retired)
    }

    mutating func removeAll() -> [WarmZygote] {
        defer { zygotes = [] }
        return zygotes.map(\.zygote)
    }

    mutating func close() -> [WarmZygote] {
        isClosed = true
        return removeAll()
    }
}
