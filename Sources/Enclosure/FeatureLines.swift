import Glibc

/// One feature, for people.
package struct FeatureLine: Sendable, Equatable {
    package let name: String
    package let isPresent: Bool
    /// What is known beyond yes and no; may be empty.
    package let detail: String
    /// What it means where it is absent; empty where that is said of another feature already.
    package let absence: String
}

extension KernelFeatures {
    package var lines: [FeatureLine] {
        locks + Namespace.allCases.map(line) + [emptyRoot] + rootLines + [
            FeatureLine(
                name: "memory controller of control groups", isPresent: hasMemoryControl, detail: "",
                absence: "memory is limited by each process's address space alone"),
            line("speculative store bypass control", speculation.storeBypass),
            line("indirect branch control", speculation.indirectBranch),
        ]
    }

    private var locks: [FeatureLine] {
        let noWall = "no wall: a worker runs only at the level language-only"
        return [
            FeatureLine(
                name: "no_new_privs", isPresent: hasNoNewPrivileges, detail: "",
                absence: noWall + ", since neither Landlock nor seccomp can be used without it"),
            FeatureLine(
                name: "seccomp filters", isPresent: hasSeccompFilters, detail: "",
                absence: noWall + ", since no system call can be refused"),
            FeatureLine(
                name: "Landlock", isPresent: landlockVersion > 0,
                detail: landlockVersion > 0 ? "version \(landlockVersion)" : "",
                absence: noWall + "; the kernel needs CONFIG_SECURITY_LANDLOCK and landlock in its list of LSMs"),
            FeatureLine(
                name: "Landlock refuses TCP", isPresent: landlockVersion >= 4, detail: "",
                absence: "TCP is held by seccomp and the network namespace"),
            FeatureLine(
                name: "Landlock refuses signals", isPresent: landlockVersion >= 6, detail: "",
                absence: "signals and abstract sockets among the runs of one worker are held by seccomp alone"),
        ]
    }

    private func line(_ namespace: Namespace) -> FeatureLine {
        let trial = namespaces[namespace] ?? .failed(errno: EINVAL)
        let isForWantOfUser = namespace != .user && leavingRoot == nil && namespaces[.user]?.worked == false
        return FeatureLine(
            name: "\(namespace.rawValue) namespace", isPresent: trial.worked,
            detail: isForWantOfUser ? "for want of a user namespace" : namespace == .user ? reason(trial) : trial.reason,
            absence: isForWantOfUser ? "" : absence(of: namespace))
    }

    /// Why an attempt by an unprivileged user failed, with the settings that may be behind it.
    private func reason(_ trial: Trial) -> String {
        trial.worked ? "" : ([trial.reason] + forbiddingSettings).joined(separator: "; ")
    }

    private func absence(of namespace: Namespace) -> String {
        switch namespace {
        case .user: "an unprivileged user gets no namespaces, and so only the level no-namespaces"
        case .pid: "no level full: other processes could be named"
        case .ipc: "no level full: shared memory of System V would be held by seccomp alone"
        case .uts: "no level full: the host's name could be read"
        case .net: "no level full: UDP would be held by seccomp alone"
        case .mount: "no level full: there is no empty root"
        case .cgroup: "a worker's control group could be told, were /proc in its reach"
        case .time: "a script can tell how long the machine has been running"
        }
    }

    private var emptyRoot: FeatureLine {
        FeatureLine(
            name: "empty root for unprivileged users", isPresent: enclosureAsUser.worked, detail: reason(enclosureAsUser),
            absence: "an unprivileged user gets only the level no-namespaces, and must ask for it by name")
    }

    private var rootLines: [FeatureLine] {
        guard let enclosureAsRoot, let leavingRoot else { return [] }
        return [
            FeatureLine(
                name: "empty root without user namespace", isPresent: enclosureAsRoot.worked, detail: enclosureAsRoot.reason,
                absence: "root too needs a user namespace for the level full"),
            FeatureLine(
                name: "leaving root for the user of workers", isPresent: leavingRoot.worked, detail: leavingRoot.reason,
                absence: "root starts no worker at all: in a container, map the user of workers, or start them as another user"),
        ]
    }

    private func line(_ name: String, _ state: Speculation.State) -> FeatureLine {
        let (isPresent, detail) = switch state {
        case .notAffected: (true, "the processor is not affected")
        case .off: (true, "off already")
        case .switchable: (true, "turned off in each worker")
        case .on: (false, "it is on, and no process may turn it off")
        case .unknown(let reason): (false, reason)
        }
        return FeatureLine(
            name: name, isPresent: isPresent, detail: detail,
            absence: "a script may read memory of its own process by what the processor guesses; that of others is no part of it")
    }
}
