import CorpusRunner
import Glibc
import Policy
import PythonValues
import SecurePython
import Synchronization
import WireSamples

/// Whole runs on hostile workers, over real sockets: whatever they say, a run ends in time, with a verdict or an
/// error, and leaves neither a process nor a descriptor behind.
struct HostFuzz {
    let seed: UInt64
    let runs: Int
    let ownPath: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let wallTime = Duration.milliseconds(400)
    private static let hostTime = Duration.milliseconds(600)
    static let startPatience = Duration.seconds(2)
    /// What comes on top at worst: a kill that nobody reports, and an end that the starter sleeps through.
    private static let allowance = Duration.seconds(15)
    private static let atATime = 16

    /// What the workers may call; one never returns in time.
    static let functions = [
        HostFunction("echo", [.required("value")], budget: .init(concurrency: 2)) { $0["value"] },
        HostFunction("thing", [.optional("value", default: nil)]) { _ in .object(things.object(1)) },
        HostFunction("fails", [.optional("value", default: nil)]) { _ in throw Failure(description: "as it should") },
        HostFunction("sleeps", [.optional("value", default: nil)], budget: .init(time: .milliseconds(100))) { _ in
            try? await Task.sleep(for: .milliseconds(5))
            return .bytes([UInt8](repeating: 0, count: 100_000))
        },
        HostFunction("hangs", [.optional("value", default: nil)], budget: .init(concurrency: 2, time: .milliseconds(50))) { _ in
            // Deaf to the end of its task, but not for ever: the process counts its memory.
            await Task.detached { try? await Task.sleep(for: .milliseconds(700)) }.value
            return nil
        },
    ]

    static let things: HostClass<Int> = HostClass("Thing", attributes: [.init("value") { .int($0) }], methods: [
        .init("more", [.optional("value", default: nil)]) { number, arguments in .list([arguments["value"], .object(things.object(number + 1))]) }
    ])

