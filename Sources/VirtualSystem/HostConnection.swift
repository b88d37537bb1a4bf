public import Policy

/// The worker's line to its host, as the interpreter sees it.
public protocol HostConnection: AnyObject {
    /// Hands over output of the script; may buffer, and keeps the order over both streams.
    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream)
    /// Sends all that was written so far.
    func flush()
    /// Blocks until the host answers; empty at the end of the input, and where the calling thread was interrupted.
    func readStandardInput(atMost count: Int) -> [UInt8]
    /// Asks the host for a module of the script's source root; `nil` where there is none.
    func sourceModule(named name: ModuleName) -> SourceModule?
    func record(_ denial: Denial)
}
