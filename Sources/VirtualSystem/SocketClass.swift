internal import Glibc
internal import PythonRuntime

/// What one `_socket.socket` holds: a number of the descriptor table.
final class SocketState {
    private let system: SystemContext
    fileprivate(set) var number: Int

    init(_ system: SystemContext, number: Int = -1) {
        self.system = system
        self.number = number
    }

    deinit {
        // A socket that nobody refers to any more closes itself.
        try? system.descriptors.close(number)
    }

    func descriptor() throws(PythonError) -> QueueDescriptor {
        guard let descriptor = system.descriptors[number] as? QueueDescriptor else { throw .system(EBADF) }
        return descriptor
    }

    func close() {
        let closed = number
        number = -1
        try? system.descriptors.close(closed)
    }

    /// Seconds, or `nil` for `None`.
    static func timeout(_ call: borrowing NativeCall, _ index: Int) throws(PythonError) -> Double? {
        guard call.hasValue(index) else { return nil }
        let seconds = try call.float(index)
        guard seconds >= 0 else { throw PythonError(.valueError, "Timeout value out of range") }
        return seconds
    }
}

/// The class `_socket.socket`, which `socket.socket` extends.
enum SocketClass {
    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> NativeType<SocketState> {
        let object = try system.builtin("object", lock: lock)
        let type = try NativeType<SocketState>(
            "_socket.socket", functions: system.functions, base: object, subclassable: true,
            signature: "(cls, *args, **kwargs)"
        ) { call throws(PythonError) in SocketState(system) }

        try type.method("__init__", "(self, family=-1, type=-1, proto=-1, fileno=None)") { socket, call throws(PythonError) in
            guard call.hasValue(4) else {
                throw SocketModule.networkRefusal(system, "opening a socket")
            }
            let number = try call.integer(4)
            guard number >= 0 else { throw PythonError(.valueError, "negative file descriptor") }
            guard (system.descriptors[number] as? QueueDescriptor)?.isSocket ?? false else { throw .system(EBADF) }
            socket.number = number
            return call.lock.none
        }
        for (name, value) in [("family", Int(AF_UNIX)), ("type", Int(SOCK_STREAM.rawValue)), ("proto", 0)] {
            try type.getter(name) { socket, call throws(PythonError) in try call.lock.integer(value) }
        }
        try addLife(to: type)
        try addTransfers(to: type)
        try addRefusals(to: type, system)
        _ = type.finish()
        return type
    }

    private static func addLife(to type: NativeType<SocketState>) throws(PythonError) {
        try type.method("fileno", "(self)") { socket, call throws(PythonError) in try call.lock.integer(socket.number) }
        try type.method("close", "(self)") { socket, call throws(PythonError) in
            socket.close()
            return call.lock.none
        }
        try type.method("detach", "(self)") { socket, call throws(PythonError) in
            let number = socket.number
            socket.number = -1
            return try call.lock.integer(number)
        }
        try type.method("shutdown", "(self, how, /)") { socket, call throws(PythonError) in
            let how = try call.integer(1)
            guard (0...2).contains(how) else { throw .system(EINVAL) }
            try socket.descriptor().shutDown(reading: how != 1, writing: how != 0)
            return call.lock.none
        }
        let timeout: NativeType<SocketState>.Method = { socket, call throws(PythonError) in
            let descriptor = try socket.descriptor()
            if !descriptor.isBlocking { return try call.lock.float(0) }
            guard let seconds = descriptor.timeout else { return call.lock.none }
            return try call.lock.float(seconds)
        }
        try type.getter("timeout", timeout)
        try type.method("gettimeout", "(self)", "", timeout)
        try type.method("settimeout", "(self, timeout, /)") { socket, call throws(PythonError) in
            let seconds = try SocketState.timeout(call, 1)
            let descriptor = try socket.descriptor()
            descriptor.isBlocking = seconds != 0
            descriptor.timeout = seconds == 0 ? nil : seconds
            return call.lock.none
        }
        try type.method("setblocking", "(self, flag, /)") { socket, call throws(PythonError) in
            let descriptor = try socket.descriptor()
            descriptor.isBlocking = try call.object(1).isTrue()
            descriptor.timeout = nil
            return call.lock.none
        }
        try type.method("getblocking", "(self)") { socket, call throws(PythonError) in
            try call.lock.bool(socket.descriptor().isBlocking)
        }
        for name in ["getsockname", "getpeername"] {
            try type.method(name, "(self)") { socket, call throws(PythonError) in
                _ = try socket.descriptor()
                return try call.lock.string("")
            }
        }
        try type.method("setsockopt", "(self, *args)") { socket, call throws(PythonError) in
            _ = try socket.descriptor()
            return call.lock.none
        }
        try type.method("getsockopt", "(self, level, option, buflen=0, /)") { socket, call throws(PythonError) in
            _ = try socket.descriptor()
            return try call.lock.integer(0)
        }
    }

