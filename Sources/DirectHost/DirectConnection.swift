internal import Glibc
public import Policy
public import VirtualSystem

/// Ties a script to the streams of the process that embeds it: no worker, no wall.
public final class DirectConnection: HostConnection {
    private let report: (Denial) -> Void

    public init(report: @escaping (Denial) -> Void = { _ in }) {
        self.report = report
    }

    public func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(stream == .standardOutput ? 1 : 2, rest.baseAddress, rest.count)
            guard written > 0 else { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    public func flush() {}
    public func readStandardInput(atMost count: Int) -> [UInt8] { [] }
    public func sourceModule(named name: ModuleName) -> SourceModule? { nil }
    public func record(_ denial: Denial) { report(denial) }
}

/// The whole of a regular file, `nil` where it cannot be read.
public func contentsOfFile(atPath path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        guard count > 0 else { return count == 0 ? bytes : nil }
        bytes += chunk[..<count]
    }
}
