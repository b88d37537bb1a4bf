internal import CPythonShims

/// What becomes of a process whose address space is limited, and used up.
///
/// CPython then raises MemoryError. Swift code cannot go on where it gets no memory, and showing a traceback takes
/// some: for both there is a margin beyond the limit, which CPython's own allocations leave alone.
public enum MemoryGuard {
    /// Bytes of address space by which the limit has to exceed the script's own.
    public static let marginBytes = 24 << 20

    /// From now on refusals are noted, after CPython has started.
    package static func watch() {
        spy_watch_memory()
    }

    /// In the process that is limited, before it runs a script.
    public static func keepMargin() {
        _ = spy_keep_margin(marginBytes)
    }

    /// Whether a script, or code on its behalf, was refused memory.
    public static var wasRefused: Bool { spy_memory_was_refused() != 0 }

    /// From here on only what is refused now counts.
    package static func forgetRefusals() { spy_forget_refused_memory() }

    /// Lends the margin to what says how the script ended.
    package static func reporting<Result>(_ body: () -> Result) -> Result {
        let margin = spy_keep_margin(0)
        defer { _ = spy_keep_margin(margin) }
        return body()
    }

    /// Threads share one heap: by default each reserves 64 MiB of address space. Before any is made.
    public static func useOneHeap() {
        spy_use_one_heap()
    }

    /// Copies of a script's data that are larger than this are made only where there is room.
    private static let largeCopy = 1 << 20
    /// What such a copy has to leave.
    private static let rest = 8 << 20

    /// - Throws: `MemoryError` where so many copies of that many bytes would end the process.
    package static func requireRoom(_ bytes: Int, times copies: Int = 1) throws(PythonError) {
        let (needed, overflows) = bytes.multipliedReportingOverflow(by: copies)
        guard overflows || needed > largeCopy && spy_has_room(needed + rest) == 0 else { return }
        spy_note_refused_memory()
        throw PythonError(.memoryError, "")
    }

    /// Whether that many bytes are left. Nothing was refused where they are not.
    package static func hasRoom(_ bytes: Int) -> Bool { spy_may_take(bytes) != 0 }

    /// Whether native code may take that many bytes for a script, as CPython's own allocations may.
    package static func mayTake(_ bytes: Int) -> Bool {
        if spy_may_take(bytes) != 0 { return true }
        spy_note_refused_memory()
        return false
    }
}
