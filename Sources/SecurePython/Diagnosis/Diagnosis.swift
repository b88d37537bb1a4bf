internal import Enclosure
internal import Glibc
internal import ShippedPolicies

/// What this machine and this installation give to a sandbox, found by looking and trying.
package struct Diagnosis: Sendable {
    package let kernelRelease: String
    package let architecture: String
    /// Effective.
    package let user: UInt32
    package let features: [Feature]
    /// The strongest level for workers that root starts; `nil` where there is none, or where this process is not
    /// root and cannot know.
    package let levelForRoot: EnclosureLevel?
    /// The same for workers that an unprivileged user starts; `nil` where this process is root and cannot try as one.
    package let levelForUsers: EnclosureLevel?
    /// Whether workers that this process starts get a user namespace.
    package let hasUserNamespaces: Bool
    package let worker: Result<InstalledWorker, SandboxError>

    package struct Feature: Sendable {
        package let name: String
        package let isPresent: Bool
        /// What is known beyond yes and no; may be empty.
        package let detail: String
        /// What it means where it is absent.
        package let absence: String
    }

    /// Forks a few short-lived processes, which the caller's other threads would disturb, and starts a worker.
    package init(worker location: WorkerLocation = .besideExecutable, workerUser: UInt32 = Sandbox.defaultWorkerUser) {
        let kernel = KernelFeatures.probe(user: workerUser)
        kernelRelease = kernel.release
        architecture = kernel.architecture
        user = geteuid()
        features = kernel.lines.map {
            Feature(name: $0.name, isPresent: $0.isPresent, detail: $0.detail, absence: $0.absence)
        }
        levelForRoot = kernel.levelForRoot
        levelForUsers = kernel.levelForUsers
        hasUserNamespaces = kernel.enclosureAsUser.worked
        worker = InstalledWorker.found(location, workerUser: workerUser)
    }

    package var isRoot: Bool { user == 0 }

    /// The strongest level for workers that this process starts; `nil` where none can be had.
    package var level: EnclosureLevel? { isRoot ? levelForRoot : levelForUsers }
}

/// The policies that were compiled in.
package enum InstalledPolicies {
    package static var whitelists: [String] { ShippedPolicies.whitelistNames }

    /// How many audit events pass on a version of Python such as `3.11`; `nil` where it has no table.
    package static func auditEventCount(python: String) -> Int? {
        ShippedPolicies.auditEvents(forPython: python)?.count
    }

    package static var systemCallFilters: [String] { ShippedPolicies.systemCallFilterNames }

    /// A system call filter as text.
    package static func readableFilter(_ name: String) -> String? { ShippedPolicies.readableFilter(name) }
}
