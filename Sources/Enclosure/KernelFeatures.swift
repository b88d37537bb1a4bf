import Glibc
import LinuxShims
package import Policy

/// What the running kernel, with its settings and the container around, gives to an enclosure. Found by trying.
package struct KernelFeatures: Sendable, Equatable {
    package let release: String
    /// Such as `x86_64`.
    package let architecture: String
    /// 0 where there is none.
    package let landlockVersion: Int
    package let hasSeccompFilters: Bool
    package let hasNoNewPrivileges: Bool
    /// Each tried inside a user namespace; where there is none, without one, which takes root.
    package let namespaces: [Namespace: Trial]
    /// All namespaces of a worker with its empty root, as an unprivileged user.
    package let enclosureAsUser: Trial
    /// The same without a user namespace, as root; `nil` where this process is not root.
    package let enclosureAsRoot: Trial?
    /// Becoming the user of workers; `nil` where this process is not root.
    package let leavingRoot: Trial?
    /// Settings of the kernel that keep user namespaces from this process, such as `user.max_user_namespaces = 0`.
    package let forbiddingSettings: [String]
    /// A folder of version 2 control groups where this process can limit memory.
    package let hasMemoryControl: Bool
    package let speculation: Speculation

    /// What became of an attempt in a forked child.
    package enum Trial: Sendable, Equatable {
        case worked
        case failed(errno: Int32)

        package var worked: Bool { self == .worked }

        /// The kernel's words; empty where it worked.
        package var reason: String {
            switch self {
            case .worked: ""
            case .failed(let number): errorText(number)
            }
        }

        init(_ result: Int32) { self = result < 0 ? .failed(errno: -result) : .worked }
    }

    /// Forks a few short-lived children. `user`: the unprivileged identity that root tries as.
    package static func probe(user: UInt32) -> KernelFeatures {
        let isRoot = geteuid() == 0
        let all = Namespace.flags(Namespace.ofWorker)
        let leavingRoot = isRoot ? Trial(spl_try_namespaces(0, user, 0)) : nil
        // A root that cannot leave tries as itself.
        let tried = leavingRoot?.worked == false ? 0 : user
        return KernelFeatures(
            release: textFilled(capacity: 128) { _ = spl_kernel_release($0, 128) },
            architecture: textFilled(capacity: 128) { _ = spl_machine($0, 128) },
            landlockVersion: max(0, Int(spl_landlock_abi())),
            hasSeccompFilters: spl_seccomp_available() == 0,
            hasNoNewPrivileges: spl_has_no_new_privileges() == 1,
            namespaces: trials(as: tried, isRoot: isRoot),
            enclosureAsUser: Trial(spl_try_namespaces(Namespace.user.flag | all, tried, 1)),
            enclosureAsRoot: isRoot ? Trial(spl_try_namespaces(all, 0, 1)) : nil,
            leavingRoot: leavingRoot,
            forbiddingSettings: UserNamespaceSettings.forbidding(),
            hasMemoryControl: MemoryControl.isWritable(),
            speculation: .current())
    }

    private static func trials(as user: UInt32, isRoot: Bool) -> [Namespace: Trial] {
        let userTrial = Trial(spl_try_namespaces(Namespace.user.flag, user, 0))
        var trials: [Namespace: Trial] = [.user: userTrial]
        for namespace in Namespace.allCases where namespace != .user {
            trials[namespace] = Trial(
                userTrial.worked || !isRoot
                    ? spl_try_namespaces(Namespace.flags([.user, namespace]), user, 0)
                    : spl_try_namespaces(namespace.flag, 0, 0))
        }
        return trials
    }

    /// The strongest level for workers that an unprivileged user starts; `nil` where this process is root and cannot
    /// try as one.
    package var levelForUsers: EnclosureLevel? {
        if let leavingRoot, !leavingRoot.worked { return nil }
        guard hasLocks else { return .languageOnly }
        return enclosureAsUser.worked ? .full : .noNamespaces
    }

    /// The strongest level for workers that root starts; `nil` where none can be had, since no worker stays root, or
    /// where this process is not root and cannot know.
    package var levelForRoot: EnclosureLevel? {
        guard let leavingRoot, leavingRoot.worked else { return nil }
        guard hasLocks else { return .languageOnly }
        return enclosureAsUser.worked || enclosureAsRoot?.worked == true ? .full : .noNamespaces
    }

    private var hasLocks: Bool { landlockVersion > 0 && hasSeccompFilters && hasNoNewPrivileges }
}
