public import Policy

/// A script that runs while its output is read.
///
///     let run = sandbox.start(script)
///     for await piece in run.output { show(piece.text) }
///     let completion = try await run.completion
///
/// The output must be read, as `ScriptOutput` says. A run that nobody holds any more is ended, as `cancel` ends it.
public final class ScriptRun: Sendable {
    /// Of both streams, in the order in which the script wrote it.
    public let output: ScriptOutput
    private let task: Task<Result<Completion, SandboxError>, Never>

    fileprivate init(
        bufferBytes: Int, _ body: @escaping @Sendable (OutputDestination) async throws(SandboxError) -> Completion
    ) {
        let output = ScriptOutput(bufferBytes: bufferBytes)
        self.output = output
        task = Task {
            do throws(SandboxError) {
                return .success(try await body(.sequence(output)))
            } catch {
                return .failure(error)
            }
        }
    }

    deinit { task.cancel() }

    /// How the run ended, once it has; without output, which is read from `output`. Cancelling the task that waits for it ends
    /// the run with the verdict `stopped`.
    ///
    /// - Throws: `SandboxError` where the script did not run.
    public var completion: Completion {
        get async throws(SandboxError) {
            let result = await withTaskCancellationHandler { await task.value } onCancel: { task.cancel() }
            return try result.get()
        }
    }

    /// Ends the run with the verdict `stopped`.
    public func cancel() { task.cancel() }
}

extension Sandbox {
    /// Begins a run whose output is read while it goes on.
    ///
    /// - Parameters:
    ///   - script: what to run.
    ///   - input: where `sys.stdin` comes from; without one, the script has none.
    ///   - bufferBytes: how much output may wait for the reader.
    public func start(_ script: ScriptRequest, input: ScriptInput = .none, bufferBytes: Int = 64 << 10) -> ScriptRun {
        ScriptRun(bufferBytes: bufferBytes) { [self] output throws(SandboxError) in
            try await run(script, input: input, standardOutput: output, standardError: output)
        }
    }
}

extension WorkerPool {
    /// Begins a run whose output is read while it goes on. It waits for its turn as every run does.
    ///
    /// - Parameters:
    ///   - script: what to run.
    ///   - tenant: whose run it is; no process serves two tenants.
    ///   - input: where `sys.stdin` comes from; without one, the script has none.
    ///   - bufferBytes: how much output may wait for the reader.
    public func start(
        _ script: ScriptRequest, tenant: String = "", input: ScriptInput = .none, bufferBytes: Int = 64 << 10
    ) -> ScriptRun {
        ScriptRun(bufferBytes: bufferBytes) { [self] output throws(SandboxError) in
            try await run(script, tenant: tenant, input: input, standardOutput: output, standardError: output)
        }
    }
}
