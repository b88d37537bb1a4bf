internal import Glibc
internal import LinuxShims
internal import Synchronization

/// Decides about each clone in a session that may be copied: the kernel has it wait until this process lets it be made,
/// once for each copy that is asked for, by the thread that was asked. All others fail.
///
/// A thread of its own waits for clones. Nothing that a session does can hold up anything else by it.
final class BranchGate: Sendable {
    private let expected: Mutex<Int32?>

    init(_ listener: OwnedDescriptor) throws(WorkerFault) {
        expected = Mutex(nil)
        let error = onThread { [weak self] in
            _ = spl_block_signals()
            // Until the last process that has the filter is gone.
            while Self.awaitRequest(listener.number) {
                var number: UInt64 = 0
                var thread: pid_t = 0
                let result = spl_take_clone(listener.number, &number, &thread)
                if result == -ENOENT || result == -EINTR { continue }
                guard result == 0 else { return }
                _ = spl_answer_clone(listener.number, number, self?.allows(thread) == true ? 1 : 0)
            }
        }
        guard error == 0 else { throw WorkerFault(reason: "a session that may be copied needs a thread: \(text(of: error))") }
    }

    /// One clone of this process's first thread.
    func expect(_ process: Int32?) { expected.withLock { $0 = process } }

    private func allows(_ thread: Int32) -> Bool {
        expected.withLock { expected in
            guard expected == thread else { return false }
            expected = nil
            return true
        }
    }

    private static func awaitRequest(_ listener: Int32) -> Bool {
        var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&entry, 1, -1)
            if count < 0, errno == EINTR { continue }
            return count == 1 && entry.revents & Int16(POLLIN) != 0
        }
    }
}
