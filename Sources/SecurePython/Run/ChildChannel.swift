internal import Glibc
internal import LinuxShims
internal import Wire

/// The host's end of a run's channel: whole frames in and out, never blocking, trusting no byte.
struct ChildChannel: ~Copyable {
    private let socket: Descriptor
    private var decoder = FrameDecoder<ChildToHost>()
    private var outgoing: [UInt8] = []
    private var sent = 0
    /// What travels with a byte of `outgoing`; there is one answer with a descriptor at a time.
    private var passenger: (descriptor: OwnedDescriptor, position: Int)?
    /// False once the other end is closed or lost.
    private(set) var isOpen = true
    /// Whether one descriptor of the child's is taken, which it has before it has a script.
    var takesDescriptor = false
    private var arrived: OwnedDescriptor?
    private static let roomSize = 64 << 10

    init(socket: consuming Descriptor) { self.socket = socket }

    var descriptor: Int32 { socket.number }

    /// Whether something waits to be sent. Until it is, no frame is taken from the child, so that it cannot make
    /// the host pile up answers.
    var isSending: Bool { sent < outgoing.count }

    mutating func next() throws(WireError) -> ChildToHost? { try decoder.next() }

    /// Sends a whole frame, or queues what cannot leave now.
    mutating func send(_ frame: [UInt8], passing descriptor: OwnedDescriptor? = nil) {
        if !isSending { forgetOutgoing() }
        if let descriptor { passenger = (descriptor, outgoing.count) }
        outgoing += frame
        sendMore()
    }

    private mutating func forgetOutgoing() {
        outgoing = []
        sent = 0
        passenger = nil
    }

    mutating func sendMore() {
        while isSending {
            let count = outgoing.withUnsafeBytes { bytes -> Int in
                guard let start = bytes.baseAddress else { return 0 }
                // The descriptor leaves with the first byte of its own frame.
                guard let passenger else { return spl_send(socket.number, start + sent, bytes.count - sent, -1, 0) }
                if sent < passenger.position {
                    return spl_send(socket.number, start + sent, passenger.position - sent, -1, 0)
                }
                return spl_send(socket.number, start + sent, bytes.count - sent, passenger.descriptor.number, 0)
            }
            if count == -Int(EAGAIN) { return }
            guard count > 0 else {
                // The child is gone or going; what it said before can still be read.
                forgetOutgoing()
                return
            }
            if let passenger, sent >= passenger.position { self.passenger = nil }
            sent += count
        }
    }

    /// Takes what has arrived, without waiting. Returns whether there was anything.
    mutating func receive() -> Bool {
        let count = withUnsafeTemporaryAllocation(byteCount: Self.roomSize, alignment: 16) { room -> Int in
            guard let start = room.baseAddress else { return 0 }
            var passed: Int32 = -1
            let count = spl_receive(socket.number, start, room.count, &passed, spl_wait_not)
            if passed >= 0 {
                let passed = OwnedDescriptor(owning: passed)
                // A child that runs scripts has no descriptor worth having.
                if takesDescriptor { arrived = passed }
                takesDescriptor = false
            }
            if count > 0 { decoder.append(UnsafeRawBufferPointer(start: start, count: count)) }
            return count
        }
        if count == -Int(EAGAIN) { return false }
        if count <= 0 { isOpen = false }
        return count > 0
    }

    mutating func takeArrived() -> OwnedDescriptor? {
        defer { arrived = nil }
        return arrived
    }

    /// Tells the child that nothing more will come.
    func endSending() { spl_end_sending(socket.number) }

    mutating func close() {
        isOpen = false
        forgetOutgoing()
    }
}
