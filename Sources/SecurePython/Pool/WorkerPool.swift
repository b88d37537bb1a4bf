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
    /// How many processes a pool keeps, and for how long.
    public struct Configuration: Sendable, Hashable {
        /// Runs at a time.
        public var concurrency: Int
        /// Processes that are kept ready for each tenant.
        public var readyChildren: Int
        /// Runs that may wait; one more is refused with `SandboxError.Code.busy`.
        public var waitingRuns: Int
        /// Tenants whose zygotes are kept, of about 15 MiB each; beyond, the one that was used least recently ends.
        public var tenants: Int
        /// After so many runs, or when it is so old, a zygote is replaced, so that its processes do not share a layout for
        /// ever.
        public var runsPerZygote: Int
        /// How old a zygote may become.
        public var zygoteAge: Duration
        /// Modules that are imported before there is a run, once for all of them. Each costs every process a little
        /// memory, and spares the runs that import it most of the time that takes.
        public var preload: [ModuleName]
        /// Sessions that may be open at a time; one more is refused with `SandboxError.Code.busy`. Each takes four
        /// descriptors of this process, and one of its zygote's.
        public var sessions: Int

        /// Each as the property of its name; what is too small to work is raised to the least that does.
        public init(
            concurrency: Int = 8, readyChildren: Int = 4, waitingRuns: Int = 10_000, tenants: Int = 16,
            runsPerZygote: Int = 10_000, zygoteAge: Duration = .seconds(3_600), preload: [ModuleName] = [], sessions: Int = 2_000
        ) {
            self.concurrency = max(1, concurrency)
            self.readyChildren = max(0, readyChildren)
            self.waitingRuns = max(0, waitingRuns)
            self.tenants = max(1, tenants)
            self.runsPerZygote = max(1, runsPerZygote)
            self.zygoteAge = zygoteAge
            self.preload = preload
            self.sessions = max(0, sessions)
        }
    }

    /// As it was given.
    public let configuration: Configuration
    let sandbox: Sandbox
    let turns: RunTurns
    private let zygotes: Mutex<ZygoteShelf>
    let threads: RunThreads
    let live = LiveRuns()
    let sessionCount = SessionCount()
    private let meter = PoolMeter()

    /// - Throws: `SandboxError` where the limits make no sense, or where a module to be preloaded is not on the whitelist.
    ///   Whether a worker comes up shows with the first run.
    public init(_ sandbox: Sandbox, configuration: Configuration = Configuration()) throws(SandboxError) {
        try sandbox.limits.check()
        try HostGrantCheck.check(sandbox.hostModules, whitelist: sandbox.whitelist)
        for module in configuration.preload where sandbox.whitelist.modules[module] == nil {
            throw SandboxError(.request, "The module '\(module)' cannot be preloaded: the whitelist does not list it.")
        }
        self.sandbox = sandbox
        self.configuration = configuration
        turns = RunTurns(places: configuration.concurrency, waiting: configuration.waitingRuns)
        zygotes = Mutex(ZygoteShelf(sandbox, configuration))
        do {
            threads = try RunThreads()
        } catch {
            throw SandboxError(.system, "A pool needs an event descriptor: \(error).")
        }
    }

    /// Without `shutDown`: whatever is left ends in the background.
    deinit {
        for zygote in zygotes.withLock({ $0.close() }) { zygote.condemn() }
        threads.end()
    }

    /// Has a tenant's processes made ready ahead of its first run, in the background.
    public func prepare(tenant: String = "") throws(SandboxError) {
        _ = try zygote(ZygoteShelf.Key(tenant: tenant, grantsInput: false))
    }

    /// Runs one script. Cancelling the task ends the run with the verdict `stopped`.
    ///
    /// When this returns, the run's process is either gone or was killed: what it used until then is in the report.
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
        do throws(SandboxError) {
            try await turns.take(for: tenant)
            defer { turns.giveBack() }
            meter.waited(MonotonicInstant.now.duration(since: asked))
            let completion = try await perform(
                RunOrder(
                    script: script, tenant: tenant, input: input, standardOutput: standardOutput, standardError: standardError,
                    cancellation: try Cancellation()))
            meter.ran(completion.report)
            return completion
        } catch {
            meter.failed()
            throw error
        }
    }

    /// Ends the runs that are under way, with the verdict `stopped`, refuses those that wait and those that come, and returns
    /// when all processes and threads are gone.
    public func shutDown() async {
        turns.close()
        live.end()
        await turns.waitUntilIdle()
        let left = zygotes.withLock { $0.close() }
        for zygote in left { zygote.condemn() }
        threads.end()
        let threads = threads
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let error = onThread {
                for zygote in left { zygote.waitUntilGone() }
                threads.waitUntilGone()
                continuation.resume()
            }
            if error != 0 { continuation.resume() }
        }
        zygotes.withLock { $0.forget() }
    }

    /// What the pool has done so far.
    public var statistics: PoolStatistics { meter.statistics(waiting: turns.waitingCount, running: turns.runningCount) }

    // MARK: One run

    private func perform(_ order: RunOrder) async throws(SandboxError) -> Completion {
        let number = live.add(order.cancellation)
        defer { live.remove(number) }
        // Where a child is ready, and no file of the host is to be opened, it has its script before a thread watches it.
        let begun = try beginAtOnce(order)
        return try await order.cancellation.awaitAnswer(from: threads.perform) { [self] answer in
            do throws(SandboxError) {
                let run = if let begun { begun } else { try begin(order) }
                guard let completion = run.finish() else {
                    throw SandboxError(.worker, "The run was watched by two threads.")
                }
                answer(.success(completion))
                run.close()
            } catch {
                answer(.failure(error))
            }
        }
    }

    private func beginAtOnce(_ order: RunOrder) throws(SandboxError) -> PooledRun? {
        guard sandbox.files.isEmpty, sandbox.sourceRoot == nil else { return nil }
        let zygote = try zygote(order.key)
        guard let child = zygote.takeReady() else { return nil }
        return try PooledRun(order, sandbox, in: child, of: zygote)
    }

    /// A zygote may end between being chosen and being asked, which no script has seen anything of.
    private static let attempts = 4
    private static let failedStarts = 3

    private func begin(_ order: RunOrder) throws(SandboxError) -> PooledRun {
        var (attempts, failedStarts) = (Self.attempts, Self.failedStarts)
        while true {
            let zygote = try zygote(order.key)
            do {
                return try PooledRun(order, sandbox, in: zygote.take(order.cancellation), of: zygote)
            } catch {
                attempts -= 1
                if zygote.startFailure != nil { failedStarts -= 1 }
                guard attempts > 0, failedStarts > 0, !zygote.isUsable, error.code == .worker else { throw error }
            }
        }
    }

    func zygote(_ key: ZygoteShelf.Key) throws(SandboxError) -> WarmZygote {
        let found: Result<WarmZygote, SandboxError> = zygotes.withLock { shelf in
            do throws(SandboxError) {
                return .success(try shelf.zygote(key))
            } catch {
                return .failure(error)
            }
        }
        return try found.get()
    }
}