    /// How often each verdict came.
    func run() throws -> [String: Int] {
        let next = Atomic(0)
        let results = Mutex((verdicts: [String: Int](), failure: Failure?.none))
        onThreads(Self.atATime) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < runs, results.withLock({ $0.failure == nil }) else { return }
                do throws(Failure) {
                    let verdict = try one(index)
                    results.withLock { $0.verdicts[verdict, default: 0] += 1 }
                } catch {
                    results.withLock { $0.failure = error }
                }
            }
        }
        let (verdicts, failure) = results.withLock { $0 }
        if let failure { throw failure }
        if verdicts["too many denials"] != nil { throw Failure(description: "too many denials are kept") }
        // Workers of families end in the background.
        for _ in 0..<1_500 where Self.hasChildren || Self.otherProcesses(ownPath) > 0 { usleep(10_000) }
        if Self.hasChildren { throw Failure(description: "a child process is left") }
        let others = Self.otherProcesses(ownPath)
        if others > 0 { throw Failure(description: "\(others) processes are left of workers") }
        return verdicts
    }

    private func one(_ index: Int) throws(Failure) -> String {
        var random = Generator(seed: seed &+ UInt64(index) &* 0x9e37_79b9_7f4a_7c15)
        // Never a user that a host refuses.
        let workerSeed = UInt32(1_000_000 + random.below(1 << 31))
        let outputBytes = Bound.kibibytes(random.choice([1, 64, 1_024]))
        let input = random.chance(1, in: 2) ? ScriptInput.bytes(random.bytes(random.below(5_000))) : .none
        let folders: FuzzFolders
        do {
            folders = try FuzzFolders()
        } catch {
            throw Failure(description: error.description)
        }
        var sandbox = Sandbox(
            whitelist: Whitelist(name: "fuzz"), auditEvents: .exactly([]),
            limits: RunLimits(
                wallTime: .atMost(Self.wallTime), outputBytes: outputBytes, hostCalls: 2_000, hostTime: .atMost(Self.hostTime)))
        if !random.chance(1, in: 4) { sandbox.hostModules = [HostModule("host", functions: Self.functions, classes: [Self.things.definition])] }
        let returnsValue = random.chance(1, in: 2)
        if !random.chance(1, in: 4) { sandbox.files = folders.granted }
        sandbox.fileLimits = FileLimits(writtenBytes: 1 << 20, createdFiles: 100, artefacts: 20, artefactBytes: 1 << 20)
        let clock = ContinuousClock()
        let start = clock.now
        let use = HostileWorker.use(seed: workerSeed)
        let statements = use == .run ? 1 : 1 + random.below(5)
        let verdict = switch use {
        case .run: try verdict(of: sandbox, input, workerSeed, returnsValue: returnsValue)
        case .session: try verdict(of: sandbox, input, workerSeed, statements: statements, &random)
        case .family: try verdict(ofFamily: sandbox, workerSeed, steps: statements, &random)
        }
        let time = clock.now - start
        guard folders.isOutsideUntouched else {
            throw Failure(description: "run \(index), worker \(workerSeed), left its folders")
        }
        // In a family two wait for each other, and a lost session is opened again by the step after.
        let steps = use == .family ? 4 * (statements + 1) : statements
        if time > (Self.startPatience + Self.wallTime + Self.hostTime + Self.allowance) * steps {
            throw Failure(description: "run \(index), worker \(workerSeed), took \(time) and ended as \(verdict)")
        }
        return verdict
    }

    private func verdict(of sandbox: Sandbox, _ input: ScriptInput, _ workerSeed: UInt32, returnsValue: Bool) throws(Failure) -> String {
        let completion: Completion
        do throws(SandboxError) {
            let worker = try WorkerProcess(
                .path(ownPath), user: workerSeed, enclosure: .full, startPatience: Self.startPatience)
            completion = try sandbox.runBlocking(
                ScriptRequest(origin: .command, source: Array("pass".utf8), returnsValue: returnsValue), input: input, standardOutput: .collect,
                standardError: .collect, cancellation: nil, on: worker)
        } catch {
            guard error.code == .worker || error.code == .layer else {
                throw Failure(description: "worker \(workerSeed): \(error)")
            }
            return "no run"
        }
        if completion.report.artefacts.count > 20 { throw Failure(description: "too many artefacts are kept") }
        return completion.report.denials.count <= 256 ? completion.report.verdict.name : "too many denials"
    }

    /// A session, some of whose statements are interrupted. The verdict is that of the last one.
    private func verdict(
        of sandbox: Sandbox, _ input: ScriptInput, _ workerSeed: UInt32, statements: Int, _ random: inout Generator
    ) throws(Failure) -> String {
        var sandbox = sandbox
        sandbox.worker = .path(ownPath)
        sandbox.workerUser = workerSeed
        var verdict = "no session"
        do throws(SandboxError) {
            let session = try Session(
                blocking: sandbox, arguments: [], input: input, isInterruptible: random.chance(3, in: 4),
                startPatience: Self.startPatience)
            for _ in 0..<statements {
                let isInterrupted = random.chance(1, in: 4)
                let completion = try session.runBlocking(
                    "pass", as: random.chance(1, in: 2) ? .script : .interactive, returnsValue: random.chance(1, in: 2),
                    standardOutput: .handler { _ in if isInterrupted { session.interrupt() } })
                verdict = "session " + completion.report.verdict.name
                if completion.report.denials.count > 256 { return "too many denials" }
                if random.chance(1, in: 10) { try session.resetBlocking() }
            }
            if random.chance(3, in: 4) { try session.closeBlocking() }
        } catch {
            guard error.code == .worker || error.code == .layer else {
                throw Failure(description: "worker \(workerSeed): \(error)")
            }
        }
        return verdict
    }

    /// This program is its own hostile worker.
    static func ownPath() throws(Failure) -> String {
        guard let path = realpath("/proc/self/exe", nil) else { throw Failure(description: "this program is not found") }
        defer { free(path) }
        return String(cString: path)
    }

    /// Has the runtime of tasks open what it keeps for the life of the process: its timers and what it waits with.
    static func warmUpTasks() {
        final class Count: Sendable { let value = Atomic(0) }
        let woken = Count()
        for _ in 0..<8 {
            Task {
                try? await Task.sleep(for: .milliseconds(20))
                woken.value.add(1, ordering: .relaxed)
            }
        }
        while woken.value.load(ordering: .relaxed) < 8 { usleep(1_000) }
    }

    /// Which nobody is about to wait for, or has.
    private static var hasChildren: Bool {
        var info = siginfo_t()
        return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
    }

    /// How many run this program besides this one.
    private static func otherProcesses(_ path: String) -> Int {
        guard let folder = opendir("/proc") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard let process = Int32(name), process != getpid(), let resolved = realpath("/proc/\(name)/exe", nil) else { continue }
            if String(cString: resolved) == path { count += 1 }
            free(resolved)
        }
        return count
    }

    static func threads() -> Int {
        guard let folder = opendir("/proc/self/task") else { return 0 }
        defer { closedir(folder) }
        var count = -2
        while readdir(folder) != nil { count += 1 }
        return count
    }

    static func openDescriptors() -> Int {
        (0..<1_024).count { fcntl(Int32($0), F_GETFD) >= 0 }
    }
}
