import Policy
import SecurePython
import WireSamples

extension HostFuzz {
    /// A session that can be copied, its copies and theirs, on a worker that lies about all of them. The verdict says how
    /// many copies there were.
    func verdict(
        ofFamily sandbox: Sandbox, _ workerSeed: UInt32, steps: Int, _ random: inout Generator
    ) throws(Failure) -> String {
        var sandbox = sandbox
        sandbox.worker = .path(ownPath)
        sandbox.workerUser = workerSeed
        sandbox.files = random.chance(1, in: 2) ? [] : [.scratch(bytes: 1 << 20), .memory(path: "/m", content: [7])]
        var sessions: [Session] = []
        do throws(SandboxError) {
            sessions.append(try Session.branchable(
                blocking: sandbox, branches: 3, isInterruptible: random.chance(3, in: 4), startPatience: Self.startPatience))
        } catch {
            try check(error, workerSeed)
            return "no family"
        }
        var copies = 0
        var hasLostState = false
        for _ in 0..<2 * steps where !sessions.isEmpty {
            let index = random.below(sessions.count)
            do throws(SandboxError) {
                switch hasLostState ? 6 : random.below(12) {
                case 0...5:
                    sessions.append(try sessions[index].branchBlocking())
                    copies += 1
                case 6...9:
                    hasLostState = false
                    let completion = try sessions[index].runBlocking("pass", returnsValue: random.chance(1, in: 2))
                    if completion.report.denials.count > 256 { return "too many denials" }
                case 10: try sessions[index].resetBlocking()
                default: try sessions.remove(at: index).closeBlocking()
                }
            } catch {
                try check(error, workerSeed)
                hasLostState = error.explanation.hasPrefix(Self.lostState)
            }
        }
        return "family with \(copies > 2 ? "more" : String(copies)) copies"
    }

    private static let lostState = "The session has lost its state"

    private func check(_ error: SandboxError, _ workerSeed: UInt32) throws(Failure) {
        switch error.code {
        case .worker, .layer, .busy: return
        case .request where error.explanation.hasPrefix("The session was not copied: not now"): return
        case .request where error.explanation.hasPrefix(Self.lostState): return
        case .system where error.explanation.hasPrefix("A run cannot have its process"): return
        default: throw Failure(description: "worker \(workerSeed): \(error)")
        }
    }
}
