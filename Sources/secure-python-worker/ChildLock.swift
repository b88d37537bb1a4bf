import Enclosure
import Policy
import PythonRuntime

/// How every child of this zygote is locked before it is given a script.
struct ChildLock {
    private let order: EnclosureOrder
    private let limits: ChildLimits
    private let threads: Int

    /// `addressSpaceInUse`: what the zygote maps, in bytes.
    init(_ policy: ScriptPolicy, addressSpaceInUse: UInt64) {
        order = policy.enclosure
        threads = policy.budget.threads
        // With the kernel layer off, files are for the other layers to refuse, which is what is then tried.
        let reachesFiles = policy.enclosure.level == .languageOnly
        let ownMemory = UInt64(MemoryGuard.reserveBytes + ThreadStacks.bytes(forThreads: threads))
        limits = ChildLimits(
            addressSpaceInUse: addressSpaceInUse,
            memoryBudget: policy.budget.memoryBytes.map { $0.addingReportingOverflow(ownMemory) }
                .map { $0.overflow ? .max : $0.partialValue },
            cpuSeconds: policy.budget.processorSeconds,
            descriptors: reachesFiles ? 1_024 : UInt64(WorkerArguments.control + 1),
            fileBytes: reachesFiles ? nil : 0,
            processes: 8_192)
    }

    var trapsSystemCalls: Bool { order.trapsSystemCalls }

    func apply() throws(EnclosureFailure) {
        if limits.memoryBudget != nil {
            guard MemoryGuard.keepReserve(), ThreadStacks.keep(forThreads: threads) else {
                throw EnclosureFailure(part: "memory reserve", reason: "the system has no address space to keep")
            }
        }
        try Enclosure.sealChild(order, limits: limits)
    }
}
