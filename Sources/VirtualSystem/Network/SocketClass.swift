internal import Glibc
internal import PythonRuntime

/// What all sockets of a run share.
final class SocketDefaults {
    /// Seconds; the timeout that new sockets start with.
    var timeout: Double?
}

/// The class `_socket.socket`: an end of an in-memory pair, or a refusal.
final class SocketClass {
    let type: NativeType<SocketState>
    private let failures: SocketFailures
    private let defaults: SocketDefaults
    private let output: ScriptOutput

    init(
        functions: NativeFunctions, base: borrowing PythonReference, failures: SocketFailures, defaults: SocketDefaults,
        output: ScriptOutput
    ) throws(PythonError) {
        type = try NativeType(
            "_socket.socket", functions: functions, base: base, subclassable: true,
            signature: "(cls, *args, **kwargs)"
        ) { _ throws(PythonError) in SocketState(output: output) }
        self.failures = failures
        self.defaults = defaults
        self.output = output
        try addConstruction()
        try addTransfer()
        try addSettings()
        try addRefusals()
        _ = type.finish()
    }

    /// `socketpair`: two connected sockets of the base class.
    func makePair(
        family: Int, type socketType: Int, proto: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let kind = socketType & ~Self.creationFlags
        guard family == Int(AF_UNIX) else { throw PythonError.system(EOPNOTSUPP) }
        guard kind == Self.stream else { throw PythonError.system(ESOCKTNOSUPPORT) }
        guard proto == 0 else { throw PythonError.system(EPROTONOSUPPORT) }
        guard let (first, second) = SocketPairs.shared.makePair(family: family) else {
            throw PythonError.system(EMFILE)
        }
        let timeout = socketType & Self.nonBlocking != 0 ? 0 : defaults.timeout
        let firstState = SocketState(output: output)
        firstState.open(descriptor: first, family: family, type: kind, proto: proto, timeout: timeout)
        let secondState = SocketState(output: output)
        secondState.open(descriptor: second, family: family, type: kind, proto: proto, timeout: timeout)
        return try lock.pair(type.instance(firstState), type.instance(secondState))
    }

    private static let stream = 1
    private static let nonBlocking = 0o4000
    private static let closeOnExec = 0o2000000
    private static let creationFlags = nonBlocking | closeOnExec

    private func addConstruction() throws(PythonError) {
        try type.method("__init__", "(self, family=-1, type=-1, proto=-1, fileno=None)") {
            [failures, defaults] socket, call throws(PythonError) in
            let family = try call.integer(1, default: -1)
            let kind = try call.integer(2, default: -1)
            let proto = try call.integer(3, default: -1)
            guard call.hasValue(4) else { throw failures.refused("opening a network socket") }
            let descriptor = try call.integer(4)
            guard descriptor >= 0 else { throw PythonError(.valueError, "negative file descriptor") }
            guard let end = SocketPairs.shared.end(descriptor) else { throw PythonError.system(EBADF) }
            guard end.kind == .socket else { throw PythonError.system(ENOTSOCK) }
            guard descriptor != socket.descriptor else { return call.lock.none }
            socket.open(
                descriptor: descriptor, family: family < 0 ? end.family : family,
                type: kind < 0 ? Self.stream : kind & ~Self.creationFlags, proto: max(proto, 0),
                timeout: kind > 0 && kind & Self.nonBlocking != 0 ? 0 : defaults.timeout)
            return call.lock.none
        }
        try type.method("__repr__", "(self)") { socket, call throws(PythonError) in
            try call.lock.string(
                "<socket object, fd=\(socket.descriptor), family=\(socket.family), type=\(socket.type), proto=\(socket.proto)>")
        }
        try type.method("fileno", "(self)", "The descriptor, or -1 when closed.") { socket, call throws(PythonError) in
            try call.lock.integer(socket.descriptor)
        }
        try type.method("close", "(self)") { socket, call throws(PythonError) in
            socket.close()
            return call.lock.none
        }
        try type.method("detach", "(self)", "Gives up the descriptor without closing it.") {
            socket, call throws(PythonError) in
            try call.lock.integer(socket.detach())
        }
        try type.method("shutdown", "(self, how, /)") { socket, call throws(PythonError) in
            try socket.shutdown(call.integer(1))
            return call.lock.none
        }
    }

