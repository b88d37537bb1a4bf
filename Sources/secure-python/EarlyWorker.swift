import SecurePython

/// The worker of a `run`, started before the command line is parsed and the script is read, so that both
/// happen while it comes up. Where no run follows, it ends with this process.
struct EarlyWorker {
    private let start: Result<WorkerProcess, SandboxError>?

    init(startingFor invocation: Invocation) {
        guard invocation.runsScript else {
            start = nil
            return
        }
        do throws(SandboxError) {
            start = .success(
                try WorkerProcess(
                    .besideExecutable, user: Sandbox.defaultWorkerUser, enclosure: invocation.enclosure,
                    seed: invocation.seed))
        } catch {
            start = .failure(error)
        }
    }

    /// Ends a worker that is not needed after all, and waits until it is gone.
    func end() {
        if case .success(let worker) = start { worker.end() }
    }

    /// A worker of this level and seed; another one where the command line was read otherwise at first.
    func worker(_ enclosure: EnclosureLevel, seed: UInt64?) throws(SandboxError) -> WorkerProcess {
        switch start {
        case .success(let worker) where worker.enclosure == enclosure && worker.seed == seed: return worker
        case .failure(let error): throw error
        case .success, nil:
            end()
            return try WorkerProcess(.besideExecutable, user: Sandbox.defaultWorkerUser, enclosure: enclosure, seed: seed)
        }
    }
}
