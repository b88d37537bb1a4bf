internal import CPython
internal import Glibc
internal import PythonRuntime

/// Which threads run the bodies of a script's own modules, for others not to get a module that is half made.
final class ModuleBodies {
    /// By the names of the modules.
    private var runners: [String: UInt] = [:]
    /// What threads wait for.
    private var awaited: [UInt: String] = [:]

    func running<Result: ~Copyable>(
        _ name: String, _ body: () throws(PythonError) -> Result
    ) throws(PythonError) -> Result {
        let outer = runners.updateValue(PyThread_get_thread_ident(), forKey: name)
        defer { runners[name] = outer }
        return try body()
    }

    /// Goes on at once on the thread that runs the body, as circular imports need, and where that thread waits for this
    /// one: both take what there is. Returns whether it waited.
    ///
    /// - Throws: `KeyboardInterrupt`, on the main thread.
    func await(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> Bool {
        guard runners[name] != nil else { return false }
        let thread = PyThread_get_thread_ident()
        var hasWaited = false
        defer { awaited[thread] = nil }
        while let runner = runners[name], runner != thread, !waits(runner, for: thread) {
            awaited[thread] = name
            hasWaited = true
            lock.released { _ = usleep(500) }
            try lock.checkInterrupts()
        }
        return hasWaited
    }

    private func waits(_ waiting: UInt, for thread: UInt) -> Bool {
        var seen: Set<UInt> = []
        var next = waiting
        while seen.insert(next).inserted, let name = awaited[next], let runner = runners[name] {
            if runner == thread { return true }
            next = runner
        }
        return false
    }
}
