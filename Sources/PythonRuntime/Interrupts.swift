internal import CPython
internal import CPythonShims

/// KeyboardInterrupt from outside: SIGINT, as CPython's own handler takes it.
///
/// The handler only sets flags. The main thread raises the exception between two instructions of Python code, or in a
/// function that the signal woke up: `time.sleep`, the acquiring of a lock, and those that ask here.
package enum Interrupts {
    /// From now on SIGINT interrupts what the calling thread, the interpreter's first, runs. CPython's `_signal` module
    /// must have been initialised, which installs the handler.
    ///
    /// - Throws: `SystemError` where nothing handles SIGINT.
    package static func await() throws(PythonError) {
        guard spy_await_interrupts() == 0 else { throw PythonError(.systemError, "nothing handles SIGINT") }
    }

    /// Has the handler that `_signal` installed wait for `await`, here or in a forked child.
    package static func keep() { _ = spy_keep_interrupts() }

    /// Whether the calling thread may be interrupted while it waits.
    package static var mayCome: Bool { spy_may_be_interrupted() != 0 }

    /// Whether a signal has come that nobody has raised yet. Needs no lock.
    package static var isPending: Bool { spy_is_interrupted() != 0 }

    /// Drops an interrupt that has come too late for what it was meant for.
    package static func forget(_ lock: borrowing InterpreterLock) {
        if Py_MakePendingCalls() < 0 { PyErr_Clear() }
    }

    /// Has what was caught at a bad moment raised at the next good one.
    package static func raiseLater() { PyErr_SetInterrupt() }

    /// Threads that `body` starts are never the ones that a signal wakes up.
    package static func withheld<Result: ~Copyable>(_ body: () throws(PythonError) -> Result) throws(PythonError) -> Result {
        let wereBlocked = spy_block_interrupts(1) != 0
        defer { if !wereBlocked { _ = spy_block_interrupts(0) } }
        return try body()
    }
}

extension InterpreterLock {
    /// After a wait that a signal may have cut short.
    ///
    /// - Throws: `KeyboardInterrupt`, on the main thread, where one has come.
    package func checkInterrupts() throws(PythonError) {
        // Not PyErr_CheckSignals: it leaves the flag that `Interrupts.isPending` reads.
        if Py_MakePendingCalls() < 0 { throw PythonError.fetch() }
    }
}
