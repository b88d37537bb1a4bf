internal import Glibc

/// Calls `body` once on each of `count` threads of its own, with the thread's number, and returns when all
/// have returned. The runs block in system calls, which Swift's own pool of threads must not.
package func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for number in 0..<count {
        let work = Unmanaged.passRetained(ThreadWork { body(number) })
        var thread = pthread_t()
        let failure = pthread_create(&thread, nil, { argument in
            if let argument { Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, work.toOpaque())
        if failure == 0 {
            threads.append(thread)
        } else {
            work.release()
        }
    }
    // Without any thread the work is still to be done.
    if threads.isEmpty { body(0) }
    for thread in threads { pthread_join(thread, nil) }
}

/// Calls `body` on a thread of its own and does not wait for it.
func startThread(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(ThreadWork(body))
    var thread = pthread_t()
    let failure = pthread_create(&thread, nil, { argument in
        if let argument { Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
    }, work.toOpaque())
    guard failure == 0 else { preconditionFailure("No thread can be made: error \(failure).") }
    pthread_detach(thread)
}

private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
