internal import LinuxShims
internal import Synchronization

/// The host's end of a child's channel, until a run takes it. On its end a child ends.
final class ChildLine: Sendable {
    private let number: Mutex<Int32>

    init(_ descriptor: consuming Descriptor) { number = Mutex(descriptor.release()) }

    deinit {
        let number = number.withLock { $0 }
        if number >= 0 { spl_close(number) }
    }

    /// - Returns: `nil` where a run has it already.
    func take() -> Descriptor? {
        let number = number.withLock { number in
            defer { number = -1 }
            return number
        }
        return number < 0 ? nil : Descriptor(owning: number)
    }
}
