import Enclosure
import Policy
import PythonRuntime

/// How every child of this zygote is locked before it is given a script.
struct ChildLock {
    private let order: EnclosureOrder
    private let limits: ChildLimits
    private let threads: Int
    private let branches: Int

    /// `addressSpaceInUse`: what the zygote maps, in bytes.
    init(_ policy: ScriptPolicy, addressSpaceInUse: UInt64, hasUserNamespace: Bool) {
        order = policy.enclosure
        threads = policy.budget.threads
        branches = policy.budget.branches
        // With the kernel layer off, files are for the other layers to refuse, which is what is then tried.
        let reachesFiles = policy.enclosure.level == .languageOnly
        let ownMemory = UInt64(MemoryGuard.marginBytes + ThreadStacks.bytes(forThreads: threads))
        limits = ChildLimits(
            addressSpaceInUse: addressSpaceInUse,
            memoryBudget: policy.budget.memoryBytes.map { $0.addingReportingOverflow(ownMemory) }
                .map { $0.overflow ? .max : $0.partialValue },
            // Twice as much: for this limit the kernel counts by ticks, which on a busy virtual machine run ahead of the
            // time that is really used. The host, which counts that, is not to be forestalled.
            cpuSeconds: policy.budget.processorSeconds.map { $0.multipliedReportingOverflow(by: 2) }
                .map { $0.overflow ? .max - 1 : $0.partialValue },
            descriptors: UInt64(WorkerArguments.control + 1)
                + UInt64(clamping: max(policy.budget.hostDescriptors, reachesFiles ? 1_024 : 0))
                // The gate, until the host has it, and the channel of a copy, until the copy has.
                + (policy.budget.branches > 0 ? 1 : 0),
            fileBytes: reachesFiles ? nil : 0,
            processes: Self.processes(threads: threads, branches: policy.budget.branches, besideOneAnother: policy.budget.processes, hasUserNamespace: hasUserNamespace))
    }

    /// Against threads that native code starts past the count of Python's. In a user namespace of its own only the
    /// worker's processes count: starter, zygote and children. Elsewhere all of the user's do. Some more, since a thread
    /// that Python counts no more, or a copy that was closed, may take a moment to go.
    private static func processes(threads: Int, branches: Int, besideOneAnother children: Int, hasUserNamespace: Bool) -> UInt64 {
        let mostOfAUser = 8_192, lingering = threads == 0 && branches == 0 ? 0 : 32
        let children = min(max(1, children), mostOfAUser) + min(branches, mostOfAUser)
        let all = 2 + children * (1 + min(threads, mostOfAUser)) + lingering
        return UInt64(hasUserNamespace ? min(all, mostOfAUser) : mostOfAUser)
    }

    var trapsSystemCalls: Bool { order.trapsSystemCalls }

    func apply() throws(EnclosureFailure) {
        if limits.memoryBudget != nil {
            MemoryGuard.keepMargin()
            guard ThreadStacks.keep(forThreads: threads) else {
                throw EnclosureFailure(part: "stacks of threads", reason: "the system has no address space to keep for them")
            }
        }
        guard branches > 0 else { return try Enclosure.sealChild(order, limits: limits) }
        try Enclosure.sealChild(order, limits: limits) { ChannelConnection.giveGate($0) }
    }
}
