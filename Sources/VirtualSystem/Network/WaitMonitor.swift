internal import Glibc
internal import PythonRuntime

/// A mutex and a condition variable on the monotonic clock: what blocked threads of a script wait on.
///
/// Never take the interpreter lock, nor drop a Python object, inside its closures: a thread that
/// holds the interpreter lock may be waiting for this one.
///
/// `@unchecked`: the two pthread objects are made to be shared, and the storage never moves.
final class WaitMonitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition.initialize(to: pthread_cond_t())
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

    func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Changes shared state and wakes every waiter to look at it again.
    func change<Result>(_ body: () -> Result) -> Result {
        withLock {
            defer { pthread_cond_broadcast(condition) }
            return body()
        }
    }

    /// How long a thread that may be interrupted goes without looking whether it was: signals wake no condition up.
    private static let patience = 0.05

    /// Blocks until `isReady`, the deadline, or an interrupt of the calling thread, for which the caller then has to
    /// look; answers whether it became ready.
    func wait(until deadline: Deadline, _ isReady: () -> Bool) -> Bool {
        let mayBeInterrupted = Interrupts.mayCome
        return withLock {
            while !isReady() {
                if mayBeInterrupted, Interrupts.isPending { return false }
                let next = mayBeInterrupted ? min(deadline, Deadline(after: Self.patience)) : deadline
                switch next {
                case .never:
                    pthread_cond_wait(condition, mutex)
                case .at(var instant):
                    if pthread_cond_timedwait(condition, mutex, &instant) == ETIMEDOUT, next == deadline { return isReady() }
                }
            }
            return true
        }
    }
}

/// A value that threads share.
///
/// Not the standard library's Mutex: that locks by the number of the thread, which it keeps, and in a forked process keeps
/// wrongly (see spl_renew_thread_number).
///
/// `@unchecked`: the value is touched by one thread at a time, as the lock has it.
final class Guarded<Value: Sendable>: @unchecked Sendable {
    private let monitor = WaitMonitor()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result { monitor.withLock { body(&value) } }
}

/// Until when a thread blocks.
enum Deadline: Comparable {
    case never
    /// An instant of the monotonic clock.
    case at(timespec)

    static func == (left: Deadline, right: Deadline) -> Bool { left.order == right.order }

    static func < (left: Deadline, right: Deadline) -> Bool { left.order < right.order }

    var isOver: Bool { self <= Deadline(after: 0) }

    private var order: (Int, Int) {
        switch self {
        case .never: (.max, 0)
        case .at(let instant): (instant.tv_sec, instant.tv_nsec)
        }
    }

    /// Seconds from now; `nil` for ever.
    init(after seconds: Double?) {
        guard let seconds else {
            self = .never
            return
        }
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let bounded = min(max(seconds, 0), TimeoutArgument.longest)
        let whole = bounded.rounded(.down)
        let nanoseconds = now.tv_nsec + Int((bounded - whole) * 1e9)
        self = .at(timespec(tv_sec: now.tv_sec + Int(whole) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000))
    }
}
