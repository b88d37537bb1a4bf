import Glibc
import InterpreterLockdown
import LinuxShims
import Policy
import VirtualSystem

/// One run: a fork of the zygote that keeps nothing but its channel, runs one script or a session, and ends.
enum Child {
    /// What a child is of its zygote's making.
    struct Making {
        let interpreter: SecuredInterpreter
        let lock: ChildLock
        let policy: ScriptPolicy
        /// Whether the host lets it go when it has its result.
        let isKept: Bool
    }

    /// `isAhead`: whether there is time until the run.
    static func run(_ making: Making, channel: Int32, zygote: Int32, isAhead: Bool) -> Never {
        let (interpreter, lock) = (making.interpreter, making.lock)
        // The channel takes the place of the control socket, which a script must never reach.
        guard spl_move_descriptor(channel, WorkerArguments.control) == WorkerArguments.control,
            spl_close_from(WorkerArguments.control + 1) == 0,
            spl_die_with_parent(zygote) == 0,
            !lock.trapsSystemCalls || spl_report_forbidden_calls(WorkerArguments.control) == 0
        else { _exit(125) }
        do {
            try lock.apply()
        } catch {
            // Without its ready frame the host runs nothing here.
            _exit(125)
        }

        interpreter.resumeInChild(isAhead: isAhead)
        let connection = ChannelConnection(socket: WorkerArguments.control, policy: making.policy)
        let opening = connection.receiveOpening()
        guard let quota = making.policy.files else {
            connection.finish(serve(opening, RunGrants(hostModules: connection.hostModules), interpreter, connection))
            end(making, connection)
        }
        let grants = connection.grants
        do throws(LayoutFailure) {
            let memory = StatusMemory()
            let tree = try ScriptTree.granted(grants, quota: quota) {
                ServedTree(mount: $0, connection: connection, memory: memory)
            }
            let outcome = serve(
                opening, RunGrants(files: tree, hostModules: connection.hostModules), interpreter, connection)
            var sender = ArtefactSender(tree: tree, connection: connection, bytes: quota.artefactBytes)
            sender.send(grants)
            connection.finish(outcome)
        } catch {
            connection.finish(.raised(type: "OSError", message: error.description, isDenial: false))
        }
        end(making, connection)
    }

    private static func end(_ making: Making, _ connection: ChannelConnection) -> Never {
        if making.isKept { connection.waitUntilLetGo() }
        _exit(0)
    }

    private static func serve(
        _ opening: AnswerBox.Opening, _ grants: RunGrants, _ interpreter: SecuredInterpreter,
        _ connection: ChannelConnection
    ) -> ScriptOutcome {
        switch opening {
        case .script(let request): return interpreter.run(request, grants: grants, host: connection)
        case .session(let request):
            let session: InterpreterSession
            do {
                session = try interpreter.openSession(request, grants: grants, host: connection)
            } catch {
                return .raised(type: "SystemError", message: error.description, isDenial: false)
            }
            var turn = connection.answer(0, .completed)
            while true {
                switch turn {
                case .statement(let statement): turn = connection.answer(statement.number, session.run(statement))
                case .call(let call): turn = connection.answer(call.number, session.run(call))
                case .close: return session.close()
                }
            }
        }
    }
}
