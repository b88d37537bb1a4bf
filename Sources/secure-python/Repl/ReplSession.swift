import Glibc
import Policy
import SecurePython

/// One `secure-python repl`, from the checked options to the exit status.
final class ReplSession {
    private let options: ReplCommand
    private var history = History.none

    init(options: ReplCommand) {
        self.options = options
    }

    /// Why there is no further statement.
    private enum Ending: Error {
        case status(Int32)
        /// `exit()`, or the end of the input: what is to run at the end still has to.
        case close(status: Int32)
    }

    func run() -> Int32 {
        do {
            return try runSession()
        } catch let error as SandboxError {
            Complaint.print(error.explanation)
            return error.code == .request || error.code == .sourceRoot ? RunSession.usage : RunSession.ownFailure
        } catch {
            return RunSession.ownFailure
        }
    }

    private func runSession() throws -> Int32 {
        let sandbox = try options.sandbox.resolved()
        let signals = try TerminationSignals(areSuspensionsToo: true)
        let session = try Session(
            blocking: sandbox, arguments: options.arguments.map { Array($0.utf8) }, input: .lines(0), signals: signals)
        let lines = reader(signals)
        do {
            while true { try step(session, lines, signals) }
        } catch Ending.status(let status) {
            return status
        } catch Ending.close(let status) {
            let end = try session.closeBlocking(standardOutput: .descriptor(1), standardError: .descriptor(2))
            if let report = end?.report, report.verdict != .ok {
                if let reason = report.reasonLine { Complaint.print(reason) }
                return report.exitStatus
            }
            return status
        }
    }

    private var isTyped: Bool { isatty(0) == 1 && isatty(1) == 1 }

    private func reader(_ signals: TerminationSignals) -> any LineReader {
        guard isTyped, let terminal = TerminalLines(watching: signals, historySize: Int32(History.size)) else {
            return PlainLines(watching: signals)
        }
        if !options.noHistory { history = .ofUser() }
        for line in history.lines { terminal.remember(line) }
        print(
            """
            secure-python \(BuildIdentity.version), whitelist \(options.sandbox.whitelist.escapedForTerminal). \
            Ctrl-C ends a statement, Ctrl-D or exit() the session.
            """)
        fflush(nil)
        return terminal
    }

    // MARK: Statements

    /// Reads one statement, of as many lines as it takes, and runs it.
    private func step(_ session: Session, _ lines: any LineReader, _ signals: TerminationSignals) throws {
        var text: [UInt8] = []
        var isFirst = true
        while true {
            switch lines.nextLine(prompt: isFirst ? ">>> " : "... ") {
            case .line(let line):
                remember(line, lines)
                text += (isFirst ? [] : Array("\n".utf8)) + line
                isFirst = false
                if try !run(text, as: .interactive, session, signals) { return }
            case .end:
                if isTyped { print() }
                fflush(nil)
                // What was begun and not ended is run as it is, or refused for a reason.
                if !isFirst { _ = try run(text + Array("\n".utf8), as: .script, session, signals) }
                throw Ending.close(status: 0)
            case .interrupted:
                let signal = signals.arrived()
                if signal == TerminationSignals.suspension {
                    TerminationSignals.suspend()
                    continue
                }
                guard signal == TerminationSignals.interrupt else { throw Ending.status(128 + SIGTERM) }
                guard isTyped else { throw Ending.status(128 + SIGINT) }
                print("\nKeyboardInterrupt")
                fflush(nil)
                return
            }
        }
    }

    private func remember(_ line: [UInt8], _ lines: any LineReader) {
        let text = String(decoding: line, as: UTF8.self)
        guard text.contains(where: { !$0.isWhitespace }) else { return }
        lines.remember(text)
        history.add(text)
    }

    /// Returns whether the text needs more lines.
    private func run(
        _ text: [UInt8], as form: Statement.Form, _ session: Session, _ signals: TerminationSignals
    ) throws -> Bool {
        let completion = try session.runBlocking(
            text, as: form, standardOutput: .descriptor(1), standardError: .descriptor(2))
        if completion.isIncomplete { return true }
        if let status = completion.exitRequest { throw Ending.close(status: status) }
        guard completion.hasLostState else { return false }
        let report = completion.report
        switch report.verdict {
        case .stopped(.cancelled): throw Ending.status(128 + SIGTERM)
        case .stopped(.outputClosed): throw Ending.status(report.exitStatus)
        case .stopped(.interrupted): Complaint.print("ended: interrupted twice.")
        default: if let reason = report.reasonLine { Complaint.print(reason) }
        }
        guard isTyped else { throw Ending.status(report.exitStatus) }
        Complaint.print("the names of this session are lost; a fresh interpreter goes on.")
        return false
    }
}
