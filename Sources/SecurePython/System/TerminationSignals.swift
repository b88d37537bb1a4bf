internal import Glibc
internal import LinuxShims

/// SIGINT and SIGTERM as something to wait for, so that a command ends its worker before itself.
package final class TerminationSignals: Sendable {
    package static let interrupt = SIGINT

    /// Turns readable when one arrives.
    package let descriptor: Int32

    /// From here on the signals no longer end the process, and a closed pipe is an error, not SIGPIPE. Called
    /// while the process has one thread.
    package init() throws(SandboxError) {
        do {
            descriptor = try checked(spl_termination_signals())
        } catch {
            throw SandboxError(.system, "Signals cannot be watched: \(error).")
        }
    }

    deinit { spl_close(descriptor) }

    package var cancellation: Cancellation { Cancellation(watching: descriptor) }

    /// The signal that arrived, once.
    package func arrived() -> Int32? {
        let signal = spl_next_signal(descriptor)
        return signal > 0 ? signal : nil
    }
}
