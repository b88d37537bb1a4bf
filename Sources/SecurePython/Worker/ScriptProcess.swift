internal import Enclosure
internal import Glibc
internal import LinuxShims

/// The process of one run, held by a descriptor that cannot come to mean another process.
final class ScriptProcess: Sendable {
    private let descriptor: Descriptor
    /// Its id as the host sees it, which may come to mean another process once this one is gone.
    private let identifier: Int32

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
    var peakMemoryBytes: UInt64? {
        guard let status = Self.file("/proc/\(identifier)/status"), processorTime != nil,
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ UInt64($0) })
        else { return nil }
        return kibibytes.multipliedReportingOverflow(by: 1024).partialValue
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

    private static func process(of descriptor: borrowing Descriptor) -> Int32? {
        guard let info = file("/proc/self/fdinfo/\(descriptor.number)") else { return nil }
        for line in info.split(separator: "\n") where line.hasPrefix("Pid:") {
            return Int32(line.dropFirst(4).drop { $0 == "\t" || $0 == " " })
        }
        return nil
    }

    /// The fourth field of /proc/ID/stat; the second is a name that may hold anything but ends at the last `)`.
    private static func parent(of process: Int32) -> Int32? {
        guard process > 1, let stat = file("/proc/\(process)/stat"), let end = stat.lastIndex(of: ")") else {
            return nil
        }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    private static func file(_ path: String) -> String? {
        guard let descriptor = try? checked(spl_open_read(path)),
            let content = try? Descriptor(owning: descriptor).contents(upTo: 64 << 10)
        else { return nil }
        return String(decoding: content, as: UTF8.self)
    }
}
