import Glibc
import LinuxShims
public import Policy

/// What the running kernel, with its settings and the container around, gives to an enclosure. Found by trying.
public struct KernelFeatures: Sendable, Equatable {
    public let release: String
    /// 0 where there is none.
    public let landlockVersion: Int
    public let hasSeccompFilters: Bool
    public let hasNoNewPrivileges: Bool
    /// By name; each tried inside a user namespace.
    public let namespaces: [Namespace: Bool]
    /// All namespaces of a worker with its empty root, as an unprivileged user.
    public let hasEmptyRoot: Bool
    /// The same without a user namespace; only ever true for root.
    public let hasNamespacesAsRoot: Bool
    /// A folder of version 2 control groups where this process can limit memory.
    public let hasMemoryControl: Bool
    public let speculation: Speculation

    public enum Namespace: String, Sendable, CaseIterable {
        case user, pid, ipc, uts, net, mount, cgroup, time

        var flag: Int32 {
            switch self {
            case .user: 0x1000_0000
            case .pid: 0x2000_0000
            case .ipc: 0x0800_0000
            case .uts: 0x0400_0000
            case .net: 0x4000_0000
            case .mount: 0x0002_0000
            case .cgroup: 0x0200_0000
            case .time: 0x0000_0080
            }
        }
    }

    /// Forks a few short-lived children. `user`: the unprivileged identity that root tries as.
    public static func probe(user: UInt32 = 64997) -> KernelFeatures {
        let userFlag = spl_user_namespace()
        let all = spl_namespaces_of_worker()
        return KernelFeatures(
            release: textFilled(capacity: 128) { _ = spl_kernel_release($0, 128) },
            landlockVersion: max(0, Int(spl_landlock_abi())),
            hasSeccompFilters: spl_seccomp_available() == 0,
            hasNoNewPrivileges: spl_has_no_new_privileges() == 1,
            namespaces: .init(
                uniqueKeysWithValues: Namespace.allCases.map {
                    ($0, spl_try_namespaces(userFlag | $0.flag, user, 0) == 0)
                }),
            hasEmptyRoot: spl_try_namespaces(userFlag | all, user, 1) == 0,
            hasNamespacesAsRoot: geteuid() == 0 && spl_try_namespaces(all, 0, 1) == 0,
            hasMemoryControl: MemoryControl.isWritable(),
            speculation: .current())
    }

    /// The strongest level that can be had.
    public var strongestLevel: EnclosureLevel {
        guard landlockVersion > 0, hasSeccompFilters, hasNoNewPrivileges else { return .languageOnly }
        return hasEmptyRoot || hasNamespacesAsRoot ? .full : .noNamespaces
    }
}