    private func addTransfer() throws(PythonError) {
        try type.method("send", "(self, data, flags=0, /)") { [failures] socket, call throws(PythonError) in
            // No more than could be taken: a transport offers the rest of a long buffer again and again.
            let bytes = try call.object(1).withBytes { Array($0.prefix(ByteQueue.capacity)) }
            let sent = try socket.send(
                bytes[...], flags: call.integer(2, default: 0), deadline: Deadline(after: socket.timeout),
                failures: failures, lock: call.lock)
            return try call.lock.integer(sent)
        }
        try type.method("sendall", "(self, data, flags=0, /)") { [failures] socket, call throws(PythonError) in
            try socket.sendAll(
                call.bytes(1), flags: call.integer(2, default: 0), failures: failures, lock: call.lock)
            return call.lock.none
        }
        try type.method("recv", "(self, bufsize, flags=0, /)") { [failures] socket, call throws(PythonError) in
            let limit = try call.integer(1)
            guard limit >= 0 else { throw PythonError(.valueError, "negative buffersize in recv") }
            return try call.lock.bytes(
                socket.receive(
                    atMost: limit, flags: call.integer(2, default: 0), failures: failures, lock: call.lock))
        }
        try type.method("recv_into", "(self, buffer, nbytes=0, flags=0)") {
            [failures] socket, call throws(PythonError) in
            let requested = try call.integer(2, default: 0)
            guard requested >= 0 else { throw PythonError(.valueError, "negative buffersize in recv_into") }
            let flags = try call.integer(3, default: 0)
            let buffer = call.object(1)
            // The buffer stays locked while the thread waits, so that no byte can get lost.
            let received = try buffer.withWritableBytes { target throws(PythonError) -> Int in
                guard requested <= target.count else {
                    throw PythonError(.valueError, "buffer too small for requested bytes")
                }
                let bytes = try socket.receive(
                    atMost: requested == 0 ? target.count : requested, flags: flags, failures: failures, lock: call.lock)
                target.copyBytes(from: bytes)
                return bytes.count
            }
            return try call.lock.integer(received)
        }
    }

    private func addSettings() throws(PythonError) {
        try type.method("setblocking", "(self, flag, /)") { socket, call throws(PythonError) in
            _ = try socket.end()
            socket.timeout = try call.bool(1, default: true) ? nil : 0
            return call.lock.none
        }
        try type.method("getblocking", "(self)") { socket, call throws(PythonError) in
            call.lock.bool(socket.timeout != 0)
        }
        try type.method("settimeout", "(self, value, /)", "Seconds, or None for ever.") {
            socket, call throws(PythonError) in
            socket.timeout = try TimeoutArgument.seconds(
                call.object(1), negativeMessage: "Timeout value out of range")
            return call.lock.none
        }
        try type.method("gettimeout", "(self)") { socket, call throws(PythonError) in try Self.timeout(socket, call.lock) }
        try type.getter("timeout") { socket, call throws(PythonError) in try Self.timeout(socket, call.lock) }
        try type.getter("family") { socket, call throws(PythonError) in try call.lock.integer(socket.family) }
        try type.getter("type") { socket, call throws(PythonError) in try call.lock.integer(socket.type) }
        try type.getter("proto") { socket, call throws(PythonError) in try call.lock.integer(socket.proto) }
        for name in ["getsockname", "getpeername"] {
            try type.method(name, "(self)", "The empty name of an unnamed local socket.") {
                socket, call throws(PythonError) in
                _ = try socket.end()
                return try call.lock.string("")
            }
        }
        try type.method("setsockopt", "(self, level, option, value=None, optlen=None, /)") {
            socket, call throws(PythonError) in
            _ = try socket.end()
            return call.lock.none
        }
        try type.method("getsockopt", "(self, level, option, buflen=0, /)") { socket, call throws(PythonError) in
            _ = try socket.end()
            let length = try call.integer(3, default: 0)
            guard (0...1024).contains(length) else { throw PythonError(.osError, "getsockopt buflen out of range") }
            if length > 0 { return try call.lock.bytes([UInt8](repeating: 0, count: length)) }
            let option = (level: try call.integer(1), name: try call.integer(2))
            return try call.lock.integer(option == (Int(SOL_SOCKET), Int(SO_TYPE)) ? socket.type : 0)
        }
    }

    private static func timeout(_ socket: SocketState, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        guard let seconds = socket.timeout else { return lock.none }
        return try lock.float(seconds)
    }

    /// `sendmsg` and `recvmsg` are absent: libraries look for them before they pass descriptors.
    private func addRefusals() throws(PythonError) {
        let operations = [
            "_accept": "accepting a network connection", "bind": "binding a network socket",
            "connect": "opening a network connection", "connect_ex": "opening a network connection",
            "listen": "listening for network connections", "recvfrom": "receiving from the network",
            "recvfrom_into": "receiving from the network", "sendto": "sending to the network",
        ]
        for (name, operation) in operations.sorted(by: { $0.key < $1.key }) {
            try type.method(name, "(self, *args, **kwargs)") { [failures] _, _ throws(PythonError) in
                throw failures.refused(operation)
            }
        }
    }
}
