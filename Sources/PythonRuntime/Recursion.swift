internal import CPythonShims

/// How deep threads recurse. CPython counts calls of Python and of C code together, and only those of C code take stack.
public enum Recursion {
    /// Lets the calling thread, whose stack grows as far as the process's limit on stacks lets it, recurse as far as that and
    /// the memory of a script go: a level for each KiB, and a million at most. `nil`: a memory without bounds.
    public static func letFirstThreadRecurse(memoryBytes: UInt64?) {
        spy_let_first_thread_recurse(Int(clamping: memoryBytes ?? .max))
    }

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
