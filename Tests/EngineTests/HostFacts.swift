import Foundation
import Synchronization

/// What this process has, as the kernel counts it.
enum HostFacts {
    /// The processes beneath this one whose command is the worker's, in order.
    static func workers() -> [Int32] {
        var found: [Int32] = []
        var open = children(of: getpid()).filter(isWorker)
        while let next = open.popLast() {
            found.append(next)
            open += children(of: next)
        }
        return found.sorted()
    }

    /// The starters among them, which this process has to wait for.
    static func starters() -> [Int32] { children(of: getpid()).filter(isWorker) }

    static func children(of process: Int32) -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        let lists = threads.compactMap { try? String(contentsOfFile: "/proc/\(process)/task/\($0)/children", encoding: .utf8) }
        return lists.flatMap { $0.split(separator: " ") }.compactMap { Int32($0) }
    }

    /// As in /proc: `T` for what is stopped. `nil` where there is no such process, or only what its parent has yet to wait for.
    static func state(of process: Int32) -> Character? {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8), let end = stat.lastIndex(of: ")"),
            let state = stat[stat.index(after: end)...].first(where: { $0 != " " }), state != "Z"
        else { return nil }
        return state
    }

    private static func isWorker(_ process: Int32) -> Bool {
        (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8))?.hasPrefix("secure-python-w") ?? false
    }

    static var descriptors: Int { ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).count }

    static var threads: Int { ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []).count }

    static var residentKibibytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }

    /// Waits until it holds, for what goes away by itself a moment later.
    static func comesTrue(within seconds: Double = 5, _ condition: () -> Bool) async -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while !condition() {
            if Date() > end { return false }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return true
    }
}

/// Counted by several tasks.
final class Count: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}
