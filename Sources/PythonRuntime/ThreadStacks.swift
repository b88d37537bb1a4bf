internal import CPythonShims

/// The stacks of a script's threads. Their address space is not the script's, and is kept free for them.
public enum ThreadStacks {
    /// Bytes; as much as the main thread has from the start.
    public static let size = 8 << 20
    /// With what the C library puts beside it.
    private static let mappedSize = size + 64 << 10
    /// A thread that just ended may still have its stack.
    private static let spare = 1
    /// Whoever allows more has no limit in mind.
    private static let mostKept = 1_000

    /// Bytes of address space by which the limit has to exceed the script's own.
    public static func bytes(forThreads count: Int) -> Int {
        kept(count) * mappedSize
    }

    /// In the process that is limited, before it runs a script. False where the system has no such room.
    public static func keep(forThreads count: Int) -> Bool {
        spy_keep_stacks(kept(count), mappedSize) == 0
    }

    /// Makes room for the stack of a thread that starts next.
    package static func give() { spy_give_stack() }

    /// Threads that live now, the first and those about to start included.
    package static func liveThreads(_ lock: borrowing InterpreterLock) -> Int { spy_thread_count() }

    private static func kept(_ count: Int) -> Int {
        count > 0 ? min(count, mostKept) + spare : 0
    }
}
