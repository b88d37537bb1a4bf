/// One feature, for people.
public struct FeatureLine: Sendable, Equatable {
    public let name: String
    public let isPresent: Bool
    /// What is known beyond yes and no; may be empty.
    public let detail: String
    /// What it means where it is absent.
    public let absence: String
}

extension KernelFeatures {
    public var lines: [FeatureLine] {
        [
            FeatureLine(
                name: "seccomp filters", isPresent: hasSeccompFilters, detail: "",
                absence: "no wall: system calls cannot be refused, and nothing runs but by the level language-only"),
            FeatureLine(
                name: "Landlock", isPresent: landlockVersion > 0,
                detail: landlockVersion > 0 ? "version \(landlockVersion)" : "",
                absence: "no wall: files have no second lock, and nothing runs but by the level language-only"),
            FeatureLine(
                name: "Landlock network rules", isPresent: landlockVersion >= 4, detail: "",
                absence: "TCP is held by the network namespace and by seccomp only"),
            FeatureLine(
                name: "Landlock scopes", isPresent: landlockVersion >= 6, detail: "",
                absence: "signals and abstract sockets between runs of one worker are held by seccomp only"),
            FeatureLine(
                name: "no_new_privs", isPresent: hasNoNewPrivileges, detail: "",
                absence: "no wall: neither Landlock nor seccomp can be used"),
        ] + Namespace.allCases.map { namespace in
            FeatureLine(
                name: "\(namespace.rawValue) namespace", isPresent: namespaces[namespace] ?? false, detail: "",
                absence: Self.absence(of: namespace))
        } + [
            FeatureLine(
                name: "empty root", isPresent: hasEmptyRoot, detail: "",
                absence: hasNamespacesAsRoot
                    ? "an unprivileged user gets only the level no-namespaces; root enters namespaces before it drops to one"
                    : "only the level no-namespaces can be had"),
            FeatureLine(
                name: "namespaces without a user namespace", isPresent: hasNamespacesAsRoot, detail: "for root only",
                absence: "nothing, where user namespaces can be had"),
            FeatureLine(
                name: "memory controller of control groups (version 2)", isPresent: hasMemoryControl, detail: "",
                absence: "memory is limited by address space alone"),
            line("store bypass control", speculation.storeBypass),
            line("indirect branch control", speculation.indirectBranch),
        ]
    }

    private func line(_ name: String, _ state: Speculation.State) -> FeatureLine {
        let detail = switch state {
        case .notAffected: "the processor is not affected"
        case .off: "off already"
        case .switchable: "turned off in each worker"
        case .on: "on, and no process may turn it off"
        case .unknown(let reason): reason
        }
        let isPresent = switch state {
        case .notAffected, .off, .switchable: true
        case .on, .unknown: false
        }
        return FeatureLine(
            name: name, isPresent: isPresent, detail: detail,
            absence: "a script may read memory of its own process, and only that is promised, by guessed-ahead loads")
    }

    private static func absence(of namespace: Namespace) -> String {
        switch namespace {
        case .user: "an unprivileged user gets no namespace at all: only the level no-namespaces"
        case .pid: "the level full cannot be had: other processes could be named"
        case .ipc: "the level full cannot be had: shared memory of System V is held by seccomp only"
        case .uts: "the level full cannot be had: the host's name could be read"
        case .net: "the level full cannot be had: UDP is held by seccomp only"
        case .mount: "the level full cannot be had: there is no empty root"
        case .cgroup: "the path of the worker's control group could be read, were /proc in reach"
        case .time: "the time since the machine started can be read"
        }
    }
}
