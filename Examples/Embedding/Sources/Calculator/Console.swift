import Glibc
import Policy
import VirtualSystem

/// Ties the script to this process's output; it gets no input and no modules of its own.
final class Console: HostConnection {
    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {
        _ = Glibc.write(stream == .standardOutput ? 1 : 2, bytes.baseAddress, bytes.count)
    }
    func flush() {}
    func readStandardInput(atMost count: Int) -> [UInt8] { [] }
    func sourceModule(named name: ModuleName) -> SourceModule? { nil }
    func record(_ denial: Denial) { print("denied: \(denial.operation)") }
}
