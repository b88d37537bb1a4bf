internal import Glibc
internal import LinuxShims

/// SIGINT and SIGTERM as something to wait for, so that a command ends its worker before itself.
package final class TerminationSignals: Sendable {
    package static let interrupt = SIGINT
    package static let suspension = SIGTSTP

    /// Turns readable when one arrives.
    package let descriptor: Int32

    /// From here on the signals no longer end the process, and a closed pipe is an error, not SIGPIPE. Called
    /// while the process has one thread.
    ///
    /// - Parameter areSuspensionsToo: SIGTSTP no longer stops the process by itself, either; `suspend` does.
    package init(areSuspensionsToo: Bool = false) throws(SandboxError) {
        do {
            descriptor = try checked(spl_termination_signals(areSuspensionsToo ? 1 : 0))
        } catch {
            throw SandboxError(.system, "Signals cannot be watched: \(error).")
        }
    }

    deinit { spl_close(descriptor) }

    /// Stops this process until it is continued, as SIGTSTP does.
    package static func suspend() { _ = Glibc.kill(getpid(), SIGSTOP) }

    package var cancellation: Cancellation { Cancellation(watching: descriptor) }

    /// The signal that arrived, once.
    package func arrived() -> Int32? {
        let signal = spl_next_signal(descriptor)
        return signal > 0 ? signal : nil
    }
}
