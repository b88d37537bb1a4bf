import Enclosure
import Glibc
import InterpreterLockdown
import LinuxShims
import Policy
import PythonRuntime
import Wire

/// Holds a ready interpreter that never runs script code, and forks a child of it for each run.
struct Zygote {
    private var control: ControlConnection
    private let level: EnclosureLevel
    private let hasUserNamespace: Bool
    private let seed: UInt64?
    private var children: [RunningChild] = []

    private struct RunningChild {
        let run: UInt32
        /// 0 for a copy that a session made, which is known by its descriptor.
        let process: Int32
        let descriptor: Int32
    }

    init(control: ControlConnection, level: EnclosureLevel, hasUserNamespace: Bool, seed: UInt64?) {
        self.control = control
        self.level = level
        self.hasUserNamespace = hasUserNamespace
        self.seed = seed
    }

    mutating func run() -> Never {
        let identity = WorkerIdentity(python: Interpreter.minorVersion)
        control.send(.hello(identity))
        let (policy, preparation) = receiveStart(identity)

        let extensions = ExtensionMapping(policy, isKept: preparation.isKept)
        let interpreter: SecuredInterpreter
        do {
            interpreter = try SecuredInterpreter(policy: policy)
        } catch {
            fail(part: error.part, reason: error.reason)
        }
        interpreter.preload(preparation.preload)
        extensions.finish()
        if policy.servesSessions { interpreter.prepareForSessions() }
        if preparation.isKept { Rehearsal.perform(interpreter, policy) }
        interpreter.prepareForFork(isThorough: preparation.isKept)
        // Free pieces of the heap are put together now, and not by each child, which would write to all of them.
        if preparation.isKept {
            spl_tidy_heap()
            _ = spl_keep_code_in_huge_pages()
        }

        Recursion.letFirstThreadRecurse(memoryBytes: policy.budget.memoryBytes)
        let lock: ChildLock
        let report: EnclosureReport
        do {
            lock = ChildLock(
                policy, addressSpaceInUse: try Enclosure.addressSpaceSize(), hasUserNamespace: hasUserNamespace)
            report = try Enclosure.sealZygote(policy.enclosure, hasUserNamespace: hasUserNamespace)
        } catch {
            fail(part: error.part, reason: error.reason)
        }
        var layers = Set(Layer.allCases).subtracting(policy.absentLayers)
        if report.level == .languageOnly { layers.remove(.kernel) }
        control.send(.ready(layers: layers, enclosure: report))
        serve(Child.Making(interpreter: interpreter, lock: lock, policy: policy, isKept: preparation.isKept))
    }

    private func fail(part: String, reason: String) -> Never {
        control.send(.failed(part: part, reason: reason))
        _exit(125)
    }

    private mutating func receiveStart(_ identity: WorkerIdentity) -> (ScriptPolicy, Preparation) {
        do {
            guard let frame = try control.receive() else { _exit(0) }
            guard case .start(let host, let policy, let preparation) = frame else {
                fail(part: "zygote", reason: "the first frame was not the start frame")
            }
            guard host.isSameBuild(as: identity) else {
                fail(part: "zygote", reason: "host \(host.version) is not of the same build as this worker")
            }
            guard policy.enclosure.level == level else {
                fail(part: "zygote", reason: "the policy asks for an enclosure that the worker was not started with")
            }
            guard policy.repeatability.seed == seed else {
                fail(part: "zygote", reason: "the policy asks for a seed that the worker was not started with")
            }
            return (policy, preparation)
        } catch {
            fail(part: "zygote", reason: error.description)
        }
    }

    private mutating func serve(_ making: Child.Making) -> Never {
        while true {
            var entries = [spl_poll(descriptor: control.socket, wanted: Int16(POLLIN), seen: 0)]
            entries += children.map { spl_poll(descriptor: $0.descriptor, wanted: Int16(POLLIN), seen: 0) }
            guard spl_wait_ready(&entries, entries.count, control.hasPendingBytes ? 0 : -1) >= 0 else { end() }

            for (child, entry) in zip(children, entries.dropFirst()) where entry.seen != 0 { reap(child) }
            guard entries[0].seen != 0 || control.hasPendingBytes else { continue }
            do {
                switch try control.receive() {
                case .run(let run, let isAhead): start(run, making, isAhead: isAhead)
                case .adopt(let run):
                    guard let descriptor = control.takeDescriptor() else { end() }
                    children.append(RunningChild(run: run, process: 0, descriptor: descriptor))
                case .start, nil: end()
                }
            } catch {
                end()
            }
        }
    }

    private mutating func start(_ run: UInt32, _ making: Child.Making, isAhead: Bool) {
        guard let channel = control.takeDescriptor() else { end() }
        defer { spl_close(channel) }
        let zygote = getpid()
        let process = spl_fork()
        if process == 0 {
            Child.run(making, channel: channel, zygote: zygote, isAhead: isAhead)
        }
        guard process > 0 else {
            control.send(.refused(run: run, error: -process))
            return
        }
        let descriptor = spl_process_descriptor(process)
        guard descriptor >= 0 else {
            kill(process, SIGKILL)
            var end = spl_end()
            _ = spl_wait(process, 1, &end)
            control.send(.refused(run: run, error: -descriptor))
            return
        }
        children.append(RunningChild(run: run, process: process, descriptor: descriptor))
        control.send(.started(run: run), passing: descriptor)
    }

    private mutating func reap(_ child: RunningChild) {
        var end = spl_end()
        guard Self.wait(child, isBlocking: false, &end) else { return }
        spl_close(child.descriptor)
        children.removeAll { $0.descriptor == child.descriptor }
        control.send(
            .ended(
                run: child.run,
                end: ChildEnd(
                    status: end.status,
                    userMicroseconds: UInt64(clamping: end.user_microseconds),
                    systemMicroseconds: UInt64(clamping: end.system_microseconds),
                    peakKibibytes: UInt64(clamping: end.peak_kibibytes))))
    }

    /// Whether the child has ended.
    private static func wait(_ child: RunningChild, isBlocking: Bool, _ end: inout spl_end) -> Bool {
        child.process == 0
            ? spl_wait_descriptor(child.descriptor, isBlocking ? 1 : 0, &end) != 0
            : spl_wait(child.process, isBlocking ? 1 : 0, &end) == child.process
    }

    /// The host has gone or speaks nonsense: nothing that it started may stay.
    private func end() -> Never {
        for child in children { _ = spl_kill(child.descriptor) }
        for child in children {
            var end = spl_end()
            _ = Self.wait(child, isBlocking: true, &end)
        }
        _exit(0)
    }
}
