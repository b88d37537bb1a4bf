import Glibc
import LinuxShims
import Wire

/// The zygote's line to the host. Losing it ends the process.
struct ControlConnection {
    let socket: Int32
    private var decoder = FrameDecoder<HostToZygote>()
    /// Descriptors received, in the order of the frames that they belong to.
    private var descriptors: [Int32] = []

    init(socket: Int32) { self.socket = socket }

    func send(_ frame: ZygoteToHost, passing descriptor: Int32 = -1) {
        guard let bytes = try? frame.encoded() else { _exit(125) }
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count, let start = bytes.baseAddress {
                let count = spl_send(socket, start + sent, bytes.count - sent, sent == 0 ? descriptor : -1, 1)
                guard count > 0 else { _exit(125) }
                sent += count
            }
        }
    }

    /// The next frame; `nil` once the host has gone.
    mutating func receive() throws(WireError) -> HostToZygote? {
        while true {
            if let frame = try decoder.next() { return frame }
            guard receiveBytes() else { return nil }
        }
    }

    /// The descriptor of the frame received last, which the caller then owns.
    mutating func takeDescriptor() -> Int32? {
        descriptors.isEmpty ? nil : descriptors.removeFirst()
    }

    /// Whether bytes of a further frame were received already, so that waiting for more may be in vain.
    var hasPendingBytes: Bool { decoder.pendingBytes > 0 }

    private mutating func receiveBytes() -> Bool {
        var passed: Int32 = -1
        let count = withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { room -> Int in
            guard let start = room.baseAddress else { return 0 }
            let count = spl_receive(
                socket, start, min(room.count, decoder.missingBytes), &passed, spl_wait_for_all)
            if count > 0 { decoder.append(UnsafeRawBufferPointer(start: start, count: count)) }
            return count
        }
        if passed >= 0 { descriptors.append(passed) }
        return count > 0
    }
}
