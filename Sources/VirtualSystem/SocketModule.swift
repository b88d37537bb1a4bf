internal import Glibc
internal import PythonRuntime

/// `_socket`: constants, byte order and in-memory pairs. Nothing connects.
enum SocketModule {
    static let hostName = "sandbox"

    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let real = try system.services.hiddenModule("_socket", lock: lock)
        let module = try NativeModule("_socket", "Sockets within this process only.", functions: system.functions, lock: lock)
        let prefixes = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
        try module.realConstants(prefixes: prefixes, from: real)
        try module.forward(["inet_aton", "inet_ntoa", "inet_pton", "inet_ntop", "htons", "htonl", "ntohs", "ntohl"], from: real)
        try module.real(["gaierror", "herror"], from: real)
        try module.object("error", lock.exceptionClass(.osError))
        try module.object("timeout", system.builtin("TimeoutError", lock: lock))
        try module.object("has_ipv6", lock.bool(true))

        let sockets = try SocketClass.make(system, lock)
        try module.object("socket", sockets.reference)
        try module.object("SocketType", sockets.reference)
        try addPairs(to: module, system, sockets)
        try addNames(to: module, system, real)
        return module.finish()
    }

    private static func addPairs(
        to module: borrowing NativeModule, _ system: SystemContext, _ sockets: NativeType<SocketState>
    ) throws(PythonError) {
        try module.function("socketpair", "(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)") { call throws(PythonError) in
            let family = try call.integer(0, default: Int(AF_UNIX))
            let type = try call.integer(1, default: Int(SOCK_STREAM.rawValue))
            guard family == Int(AF_UNIX), type & 0xf == Int(SOCK_STREAM.rawValue) else {
                throw .system(EOPNOTSUPP, note: "only stream sockets of AF_UNIX can be paired in this sandbox")
            }
            let (first, second) = QueueDescriptor.pair(wakeup: system.wakeup)
            let one = try system.onDescriptor { table throws(FileError) in try table.add(first) }
            let other = try system.onDescriptor { table throws(FileError) in try table.add(second) }
            return try call.lock.pair(
                sockets.instance(SocketState(system, number: one)), sockets.instance(SocketState(system, number: other)))
        }
        try module.function("close", "(fd, /)") { call throws(PythonError) in
            let number = try call.integer(0)
            try system.onDescriptor { table throws(FileError) in try table.close(number) }
            return call.lock.none
        }
        try module.function("dup", "(fd, /)") { call throws(PythonError) in
            throw .system(EOPNOTSUPP, note: "sockets cannot be duplicated in this sandbox")
        }
        let timeout = DefaultTimeout()
        try module.function("getdefaulttimeout", "()") { call throws(PythonError) in
            guard let seconds = timeout.seconds else { return call.lock.none }
            return try call.lock.float(seconds)
        }
        try module.function("setdefaulttimeout", "(timeout, /)") { call throws(PythonError) in
            timeout.seconds = try SocketState.timeout(call, 0)
            return call.lock.none
        }
    }

    private static func addNames(
        to module: borrowing NativeModule, _ system: SystemContext, _ real: borrowing PythonReference
    ) throws(PythonError) {
        try module.function("gethostname", "()", "Return the host name, which is always 'sandbox'.") {
            call throws(PythonError) in try call.lock.string(hostName)
        }
        let unknownHost = HeldReference(try real.attribute("herror"))
        for name in ["getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"] {
            try module.function(name, "(*args, **kwargs)") { call throws(PythonError) in
                let first = (try? call.object(0).item(0)) ?? call.lock.none
                // email and uuid ask for their own host's full name; that is no attempt to get anywhere.
                if name == "gethostbyaddr", first.isString, try [hostName, ""].contains(first.string()) {
                    throw PythonError.instance(
                        try unknownHost.object.call(call.lock.integer(1), call.lock.string("Unknown host")))
                }
                let what = (try? first.representation()) ?? "a host"
                throw networkRefusal(system, "\(name) of \(what)")
            }
        }
        for (name, what) in [
            ("getservbyname", "service/proto not found"), ("getservbyport", "port/proto not found"),
            ("getprotobyname", "protocol not found"), ("if_nametoindex", "no interface with this name"),
            ("if_indextoname", "no interface with this index"),
        ] {
            try module.function(name, "(*args)") { call throws(PythonError) in throw PythonError(.osError, what) }
        }
        try module.function("if_nameindex", "()") { call throws(PythonError) in try call.lock.list() }
    }

    static func networkRefusal(_ system: SystemContext, _ operation: String) -> PythonError {
        system.refusal(
            operation, rule: "the virtual system",
            remedy: "no grant gives a script the network; a host function can fetch for it")
    }
}

private final class DefaultTimeout {
    var seconds: Double?
}
