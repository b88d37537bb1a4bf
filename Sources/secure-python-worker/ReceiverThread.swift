import Glibc
import LinuxShims

/// A thread that waits for answers, for code that must not.
enum ReceiverThread {
    private final class Body {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// It only waits and hands on.
    private static let stackBytes = 256 << 10

    /// False where there can be no thread.
    static func start(_ run: @escaping () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let context = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let error = pthread_create(
            &thread, &attributes,
            { context in
                // Signals are for the thread that runs the script.
                _ = spl_block_signals()
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        if error != 0 { context.release() }
        return error == 0
    }
}