    private static func addTransfers(to type: NativeType<SocketState>) throws(PythonError) {
        try type.method("send", "(self, data, flags=0, /)") { socket, call throws(PythonError) in
            try call.lock.integer(send(call.bytes(1), socket, call.lock))
        }
        try type.method("sendall", "(self, data, flags=0, /)") { socket, call throws(PythonError) in
            var rest = try call.bytes(1)[...]
            while !rest.isEmpty {
                rest = rest.dropFirst(try send(Array(rest), socket, call.lock))
            }
            return call.lock.none
        }
        try type.method("recv", "(self, bufsize, flags=0, /)") { socket, call throws(PythonError) in
            try call.lock.bytes(receive(atMost: call.integer(1), flags: call.integer(2, default: 0), socket, call.lock))
        }
        try type.method("recvfrom", "(self, bufsize, flags=0, /)") { socket, call throws(PythonError) in
            let bytes = try receive(atMost: call.integer(1), flags: call.integer(2, default: 0), socket, call.lock)
            return try call.lock.pair(call.lock.bytes(bytes), call.lock.none)
        }
        try type.method("recv_into", "(self, buffer, nbytes=0, flags=0)") { socket, call throws(PythonError) in
            let limit = try call.integer(2, default: 0)
            let flags = try call.integer(3, default: 0)
            guard limit >= 0 else { throw PythonError(.valueError, "negative buffersize in recv_into") }
            let count = try call.object(1).withWritableBytes { room throws(PythonError) in
                let wanted = limit == 0 ? room.count : min(limit, room.count)
                let bytes = try receive(atMost: wanted, flags: flags, socket, call.lock)
                room.copyBytes(from: bytes)
                return bytes.count
            }
            return try call.lock.integer(count)
        }
    }

    private static func send(
        _ bytes: [UInt8], _ socket: SocketState, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> Int {
        let descriptor = try socket.descriptor()
        do throws(FileError) {
            return try descriptor.write(bytes, lock: lock)
        } catch {
            throw socketError(error)
        }
    }

    private static func receive(
        atMost count: Int, flags: Int, _ socket: SocketState, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> [UInt8] {
        guard count >= 0 else { throw PythonError(.valueError, "negative buffersize in recv") }
        let descriptor = try socket.descriptor()
        do throws(FileError) {
            return try descriptor.receive(atMost: count, leavingThem: flags & 2 != 0, lock: lock)
        } catch {
            throw socketError(error)
        }
    }

    private static func socketError(_ error: FileError) -> PythonError {
        error.number == ETIMEDOUT ? .system(ETIMEDOUT, note: "timed out") : .system(error.number)
    }

    private static func addRefusals(to type: NativeType<SocketState>, _ system: SystemContext) throws(PythonError) {
        for name in ["bind", "connect", "connect_ex", "listen", "_accept", "sendto"] {
            try type.method(name, "(self, *args)") { socket, call throws(PythonError) in
                throw SocketModule.networkRefusal(system, "socket.\(name == "_accept" ? "accept" : name)")
            }
        }
    }
}
