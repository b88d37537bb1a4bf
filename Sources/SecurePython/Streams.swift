/// Where a script's `sys.stdin` comes from. The host reads from it only when the script asks.
public enum ScriptInput: Sendable {
    /// No stdin is granted: `input` is absent and `sys.stdin` empty.
    case none
    case bytes([UInt8])
    /// A descriptor that the caller keeps open for the time of the run.
    case descriptor(Int32)
    /// As `descriptor`, but read no further than to the end of a line, so that what follows is left to its owner.
    case lines(Int32)
}

/// Where one of a script's output streams goes. Bytes pass verbatim.
public enum OutputDestination: Sendable {
    case discard
    /// Kept for `Completion`, up to so many bytes; what is over is dropped, but counts for the output limit.
    case collect(limit: Int)
    /// A descriptor that the caller keeps open for the time of the run. Ordinary pipes, files, terminals and
    /// sockets; where nobody reads it any more, the run is stopped.
    case descriptor(Int32)
    /// Called in the thread of the run, in order. While it works no limit is watched, but for the kernel's own:
    /// hand over to another thread what takes long.
    case handler(@Sendable ([UInt8]) -> Void)
    /// Read by a task while the run goes on. Both streams may go to the same sequence, which then has them in order; where they
    /// go to two, both must be read.
    case sequence(ScriptOutput)

    /// Kept as far as the default output limit lets a script write.
    public static let collect = OutputDestination.collect(limit: 64 << 20)

    /// Nothing more will come.
    func finish() {
        if case .sequence(let output) = self { output.finish() }
    }
}
