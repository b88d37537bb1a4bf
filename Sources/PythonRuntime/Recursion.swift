internal import CPythonShims

/// How deep threads recurse: never deeper than their stacks go.
public enum Recursion {
    /// Lets the stack of the calling thread, the process's and the interpreter's first, grow where a script asks for more
    /// depth than other threads have: to a quarter of the memory that is left, from which it is taken, and 320 MiB at most.
    public static func letFirstThreadRecurse() { spy_let_first_thread_recurse() }

    /// What `sys.getrecursionlimit` answers.
    package static func limit(_ lock: borrowing InterpreterLock) -> Int { Int(spy_recursion_limit()) }

    /// Larger values than a thread's stack allows are accepted and clamped: scripts that ask for a million mean "enough".
    ///
    /// - Throws: as `sys.setrecursionlimit`.
    package static func setLimit(_ wish: Int, _ lock: borrowing InterpreterLock) throws(PythonError) {
        guard wish >= 1 else { throw PythonError(.valueError, "recursion limit must be greater or equal than 1") }
        let depth = Int(spy_recursion_depth())
        guard depth < min(wish, Int(spy_deepest_recursion())) else {
            throw PythonError(
                .recursionError,
                "cannot set the recursion limit to \(wish) at the recursion depth \(depth): the limit is too low")
        }
        spy_set_recursion_limit(Int32(clamping: wish))
    }

    /// For a thread that was just started, while the lock is still held.
    package static func letNewestThreadRecurse(stackBytes: Int, _ lock: borrowing InterpreterLock) {
        spy_let_newest_thread_recurse(stackBytes)
    }
}
