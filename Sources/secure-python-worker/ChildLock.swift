import Enclosure
import Policy

/// How every child of this zygote is locked before it is given a script.
struct ChildLock {
    private let order: EnclosureOrder
    private let limits: ChildLimits

    /// `addressSpaceInUse`: what the zygote maps, in bytes.
    init(_ policy: ScriptPolicy, addressSpaceInUse: UInt64) {
        order = policy.enclosure
        // With the kernel layer off, files are for the other layers to refuse, which is what is then tried.
        let reachesFiles = policy.enclosure.level == .languageOnly
        limits = ChildLimits(
            addressSpaceInUse: addressSpaceInUse,
            memoryBudget: policy.budget.memoryBytes,
            cpuSeconds: policy.budget.processorSeconds,
            descriptors: reachesFiles ? 1_024 : UInt64(WorkerArguments.control + 1),
            fileBytes: reachesFiles ? nil : 0,
            processes: 8_192)
    }

    var trapsSystemCalls: Bool { order.trapsSystemCalls }

    func apply() throws(EnclosureFailure) { try Enclosure.sealChild(order, limits: limits) }
}
