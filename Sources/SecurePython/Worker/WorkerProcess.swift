internal import Glibc
internal import LinuxShims
internal import Policy
internal import Wire

/// A worker: starter, zygote and whatever the zygote forked. Ends with this object.
package final class WorkerProcess {
    let connection: ZygoteConnection
    package let enclosure: EnclosureLevel
    package let seed: UInt64?
    let starter: pid_t
    private let starterDescriptor: Descriptor
    private var isReaped = false

    /// For leaving after the control socket was closed, and after SIGKILL.
    private static let endPatience = Duration.seconds(3)

    /// From the start of the process until it says that it is ready.
    private let startPatience: Duration
    private var startDeadline: MonotonicInstant

    /// Starts the process and returns at once; `bringUp` waits for it.
    package init(
        _ location: WorkerLocation, user: UInt32, enclosure: EnclosureLevel, seed: UInt64? = nil, startPatience: Duration = .seconds(30)
    ) throws(SandboxError) {
        self.startPatience = startPatience
        self.enclosure = enclosure
        self.seed = seed
        startDeadline = .now.advanced(by: startPatience)
        guard user != 0, user != 65_534, user != UInt32.max else {
            throw SandboxError(
                .worker, "A worker never runs as user \(user): choose a reserved id that nothing else uses.")
        }
        let path = try location.resolved()
        do {
            let pair = try SocketPair()
            starter = try Self.spawn(path, 
                ["secure-python-worker", "--user", String(user), "--enclosure", enclosure.rawValue]
                + (seed.map { ["--seed", String($0)] } ?? []), control: pair.other.number)
            starterDescriptor = try Self.descriptor(of: starter)
            connection = ZygoteConnection(socket: pair.own)
        } catch {
            throw SandboxError(.worker, "The worker at \(path) cannot be started: \(error).")
        }
    }

    deinit { end() }

    private static func spawn(_ path: String, _ arguments: [String], control: Int32) throws(SystemError) -> pid_t {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return try checked(spl_spawn_worker(path, pointers, control))
    }

    private static func descriptor(of process: pid_t) throws(SystemError) -> Descriptor {
        let number = spl_process_descriptor(process)
        if number < 0 {
            _ = Glibc.kill(process, SIGKILL)
            var end = spl_end()
            _ = spl_wait(process, 1, &end)
        }
        return Descriptor(owning: try checked(number))
    }

    /// Hands over the policy and the run's channel, and waits until the zygote is ready and has forked the run's
    /// process. The policy is asked for once the worker has said which Python it holds.
    func bringUp(
        run: UInt32, channel: consuming Descriptor, _ preparation: Preparation = Preparation(), isAhead: Bool = false,
        cancellation: Cancellation?, policy: (String) throws(SandboxError) -> ScriptPolicy
    ) throws(SandboxError) -> BroughtUp {
        do {
            guard case .hello(let identity) = try nextFrame(cancellation) else {
                throw WorkerFault(reason: "the worker did not begin with its identity")
            }
            let own = WorkerIdentity()
            guard identity.isSameBuild(as: own) else {
                throw SandboxError(
                    .worker,
                    "The worker is of version \(identity.version), protocol \(identity.protocolRevision); "
                        + "this host is of version \(own.version), protocol \(own.protocolRevision). Install both from one build.")
            }
            let policy = try policy(identity.python)
            try connection.send(.start(host: own, policy: policy, preparation: preparation), until: startDeadline)
            try connection.send(.run(run, isAhead: isAhead), passing: channel.number, until: startDeadline)
            guard case .ready(let layers, let enclosure) = try nextFrame(cancellation) else {
                throw WorkerFault(reason: "the zygote did not say that it is ready")
            }
            try Self.check(layers, enclosure, against: policy)
            return BroughtUp(layers: layers, enclosure: enclosure, process: try processStarted(run, cancellation))
        } catch let fault as WorkerFault {
            kill()
            throw SandboxError(.worker, "The worker did not come up: \(fault.reason).")
        } catch let error as SandboxError {
            throw error
        } catch {
            throw SandboxError(.worker, "The worker did not come up: \(error).")
        }
    }

    /// Has a zygote that is ready fork another run's process.
    func fork(
        run: UInt32, channel: consuming Descriptor, after earlier: BroughtUp
    ) throws(SandboxError) -> BroughtUp {
        startDeadline = .now.advanced(by: startPatience)
        do {
            try connection.send(.run(run, isAhead: false), passing: channel.number, until: startDeadline)
            return BroughtUp(
                layers: earlier.layers, enclosure: earlier.enclosure, process: try processStarted(run, nil))
        } catch let error as SandboxError {
            throw error
        } catch {
            kill()
            throw SandboxError(.worker, "The worker did not start another run: \(error).")
        }
    }

    /// Asks for another child, which `started` will report.
    func requestFork(run: UInt32, channel: consuming Descriptor, isAhead: Bool) throws(WorkerFault) {
        try connection.send(.run(run, isAhead: isAhead), passing: channel.number, until: .now.advanced(by: startPatience))
    }

    /// Has the zygote wait for a process that a session copied itself into.
    func requestAdoption(run: UInt32, _ process: ScriptProcess) throws(WorkerFault) {
        try connection.send(.adopt(run), passing: process.descriptorNumber, until: .now.advanced(by: startPatience))
    }

    /// The process that came with the last frame.
    func takeScriptProcess() -> ScriptProcess? {
        connection.takeDescriptor().flatMap { ScriptProcess(sentDescriptor: $0, starter: starter) }
    }

    struct BroughtUp: Sendable {
        let layers: Set<Layer>
        let enclosure: EnclosureReport
        /// `nil` where the descriptor that came could not be verified; then only the whole worker can be killed.
        let process: ScriptProcess?
    }

    /// A layer that was asked for and does not stand refuses the run.
    private static func check(
        _ layers: Set<Layer>, _ enclosure: EnclosureReport, against policy: ScriptPolicy
    ) throws(SandboxError) {
        guard enclosure.level == policy.enclosure.level else {
            throw SandboxError(
                .layer, "The worker came up with the enclosure \(enclosure.level.rawValue) in place of "
                    + "\(policy.enclosure.level.rawValue).")
        }
        let expected = Set(Layer.allCases).subtracting(policy.absentLayers)
        guard layers.isSuperset(of: expected) else {
            let missing = expected.subtracting(layers).map(\.rawValue).sorted().joined(separator: ", ")
            throw SandboxError(.layer, "The worker came up without a layer that was asked for: \(missing).")
        }
    }

    private func processStarted(_ run: UInt32, _ cancellation: Cancellation?) throws -> ScriptProcess? {
        switch try nextFrame(cancellation) {
        case .started(run):
            guard let descriptor = connection.takeDescriptor() else { return nil }
            return ScriptProcess(sentDescriptor: descriptor, starter: starter)
        case .refused(run, let error):
            throw WorkerFault(reason: "the zygote cannot fork: \(text(of: error))")
        default:
            throw WorkerFault(reason: "the zygote did not start the run that it was given")
        }
    }

    /// The zygote's next frame.
    private func nextFrame(_ cancellation: Cancellation?) throws -> ZygoteToHost {
        while true {
            if let frame = try connection.next() {
                if case .failed(let part, let reason) = frame {
                    throw SandboxError(.layer, "The worker could not put up \(part): \(reason).")
                }
                return frame
            }
            var set = PollSet()
            let control = set.add(connection.descriptor, reading: true)
            let cancelled = cancellation.map { set.add($0.descriptor, reading: true) }
            try set.wait(until: startDeadline)
            if set.isReady(cancelled) { throw SandboxError(.cancelled, "Cancelled before the script had begun.") }
            if set.isReady(control) {
                guard try connection.receive() else {
                    throw WorkerFault(reason: "it ended before it was ready" + howItEnded())
                }
            } else if startDeadline < .now {
                throw WorkerFault(reason: "it was not ready within \(startPatience)")
            }
        }
    }

    private func howItEnded() -> String {
        guard let status = reap(until: .now.advanced(by: Self.endPatience)) else { return "" }
        let signal = status & 0x7f
        return signal == 0 ? ", with status \((status >> 8) & 0xff)" : ", by signal \(signal)"
    }

    /// Ends all processes of the worker. The starter's death takes the zygote with it, and that the child.
    func kill() {
        guard !isReaped else { return }
        _ = spl_kill(starterDescriptor.number)
    }

    /// Closes the control socket, on which the zygote ends its children and itself, and waits for the starter;
    /// kills it where that takes too long. Safe to call again.
    package func end() {
        guard !isReaped else { return }
        connection.close()
        if reap(until: .now.advanced(by: Self.endPatience)) != nil { return }
        kill()
        _ = reap(until: .now.advanced(by: Self.endPatience))
    }

    private func reap(until deadline: MonotonicInstant) -> Int32? {
        var set = PollSet()
        let ended = set.add(starterDescriptor.number, reading: true)
        guard (try? set.wait(until: deadline)) != nil, set.isReady(ended) else { return nil }
        var end = spl_end()
        guard spl_wait(starter, 0, &end) == starter else { return nil }
        isReaped = true
        return end.status
    }
}

extension WorkerProcess: ChildKeeper {
    var newsDescriptor: Int32 { connection.descriptor }

    func takeNews(of run: UInt32) throws(WorkerFault) -> ChildNews {
        let isOpen = try connection.receive()
        var news = ChildNews.none
        while let frame = try connection.next() {
            guard case .ended(run, let end) = frame, case .none = news else {
                throw WorkerFault(reason: "the zygote sent a frame that does not belong to the run")
            }
            news = .ended(end)
        }
        if case .none = news, !isOpen { return .lost }
        return news
    }

    func killWorker() { kill() }
}
