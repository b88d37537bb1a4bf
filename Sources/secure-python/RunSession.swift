import Policy
import SecurePython

/// One `secure-python run`, from the checked options to the exit status.
struct RunSession {
    let options: RunCommand
    let invocation: Invocation
    let earlyWorker: EarlyWorker

    static let ownFailure: Int32 = 125
    private static let unreadableScript: Int32 = 2
    static let usage: Int32 = 64

    func run() -> Int32 {
        // `exit` runs no deinitialiser.
        defer { earlyWorker.end() }
        do throws(SandboxError) {
            return try runScript()
        } catch {
            Complaint.print(error.explanation)
            return error.code == .request || error.code == .sourceRoot ? Self.usage : Self.ownFailure
        }
    }

    private func runScript() throws(SandboxError) -> Int32 {
        let source: ScriptSource
        do throws(ScriptSource.Failure) {
            source = try ScriptSource(invocation)
        } catch {
            Complaint.print(error.description)
            return Self.unreadableScript
        }
        let sandbox = try options.sandbox.resolved()
        if let report = options.report { try sandbox.checkReportPlace(report) }
        let worker = try earlyWorker.worker(sandbox.effectiveEnclosure, seed: sandbox.seed)
        let reportFile = try options.report.map { path throws(SandboxError) in try ReplacedFile(at: path) }

        let signals = try TerminationSignals()
        let report: Report
        do throws(SandboxError) {
            report = try sandbox.runBlocking(
                source.request, input: source.isFromInput ? .none : .descriptor(0),
                standardOutput: .descriptor(1), standardError: .descriptor(2),
                cancellation: signals.cancellation, on: worker
            ).report
        } catch {
            if let signal = signals.arrived() { return 128 + signal }
            throw error
        }
        try reportFile?.write(report.json + "\n")
        if let reason = report.reasonLine { Complaint.print(reason) }
        for line in report.refusalLines { Complaint.print(line) }
        if case .stopped(.cancelled) = report.verdict, let signal = signals.arrived() { return 128 + signal }
        return report.exitStatus
    }
}
