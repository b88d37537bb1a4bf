/// What the kernel can give a process of its own.
package enum Namespace: String, Sendable, CaseIterable {
    case user, pid, ipc, uts, net, mount, cgroup, time

    /// CLONE_NEW*, the same on every architecture. Swift cannot see them: they need _GNU_SOURCE.
    package var flag: Int32 {
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

    /// Without these there is no level full.
    package static let ofWorker: [Namespace] = [.pid, .ipc, .uts, .net, .mount]

    package static func flags(_ namespaces: [Namespace]) -> Int32 { namespaces.reduce(0) { $0 | $1.flag } }
}
