import Glibc
import InterpreterLockdown
import LinuxShims
import Policy
import Wire

/// Has the zygote do once, over a channel to itself, what each child will do: what Swift and CPython find out at the first
/// time, and the memory that they keep it in, is then there for all of them.
enum Rehearsal {
    static func perform(_ interpreter: SecuredInterpreter, _ policy: ScriptPolicy) {
        var pair: [Int32] = [-1, -1]
        guard spl_socket_pair(&pair) == 0 else { return }
        defer { for descriptor in pair { spl_close(descriptor) } }
        guard let frame = try? HostToChild.script(SecuredInterpreter.rehearsal).encoded(),
            spl_send(pair[0], frame, frame.count, -1, 1) == frame.count
        else { return }
        let connection = ChannelConnection(socket: pair[1], policy: policy)
        guard case .script(let request) = connection.receiveOpening() else { return }
        let outcome = interpreter.rehearse(request, host: connection)
        connection.finish(outcome)
    }
}
