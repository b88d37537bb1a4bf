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
        defer {
            standardOutput.finish()
            standardError.finish()
        }
        return try await Cancellation.onThread { cancellation throws(SandboxError) in
            try runBlocking(
                script, input: input, standardOutput: standardOutput, standardError: standardError,
                cancellation: cancellation)
        }
    }
}

extension Cancellation {
    /// Runs what blocks on a thread of its own: those of the concurrency runtime are few and must not block. Cancelling the
    /// task cancels it.
    static func onThread<Outcome: Sendable>(
        _ body: @escaping @Sendable (Cancellation) throws(SandboxError) -> Outcome
    ) async throws(SandboxError) -> Outcome {
        let cancellation = try Cancellation()
        return try await cancellation.awaitAnswer(from: SecurePython.onThread) { answer in
            answer(Result { () throws(SandboxError) in try body(cancellation) })
        }
    }

    /// Waits for what a job answers, once, on the thread that `start` does it on. Cancelling the task cancels this.
    ///
    /// - Parameter start: returns an error number, 0 where the job will be done.
    func awaitAnswer<Outcome: Sendable>(
        from start: (@escaping @Sendable () -> Void) -> Int32,
        _ job: @escaping @Sendable (_ answer: (Result<Outcome, SandboxError>) -> Void) -> Void
    ) async throws(SandboxError) -> Outcome {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Outcome, SandboxError>, Never>) in
                let error = start { job { continuation.resume(returning: $0) } }
                if error != 0 {
                    continuation.resume(returning: .failure(SandboxError(.system, "A run needs a thread: \(text(of: error)).")))
                }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }
}
