import Glibc
import LinuxShims

/// Two threads of a forked process that want the same thing, of which Swift makes one.
enum ForkedThreads {
    /// Filled by the first thread of the process that forks, so that the runtime keeps that thread's number.
    private static let before = getpid()

    private static let made: (value: Int, other: pthread_t) = {
        let other = start { say("other", made.value) }
        // Until the other thread waits.
        usleep(200_000)
        return (1, other)
    }()

    static func meet() {
        _ = before
        wait(
            forked {
                alarm(10)
                say("first", made.value)
                pthread_join(made.other, nil)
                say("met", true)
            })
    }

    private final class Body {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    private static func start(_ run: @escaping () -> Void) -> pthread_t {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Body(run)).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context)
        return thread
    }
}
