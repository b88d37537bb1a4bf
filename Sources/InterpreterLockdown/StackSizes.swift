internal import PythonRuntime

/// The stacks of a script's threads: of the size that all have, or of the larger one that it asked for, which counts
/// against its memory. Where there is no room for that, a thread has the usual one and recurses less deep.
final class StackSizes {
    /// Bytes that the script asked for; 0 for the usual.
    var wish = 0
    /// CPython's own `_thread.stack_size`.
    private let setSize: KeptReference?

    private static let largest = 64 << 20

    init(_ setSize: KeptReference?) {
        self.setSize = setSize
    }

    /// Starts a thread by `start`, which returns before the thread runs Python code.
    func starting(
        _ lock: borrowing InterpreterLock, _ start: () throws(PythonError) -> PythonReference
    ) throws(PythonError) -> PythonReference {
        var size = min(wish, Self.largest)
        // What it runs needs memory, too.
        while size > ThreadStacks.size, !MemoryGuard.hasRoom(4 * size) { size /= 2 }
        guard size > ThreadStacks.size, let setSize else { return try start() }
        _ = try setSize.reference.call(lock.integer(size))
        defer { _ = try? setSize.reference.call(lock.integer(ThreadStacks.size)) }
        do throws(PythonError) {
            let number = try start()
            Recursion.letNewestThreadRecurse(stackBytes: size, lock)
            return number
        } catch {
            guard error.matches(.runtimeError) else { throw error }
        }
        _ = try setSize.reference.call(lock.integer(ThreadStacks.size))
        return try start()
    }
}
