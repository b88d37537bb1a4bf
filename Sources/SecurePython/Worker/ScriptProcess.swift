internal import Enclosure
internal import Glibc
internal import LinuxShims

/// The process of one run, held by a descriptor that cannot come to mean another process.
final class ScriptProcess: Sendable {
    private let descriptor: Descriptor
    /// Its id as the host sees it, which may come to mean another process once this one is gone.
    let identifier: Int32
    var descriptorNumber: Int32 { descriptor.number }

    /// Takes a process descriptor that a zygote sent. Anyone can open one for any process, and a host that is
    /// root would kill whatever it is told to: `nil` unless the process is a child of a child of `starter`.
    init?(sentDescriptor number: Int32, starter: Int32) {
        let descriptor = Descriptor(owning: number)
        guard let process = Self.process(of: descriptor),
            let zygote = Self.parent(of: process), Self.parent(of: zygote) == starter
        else { return nil }
        self.descriptor = descriptor
        identifier = process
    }

    /// The processor time that it has used, to a few milliseconds; `nil` where it is gone or cannot be looked at.
    var processorTime: Duration? {
        let nanoseconds = spl_process_clock(identifier, descriptor.number)
        return nanoseconds < 0 ? nil : .nanoseconds(nanoseconds)
    }

    /// The largest resident set that it has had so far; `nil` where it is gone or cannot be looked at.
    var peakMemoryBytes: UInt64? { use?.peakMemoryBytes }

    struct Use {
        let processorTime: Duration
        let peakMemoryBytes: UInt64
    }

    /// What it has used so far; `nil` where it is gone or cannot be looked at.
    var use: Use? {
        guard let status = Self.file("/proc/\(identifier)/status"), let kibibytes = Self.number(after: "\nVmHWM:", in: status),
            // Later, so that what was read was of this process.
            let processorTime
        else { return nil }
        return Use(
            processorTime: processorTime, peakMemoryBytes: kibibytes.multipliedReportingOverflow(by: 1024).partialValue)
    }

    enum Signal {
        /// Raises KeyboardInterrupt in a session that is made for it.
        case interrupt
        /// Nothing of it runs from now on, until it is resumed.
        case stop
        case resume
    }

    /// Whether the signal was sent.
    func send(_ signal: Signal) -> Bool {
        let number = switch signal {
        case .interrupt: SIGINT
        case .stop: SIGSTOP
        case .resume: SIGCONT
        }
        return spl_signal(descriptor.number, number) == 0
    }

    /// Moves the process into a control group. Returns whether it is there.
    func enter(_ group: ControlGroup) -> Bool {
        // Nobody had waited for it by then, so that its id was its own.
        group.admit(identifier) && processorTime != nil
    }

    /// Whether the signal was sent, or the process has ended already.
    func kill() -> Bool {
        let result = spl_kill(descriptor.number)
        return result == 0 || result == -3
    }

    /// How many threads the process has, `nil` where that cannot be looked at.
    static func threadCount(of process: Int32) -> Int? {
        file("/proc/\(process)/status").flatMap { number(after: "\nThreads:", in: $0) }.flatMap { Int(exactly: $0) }
    }

    /// The processes that have it for a parent, but for some that end meanwhile; `nil` where that cannot be looked at.
    static func children(of process: Int32) -> Set<Int32>? {
        guard let number = try? checked(spl_open_read("/proc/\(process)/task/\(process)/children")) else { return nil }
        let descriptor = Descriptor(owning: number)
        var text: [UInt8] = []
        while true {
            var room = [UInt8](repeating: 0, count: 4_096)
            let count = spl_read(descriptor.number, &room, room.count)
            guard count >= 0 else { return nil }
            if count == 0 { break }
            text += room.prefix(count)
        }
        return Set(text.split(separator: 0x20).compactMap { Int32(String(decoding: $0, as: UTF8.self)) })
    }

    private static func process(of descriptor: borrowing Descriptor) -> Int32? {
        file("/proc/self/fdinfo/\(descriptor.number)").flatMap { number(after: "\nPid:", in: $0) }.flatMap { Int32(exactly: $0) }
    }

    /// The number that follows `label` and white space.
    private static func number(after label: StaticString, in text: [UInt8]) -> UInt64? {
        let label = UnsafeRawBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount)
        guard label.count < text.count,
            let place = (0..<text.count - label.count).first(where: { text[$0...].starts(with: label) })
        else { return nil }
        let digits = text[(place + label.count)...].drop { $0 == 0x20 || $0 == 0x09 }.prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : UInt64(String(decoding: digits, as: UTF8.self))
    }

    /// The fourth field of /proc/ID/stat; the second is a name that may hold anything but ends at the last `)`.
    private static func parent(of process: Int32) -> Int32? {
        guard process > 1, let stat = file("/proc/\(process)/stat"), let end = stat.lastIndex(of: 0x29) else { return nil }
        let fields = stat[(end + 1)...].split(separator: 0x20)
        return fields.count > 1 ? Int32(String(decoding: fields[1], as: UTF8.self)) : nil
    }

    /// A file of /proc that the kernel makes at one reading.
    private static func file(_ path: String) -> [UInt8]? {
        guard let number = try? checked(spl_open_read(path)) else { return nil }
        let descriptor = Descriptor(owning: number)
        let content = [UInt8](unsafeUninitializedCapacity: 4_096) { room, count in
            count = room.baseAddress.map { max(0, spl_read(descriptor.number, $0, room.count)) } ?? 0
        }
        return content.isEmpty ? nil : content
    }
}
