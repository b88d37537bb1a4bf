internal import Policy
internal import Synchronization

/// A worker that runs one script after another, each in a fork of the same zygote. Whoever keeps one must know that
/// its scripts share hash seed and address layout: for tests, and for scripts that trust one another.
package final class KeptWorker: Sendable {
    private struct State {
        let worker: WorkerProcess
        var broughtUp: WorkerProcess.BroughtUp?
        var runs: UInt32 = 0
        var isUsable = true
    }

    private let sandbox: Sandbox
    private let state: Mutex<State>

    /// Starts the worker and returns at once. The sandbox's source root is not served.
    package init(_ sandbox: Sandbox) throws(SandboxError) {
        try sandbox.limits.check()
        self.sandbox = sandbox
        state = Mutex(
            State(worker: try WorkerProcess(
                sandbox.worker, user: sandbox.workerUser, enclosure: sandbox.effectiveEnclosure)))
    }

    /// False after a fault, whoever was to blame: such a worker runs nothing more.
    package var isUsable: Bool { state.withLock { $0.isUsable } }

    /// Runs one script, without input, and blocks until its process is gone; waits for a run that is under way.
    ///
    /// - Parameter files: of this run, in place of the sandbox's; of the same kinds, since the worker's filter goes by them.
    package func run(_ script: ScriptRequest, files: [GrantedFiles]? = nil) throws(SandboxError) -> Completion {
        let result: Result<Completion, SandboxError> = state.withLock { state in
            do throws(SandboxError) {
                return .success(try run(script, files ?? sandbox.files, &state))
            } catch {
                state.isUsable = false
                state.worker.end()
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func run(
        _ script: ScriptRequest, _ granted: [GrantedFiles], _ state: inout State
    ) throws(SandboxError) -> Completion {
        guard state.isUsable else { throw SandboxError(.worker, "The worker has ended. Start another one.") }
        state.runs += 1
        var sandbox = sandbox
        sandbox.files = granted
        let files = try sandbox.runFiles()
        defer { files?.end() }
        let run = try ChildRun(
            number: state.runs, .script(script), input: .none,
            output: OutputDelivery(standardOutput: .collect, standardError: .collect), limits: sandbox.limits,
            sourceRoot: nil, files: files, cancellation: nil)
        let earlier = state.broughtUp
        let worker = state.worker
        let completion = try run.perform(on: worker) { channel throws(SandboxError) in
            guard let earlier else {
                return try worker.bringUp(run: run.number, channel: channel, cancellation: nil) { python throws(SandboxError) in
                    try sandbox.scriptPolicy(python: python, input: .none)
                }
            }
            return try worker.fork(run: run.number, channel: channel, after: earlier)
        }
        state.broughtUp = earlier ?? WorkerProcess.BroughtUp(
            layers: completion.report.standingLayers, enclosure: completion.report.enclosure, process: nil)
        if run.exchange.facts.fault != nil || run.isWorkerGone {
            state.isUsable = false
            worker.end()
        }
        return completion
    }
}
