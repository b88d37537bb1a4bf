import Enclosure
import Glibc
import LinuxShims
import Wire

/// The first process of a worker: gives up what must be given up, forks the zygote once, waits for it.
///
/// It outlives the zygote so that the host, whose child it is, learns how the worker ended, and so that one
/// SIGKILL to it ends zygote and children, each by its parent's death.
enum Starter {
    static func run(arguments: WorkerArguments) -> Never {
        require(spl_default_signals(), "default signal actions")
        require(spl_close_from(WorkerArguments.control + 1), "closing descriptors")
        if arguments.seed != nil {
            require(
                spl_execute_without_randomisation(CommandLine.unsafeArgv),
                "a memory layout that is not random, as a seed needs")
        }
        let starter = spl_process_descriptor(getpid())
        require(starter, "a descriptor of itself")
        let hasUserNamespace = enclosed { () throws(EnclosureFailure) in
            try Enclosure.leaveRoot(for: arguments.user, level: arguments.enclosure)
        }
        require(spl_confine_self(), "no_new_privs and core limits")

        let zygote = spl_fork()
        if zygote == 0 {
            require(spl_die_with_process(starter), "parent-death signal")
            spl_close(starter)
            var life = Zygote(
                control: ControlConnection(socket: WorkerArguments.control), level: arguments.enclosure,
                hasUserNamespace: hasUserNamespace, seed: arguments.seed)
            life.run()
        }
        require(zygote, "forking the zygote")
        enclosed { () throws(EnclosureFailure) in try Enclosure.sealStarter(level: arguments.enclosure) }
        spl_close(WorkerArguments.control)
        spl_close(starter)

        var end = spl_end()
        guard spl_wait(zygote, 1, &end) == zygote else { _exit(125) }
        let signal = end.status & 0x7f
        _exit(signal == 0 ? (end.status >> 8) & 0xff : 128 + signal)
    }

    /// A step of the enclosure; where it fails, the host is told which, and this process ends.
    static func enclosed<Result>(_ step: () throws(EnclosureFailure) -> Result) -> Result {
        do {
            return try step()
        } catch {
            ControlConnection(socket: WorkerArguments.control).send(.failed(part: error.part, reason: error.reason))
            _exit(125)
        }
    }

    /// Tells the host which step failed, and ends: a worker that is not confined runs nothing.
    static func require(_ result: Int32, _ step: String) {
        guard result < 0 else { return }
        ControlConnection(socket: WorkerArguments.control)
            .send(.failed(part: "worker start: " + step, reason: errorText(-result)))
        _exit(125)
    }

    static func errorText(_ number: Int32) -> String {
        var text = [CChar](repeating: 0, count: 128)
        spl_error_text(number, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
