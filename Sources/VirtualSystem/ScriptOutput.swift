internal import Glibc
internal import Policy
internal import PythonRuntime

/// What the script wrote, on its way to the host. Only touched under the interpreter lock.
///
/// Streams hand over each line. The first lines after a pause leave at once, so that one sees the progress
/// of a script that sleeps; those of a flood wait for one another, because each hand-over is a system call.
final class ScriptOutput {
    private unowned let services: any InterpreterServices
    private var pending: [UInt8] = []
    private var pendingStream = OutputStream.standardOutput
    /// On the monotonic clock, in nanoseconds.
    private var lastDeparture = 0
    private var departuresInBurst = 0
    /// Whether something was written since the last flush: `input` flushes twice for each line that it reads.
    private var isUnflushed = false

    /// More than this is never held back.
    private static let capacity = 8192
    /// From this many bytes on, other threads run while the host is slow to read. Below, passing the
    /// interpreter lock on costs more than it gives.
    private static let largeWrite = 4096
    private static let pause = 20_000_000
    private static let burst = 16

    init(services: any InterpreterServices) {
        self.services = services
    }

    /// Takes all the bytes of an object; returns how many.
    func write(
        _ object: borrowing PythonReference, to stream: OutputStream, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        isUnflushed = true
        // The buffer stays locked: another thread may change its bytes meanwhile, but not its size.
        return try object.withBytes { bytes in
            if stream != pendingStream || pending.count + bytes.count > Self.capacity { handOver() }
            if bytes.count >= Self.largeWrite {
                let host = services.host
                lock.released { host?.write(bytes, to: stream) }
            } else {
                pendingStream = stream
                pending.append(contentsOf: bytes)
                if mayLeave() { handOver() }
            }
            return bytes.count
        }
    }

    /// Everything leaves now: the script asked for it, or is about to wait.
    func flush() {
        guard isUnflushed else { return }
        isUnflushed = false
        handOver()
        services.host?.flush()
    }

    private func mayLeave() -> Bool {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let now = time.tv_sec * 1_000_000_000 + time.tv_nsec
        if now - lastDeparture >= Self.pause {
            departuresInBurst = 0
        } else if departuresInBurst == Self.burst {
            return false
        }
        departuresInBurst += 1
        lastDeparture = now
        return true
    }

    private func handOver() {
        guard !pending.isEmpty else { return }
        pending.withUnsafeBytes { services.host?.write($0, to: pendingStream) }
        pending.removeAll(keepingCapacity: true)
    }
}
