public import Policy

extension Sandbox {
    /// Runs one script without blocking the caller's thread. Cancelling the task ends the run with the verdict
    /// `stopped`.
    ///
    /// - Throws: `SandboxError` where the script did not run. However a script ended is in the report.
    public func run(
        _ script: ScriptRequest,
        input: ScriptInput = .none,
        standardOutput: OutputDestination = .collect,
        standardError: OutputDestination = .collect
    ) async throws(SandboxError) -> Completion {
        let cancellation = try Cancellation()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<Completion, SandboxError>, Never>) in
                // A thread of its own: those of the concurrency runtime are few and must not block.
                let error = onThread {
                    do throws(SandboxError) {
                        let completion = try run(
                            script, input: input, standardOutput: standardOutput, standardError: standardError,
                            cancellation: cancellation)
                        continuation.resume(returning: .success(completion))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
                if error != 0 {
                    continuation.resume(
                        returning: .failure(SandboxError(.system, "A run needs a thread: \(text(of: error)).")))
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        return try result.get()
    }
}
