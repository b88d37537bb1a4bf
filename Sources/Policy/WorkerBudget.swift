/// The bounds of a run that its own process keeps. The host watches over the others.
public struct WorkerBudget: Sendable, Equatable {
    /// Bytes of memory beyond what the ready interpreter takes; `nil`: no limit.
    public var memoryBytes: UInt64?
    /// Whole seconds of processor time after which the kernel ends the process, should the host not have done so;
    /// `nil`: no limit.
    public var processorSeconds: UInt64?
    /// Threads that a script may have at a time, its first not counted. None: the filter refuses to make any.
    public var threads: Int
    /// Files of the host that a script may have open for reading at a time. None without a mount: then no descriptor
    /// can come to the process.
    public var hostDescriptors: Int
    /// Processes of scripts that the worker may have at a time. The kernel counts them together.
    public var processes: Int
    /// Copies of a session's process that the worker may have at a time, beside those. None: its filter allows none.
    public var branches: Int

    public init(
        memoryBytes: UInt64?, processorSeconds: UInt64?, threads: Int, hostDescriptors: Int = 0, processes: Int = 1, branches: Int = 0
    ) {
        self.memoryBytes = memoryBytes
        self.processorSeconds = processorSeconds
        self.threads = threads
        self.hostDescriptors = hostDescriptors
        self.processes = processes
        self.branches = branches
    }

    public static let unlimited = WorkerBudget(memoryBytes: nil, processorSeconds: nil, threads: Int(UInt32.max))
}
