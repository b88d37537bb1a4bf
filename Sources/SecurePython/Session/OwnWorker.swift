internal import Policy

/// A worker that serves one session alone, with one process after the other.
final class OwnWorker: SessionProcesses {
    private let startPatience: Duration
    private var worker: WorkerProcess?
    /// What the worker's zygote said when it came up.
    private var broughtUp: WorkerProcess.BroughtUp?
    private var runs: UInt32 = 0

    /// `startPatience`: from the start of a worker until it says that it is ready.
    init(startPatience: Duration) { self.startPatience = startPatience }

    var keeper: (any ChildKeeper)? { worker }

    func open(_ plan: SessionPlan, cancellation: Cancellation?) throws(SandboxError) -> SessionChild {
        let hadWorker = worker != nil
        do {
            return try start(plan, cancellation)
        } catch {
            end(nil)
            // A worker that was kept may have gone with the process before.
            guard hadWorker, error.code == .worker else { throw error }
        }
        do {
            return try start(plan, cancellation)
        } catch {
            end(nil)
            throw error
        }
    }

    private func start(_ plan: SessionPlan, _ cancellation: Cancellation?) throws(SandboxError) -> SessionChild {
        let sandbox = plan.sandbox
        let worker: WorkerProcess
        if let kept = self.worker {
            worker = kept
        } else {
            worker = try WorkerProcess(
                sandbox.worker, user: sandbox.workerUser, enclosure: sandbox.effectiveEnclosure, seed: sandbox.seed,
                startPatience: startPatience)
            self.worker = worker
            broughtUp = nil
            runs = 0
        }
        runs += 1
        let child = try plan.child(number: runs, cancellation: cancellation)
        do throws(SandboxError) {
            let earlier = broughtUp
            let completion = try child.run.perform(on: worker) { channel throws(SandboxError) in
                if let earlier { return try worker.fork(run: child.run.number, channel: channel, after: earlier) }
                return try worker.bringUp(run: child.run.number, channel: channel, cancellation: cancellation) {
                    python throws(SandboxError) in
                    try sandbox.scriptPolicy(python: python, input: plan.input, forSession: true)
                }
            }
            broughtUp = earlier ?? WorkerProcess.BroughtUp(
                layers: completion.report.standingLayers, enclosure: completion.report.enclosure, process: nil)
            try child.requireOpen(completion)
            return child
        } catch {
            end(child)
            throw error
        }
    }

    func drop(_ child: SessionChild) {
        if let worker {
            child.run.endChild(on: worker)
            // The worker stays where it still answers.
            if child.run.isWorkerGone || child.run.exchange.facts.fault != nil {
                worker.end()
                self.worker = nil
            }
        }
        child.release()
    }

    func end(_ child: SessionChild?) {
        worker?.end()
        worker = nil
        // A group is empty once its worker has ended.
        child?.release()
    }
}
