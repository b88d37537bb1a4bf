internal import Glibc
internal import LinuxShims
internal import Synchronization

/// Decides about each clone in a session that may be copied: the kernel has it wait until this process lets it be made,
/// once for each copy that is asked for, by the thread that was asked. All others fail.
///
/// A thread of its own waits for clones, as long as this object lives. Nothing that a session does can hold up anything
/// else by it. Afterwards the kernel lets all clones fail.
final class BranchGate: Sendable {
    private enum Standing {
        /// One clone may be made.
        case open
        case made
    }

    /// By the thread that may make one: a session and its copies have one gate.
    private let standings = Mutex<[Int32: Standing]>([:])
    /// Raised when this object is gone.
    private let end: Event

    init(_ listener: OwnedDescriptor) throws(WorkerFault) {
        // Of anything else the requests below would ask who knows what, with the rights of this process.
        guard Self.isListener(listener.number) else { throw WorkerFault(reason: "the session's process sent as its gate what is none") }
        do {
            end = try Event()
        } catch {
            throw WorkerFault(reason: "a session that may be copied needs an event descriptor: \(error)")
        }
        let error = onThread { [weak self, end] in
            _ = spl_block_signals()
            // Until nobody can ask for copies any more, or the last process that has the filter is gone.
            while Self.awaitRequest(listener.number, end.descriptor) {
                var number: UInt64 = 0
                var thread: pid_t = 0
                let result = spl_take_clone(listener.number, &number, &thread)
                if result == -ENOENT || result == -EINTR { continue }
                guard result == 0 else { return }
                let decision = self?.decision(about: thread) ?? EPERM
                let isAnswered = spl_answer_clone(listener.number, number, decision) == 0
                if decision == 0, !isAnswered { self?.reopen(for: thread) }
                // Who waits spends no budget, and this thread would.
                if decision != 0 { usleep(Self.pause) }
            }
        }
        guard error == 0 else { throw WorkerFault(reason: "a session that may be copied needs a thread: \(text(of: error))") }
    }

    deinit { end.raise() }

    /// Lets one clone of this process's first thread be made.
    func open(for process: Int32) { standings.withLock { $0[process] = .open } }

    /// Lets none of its be made from now on. Returns whether one was.
    func close(for process: Int32) -> Bool { standings.withLock { $0.removeValue(forKey: process) == .made } }

    /// After each clone that fails, in microseconds.
    private static let pause: UInt32 = 1_000

    /// 0, or the error that the clone fails with.
    private func decision(about thread: Int32) -> Int32 {
        guard standings.withLock({ $0[thread] == .open }) else { return EPERM }
        // A thread that Python has done with may be on its way out yet, with a lock that a copy would wait for in vain.
        guard ScriptProcess.threadCount(of: thread) == 1 else { return EBUSY }
        return standings.withLock { standings in
            guard standings[thread] == .open else { return EPERM }
            standings[thread] = .made
            return 0
        }
    }

    /// The thread was interrupted before it had its answer, and will ask again.
    private func reopen(for thread: Int32) {
        standings.withLock { if $0[thread] == .made { $0[thread] = .open } }
    }

    private static func isListener(_ descriptor: Int32) -> Bool {
        let name = [UInt8](unsafeUninitializedCapacity: 64) { room, count in
            guard let start = room.baseAddress else { return }
            let filled = start.withMemoryRebound(to: CChar.self, capacity: room.count) {
                readlink("/proc/self/fd/\(descriptor)", $0, room.count)
            }
            count = max(0, filled)
        }
        return String(decoding: name, as: UTF8.self) == "anon_inode:seccomp notify"
    }

    private static func awaitRequest(_ listener: Int32, _ end: Int32) -> Bool {
        var entries = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0), pollfd(fd: end, events: Int16(POLLIN), revents: 0)]
        while true {
            let count = poll(&entries, 2, -1)
            if count < 0, errno == EINTR { continue }
            return count > 0 && entries[0].revents & Int16(POLLIN) != 0 && entries[1].revents == 0
        }
    }
}
