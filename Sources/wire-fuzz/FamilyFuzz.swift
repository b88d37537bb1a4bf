import CorpusRunner
import Policy
import SecurePython
import Synchronization
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
        let session: Session
        do throws(SandboxError) {
            session = try Session.branchable(
                blocking: sandbox, branches: 3, isInterruptible: random.chance(3, in: 4), startPatience: Self.startPatience)
        } catch {
            try check(error, workerSeed)
            return "no family"
        }
        // Two at a time, each at any of them.
        let all = Mutex((sessions: [session], copies: 0, failure: Failure?.none))
        let seeds = [random.next(), random.next()]
        onThreads(random.chance(1, in: 2) ? 1 : 2) { index in
            var random = Generator(seed: seeds[index])
            for _ in 0...steps where all.withLock({ $0.failure == nil }) {
                do throws(Failure) {
                    try step(all, workerSeed, &random)
                } catch {
                    all.withLock { $0.failure = error }
                }
            }
        }
        let (copies, failure) = all.withLock { ($0.copies, $0.failure) }
        if let failure { throw failure }
        return "family with \(copies > 2 ? "more" : String(copies)) copies"
    }

    private typealias Family = (sessions: [Session], copies: Int, failure: Failure?)

    private func step(_ all: borrowing Mutex<Family>, _ workerSeed: UInt32, _ random: inout Generator) throws(Failure) {
        let chosen = random.next()
        guard let session = all.withLock({ $0.sessions.isEmpty ? nil : $0.sessions[Int(chosen % UInt64($0.sessions.count))] }) else { return }
        do throws(SandboxError) {
            switch random.below(12) {
            case 0...5:
                let copy = try session.branchBlocking(cancellation: Self.cancellation(&random))
                all.withLock {
                    $0.sessions.append(copy)
                    $0.copies += 1
                }
            case 6...9: try run(session, &random)
            case 10: try session.resetBlocking()
            default:
                all.withLock { $0.sessions.removeAll { $0 === session } }
                try session.closeBlocking()
            }
        } catch {
            try check(error, workerSeed)
            guard error.explanation.hasPrefix(Self.lostState) else { return }
            do throws(SandboxError) {
                try run(session, &random)
            } catch {
                try check(error, workerSeed)
            }
        }
    }

    /// Mostly none; some cancel before anything has happened.
    private static func cancellation(_ random: inout Generator) throws(SandboxError) -> Cancellation? {
        guard random.chance(1, in: 4) else { return nil }
        let cancellation = try Cancellation(), delay = Duration.microseconds(random.below(10_000))
        if random.chance(1, in: 4) { cancellation.cancel() } else {
            Task {
                try? await Task.sleep(for: delay)
                cancellation.cancel()
            }
        }
        return cancellation
    }

    private func run(_ session: Session, _ random: inout Generator) throws(SandboxError) {
        try session.runBlocking("pass", returnsValue: random.chance(1, in: 2))
    }

    private static let lostState = "The session has lost its state"

    private func check(_ error: SandboxError, _ workerSeed: UInt32) throws(Failure) {
        switch error.code {
        case .worker, .layer, .busy, .cancelled: return
        case .request where error.explanation.hasPrefix("The session was not copied: not now"): return
        case .request where error.explanation.hasPrefix(Self.lostState) || error.explanation == "The session is closed.": return
        case .system where error.explanation.hasPrefix("A run cannot have its process"): return
        default: throw Failure(description: "worker \(workerSeed): \(error)")
        }
    }
}
