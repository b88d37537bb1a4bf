internal import Glibc
internal import PythonRuntime

/// A point of the monotonic clock at which waiting ends.
struct Deadline {
    private let nanoseconds: Int64

    init(after seconds: Double) {
        nanoseconds = Self.now() + Int64(min(seconds, 1e9) * 1e9)
    }

    var hasPassed: Bool { Self.now() >= nanoseconds }

    var timespec: Glibc.timespec {
        Glibc.timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }

    private static func now() -> Int64 {
        var time = Glibc.timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// Wakes threads that wait for in-memory sockets and pipes.
///
/// The queues themselves change only under the interpreter lock; the condition here only carries the news
/// to threads that gave it up while they wait.
final class Wakeup {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var changes: UInt64 = 0

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Something changed; called under the interpreter lock.
    func announce() {
        pthread_mutex_lock(mutex)
        changes &+= 1
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits until `isReady`, which is asked under the interpreter lock. False when the time is up.
    func wait(until deadline: Deadline?, lock: borrowing InterpreterLock, isReady: () -> Bool) -> Bool {
        while !isReady() {
            if let deadline, deadline.hasPassed { return false }
            // Nobody announces between the question and this: that takes the interpreter lock.
            let seen = changes
            lock.released { waitForChange(after: seen, until: deadline) }
        }
        return true
    }

    private func waitForChange(after seen: UInt64, until deadline: Deadline?) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while changes == seen {
            if let deadline {
                var end = deadline.timespec
                if pthread_cond_timedwait(condition, mutex, &end) == ETIMEDOUT { return }
            } else {
                pthread_cond_wait(condition, mutex)
            }
        }
    }
}
