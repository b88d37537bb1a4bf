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

    /// Copies this process. Returns twice where that succeeds.
    private static func branch(
        _ number: UInt32, _ channel: Int32, _ session: InterpreterSession, _ interpreter: SecuredInterpreter,
        _ connection: ChannelConnection
    ) -> AnswerBox.SessionTurn {
        func refuse(_ reason: String) -> AnswerBox.SessionTurn {
            spl_close(channel)
            return connection.answerBranch(number, .ended(.raised(type: "RuntimeError", message: reason, isDenial: false)))
        }
        // Of the threads of a process, a copy has but the one that makes it: what the others hold would be held for ever.
        let others = session.otherThreads
        guard others.isEmpty else { return refuse("a session with other threads cannot be copied: " + others.joined(separator: ", ")) }
        guard connection.endReceiver() else { return refuse("a session cannot be copied while host functions work for it that it awaited") }
        let process = spl_branch()
        guard process == 0 else {
            if process < 0 { return refuse("the kernel makes no copy: " + Starter.errorText(-process)) }
            spl_close(channel)
            return connection.answerBranch(number, .completed)
        }
        guard spl_take_channel(channel) == 0 else { _exit(125) }
        interpreter.resumeInCopy()
        return connection.answerAsCopy()
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
                case .branch(let number, let channel):
                    turn = branch(number, channel, session, interpreter, connection)
                case .close: return session.close()
                }
            }
        }
    }
}
