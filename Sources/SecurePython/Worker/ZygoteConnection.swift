internal import Glibc
internal import LinuxShims
internal import Wire

/// Why a worker is not to be worked with any further.
struct WorkerFault: Error {
    let reason: String
}

/// The host's end of a worker's control socket. Never blocks without a deadline, and trusts no byte.
final class ZygoteConnection {
    private var socket: Descriptor?
    private var decoder = FrameDecoder<ZygoteToHost>()
    /// A descriptor received, until the frame that it came with takes it.
    private var passed: Int32?

    init(socket: consuming Descriptor) { self.socket = consume socket }

    deinit { if let passed { spl_close(passed) } }

    /// -1 once closed, which every call refuses and poll(2) passes over.
    var descriptor: Int32 { socket?.number ?? -1 }

    func close() { socket = nil }

    /// The next frame that has arrived in full.
    func next() throws(WorkerFault) -> ZygoteToHost? {
        do {
            return try decoder.next()
        } catch {
            throw WorkerFault(reason: "the zygote sent what is no frame: \(error)")
        }
    }

    /// The descriptor that came with the frame decoded last, which the caller then owns.
    func takeDescriptor() -> Int32? {
        defer { passed = nil }
        return passed
    }

    /// Takes what has arrived, without waiting. False once the other end is closed.
    func receive() throws(WorkerFault) -> Bool {
        var room = [UInt8](repeating: 0, count: 8 << 10)
        var arrived: Int32 = -1
        let count = spl_receive(descriptor, &room, room.count, &arrived, spl_wait_not)
        if arrived >= 0 {
            if passed != nil {
                spl_close(arrived)
                throw WorkerFault(reason: "the zygote sent a descriptor that nothing asked for")
            }
            passed = arrived
        }
        if count == -Int(EBADMSG) { throw WorkerFault(reason: "the zygote sent several descriptors at once") }
        if count == -Int(EAGAIN) { return true }
        guard count > 0 else { return false }
        room.withUnsafeBytes { decoder.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        return true
    }

    func send(
        _ frame: HostToZygote, passing passenger: Int32 = -1, until deadline: MonotonicInstant
    ) throws(WorkerFault) {
        let bytes: [UInt8]
        do {
            bytes = try frame.encoded()
        } catch {
            throw WorkerFault(reason: "the start frame cannot be written: \(error)")
        }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                return spl_send(descriptor, start + sent, bytes.count - sent, sent == 0 ? passenger : -1, 0)
            }
            if count > 0 {
                sent += count
            } else if count == -Int(EAGAIN), MonotonicInstant.now < deadline {
                var set = PollSet()
                _ = set.add(descriptor, writing: true)
                do { try set.wait(until: deadline) } catch { throw WorkerFault(reason: "waiting failed: \(error)") }
            } else {
                throw WorkerFault(reason: "the zygote takes no frames: \(text(of: Int32(clamping: -count)))")
            }
        }
    }
}
