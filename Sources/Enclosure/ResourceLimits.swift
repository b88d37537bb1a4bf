import LinuxShims

/// What one child may use, enforced by the kernel. Finer limits are the host's.
package struct ChildLimits: Sendable, Equatable {
    /// What the zygote maps already, in bytes: see `Enclosure.addressSpaceSize`.
    package var addressSpaceInUse: UInt64
    /// How much more the child may map, in bytes; `nil`: no limit.
    package var memoryBudget: UInt64?
    /// Whole seconds of processor time, a backstop; a second later the process is killed. `nil`: no limit.
    package var cpuSeconds: UInt64?
    /// One more than the highest descriptor number that may be opened.
    package var descriptors: UInt64
    /// The largest size that a regular file may be written to; `nil`: no limit.
    package var fileBytes: UInt64?
    /// Processes and threads of this user in this user namespace, all siblings together; `nil`: as inherited.
    package var processes: UInt64?

    package init(
        addressSpaceInUse: UInt64, memoryBudget: UInt64?, cpuSeconds: UInt64?, descriptors: UInt64,
        fileBytes: UInt64?, processes: UInt64?
    ) {
        self.addressSpaceInUse = addressSpaceInUse
        self.memoryBudget = memoryBudget
        self.cpuSeconds = cpuSeconds
        self.descriptors = descriptors
        self.fileBytes = fileBytes
        self.processes = processes
    }
}

extension ChildLimits {
    /// Never raises a limit. The stack keeps the one that the starter set.
    package func apply() throws(EnclosureFailure) {
        if let memoryBudget {
            let (total, overflow) = addressSpaceInUse.addingReportingOverflow(memoryBudget)
            if overflow { throw EnclosureFailure(part: "limit AS", reason: "a budget of \(memoryBudget) bytes is none") }
            try lower(spl_limit_address_space, "AS", to: total)
        }
        if let cpuSeconds {
            let (hard, overflow) = cpuSeconds.addingReportingOverflow(1)
            if overflow || cpuSeconds == 0 {
                throw EnclosureFailure(part: "limit CPU", reason: "\(cpuSeconds) seconds are no limit; give 1 or more")
            }
            try lower(spl_limit_cpu, "CPU", to: cpuSeconds, hard: hard)
        }
        try lower(spl_limit_core, "CORE", to: 0)
        // Regular files only: the child writes to sockets.
        if let fileBytes { try lower(spl_limit_file_size, "FSIZE", to: fileBytes) }
        try lower(spl_limit_locked_memory, "MEMLOCK", to: 0)
        try lower(spl_limit_message_queues, "MSGQUEUE", to: 0)
        if let processes { try lower(spl_limit_processes, "NPROC", to: processes) }
        try lower(spl_limit_descriptors, "NOFILE", to: descriptors)
    }

    private func lower(
        _ limit: spl_limit, _ name: String, to soft: UInt64, hard: UInt64? = nil
    ) throws(EnclosureFailure) {
        try require(spl_lower_limit(limit, soft, hard ?? soft), "limit " + name)
    }
}
