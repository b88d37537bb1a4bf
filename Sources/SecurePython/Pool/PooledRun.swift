internal import Policy
internal import Synchronization

/// What a pool is asked to run.
struct RunOrder: Sendable {
    let script: ScriptRequest
    let tenant: String
    let input: ScriptInput
    let standardOutput: OutputDestination
    let standardError: OutputDestination
    let cancellation: Cancellation

    var key: ZygoteShelf.Key {
        let grantsInput = if case .none = input { false } else { true }
        return ZygoteShelf.Key(tenant: tenant, grantsInput: grantsInput)
    }
}

/// A run that has its child. Begun on one thread, and watched to its end on another.
final class PooledRun: Sendable {
    private let run: Mutex<ChildRun?>
    private let child: ReadyChild
    private let zygote: WarmZygote

    /// Hands the script over. Blocks for files of the host only.
    init(_ order: RunOrder, _ sandbox: Sandbox, in child: ReadyChild, of zygote: WarmZygote) throws(SandboxError) {
        guard let line = child.line.take() else { throw SandboxError(.worker, "The child was given to two runs.") }
        let run = try ChildRun(
            number: child.number, line: line, .script(order.script), input: order.input,
            output: OutputDelivery(standardOutput: order.standardOutput, standardError: order.standardError),
            limits: sandbox.limits, mayHaveThreads: sandbox.mayHaveThreads,
            sourceRoot: try sandbox.sourceRoot.map { path throws(SandboxError) in
                try SourceRoot(path: path, whitelist: sandbox.whitelist)
            }, files: try sandbox.runFiles(), calls: try sandbox.hostCalls(), cancellation: order.cancellation)
        run.controlGroup = child.mailbox.controlGroup
        run.endsWithResult = true
        run.begin(child.broughtUp)
        self.run = Mutex(run)
        self.child = child
        self.zygote = zygote
    }

    /// Blocks until the run is over; `nil` when called again.
    func finish() -> Completion? {
        run.withLock { run in
            guard let run else { return nil }
            defer {
                run.files?.end()
                run.calls?.end()
            }
            return run.finish(on: PooledChild(child, of: zygote))
        }
    }

    /// Closes what the run had open.
    func close() { run.withLock { $0 = nil } }
}
