internal import Glibc
internal import PythonRuntime

/// `_socket` without a network: constants, address arithmetic and in-memory pairs are there, all else refuses.
enum SocketModule {
    static func make(
        functions: NativeFunctions, system: PosixSystem, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let services = system.services
        let real = try services.hiddenModule("_socket", lock: lock)
        let module = try NativeModule(
            "_socket", "In-memory socket pairs; no run has a network.", functions: functions, lock: lock)
        try module.realConstants(prefixes: [""], from: real)
        try module.real(
            [
                "BDADDR_ANY", "BDADDR_LOCAL", "CMSG_LEN", "CMSG_SPACE", "error", "gaierror", "herror", "htonl", "htons",
                "inet_aton", "inet_ntoa", "inet_ntop", "inet_pton", "ntohl", "ntohs", "timeout",
            ], from: real)
        try module.object("has_ipv6", lock.bool(false))

        let failures = SocketFailures(timeoutClass: try real.attribute("timeout"), services: services)
        let defaults = SocketDefaults()
        let base = try lock.exceptionClass(.exception).attribute("__base__").attribute("__base__")
        let socketClass = try SocketClass(
            functions: functions, base: base, failures: failures, defaults: defaults, output: system.output)
        try module.object("socket", socketClass.type.reference)
        try module.object("SocketType", socketClass.type.reference)
        try module.function("socketpair", "(family=1, type=1, proto=0, /)") { call throws(PythonError) in
            try socketClass.makePair(
                family: call.hasValue(0) ? call.integer(0) : Int(AF_UNIX), type: call.integer(1, default: 1),
                proto: call.integer(2, default: 0), lock: call.lock)
        }
        try addDescriptors(to: module, failures)
        try addDefaults(to: module, defaults)
        try NameResolution.add(to: module, failures)
        return module.finish()
    }

    private static func addDescriptors(
        to module: borrowing NativeModule, _ failures: SocketFailures
    ) throws(PythonError) {
        try module.function("close", "(fd, /)", "Closes an end of an in-memory pair.") { call throws(PythonError) in
            guard try SocketPairs.shared.close(call.integer(0)) else { throw PythonError.system(EBADF) }
            return call.lock.none
        }
        try module.function("dup", "(fd, /)") { _ throws(PythonError) in
            throw failures.refused("duplicating a socket")
        }
    }

    private static func addDefaults(
        to module: borrowing NativeModule, _ defaults: SocketDefaults
    ) throws(PythonError) {
        try module.function("getdefaulttimeout", "()") { call throws(PythonError) in
            guard let seconds = defaults.timeout else { return call.lock.none }
            return try call.lock.float(seconds)
        }
        try module.function("setdefaulttimeout", "(timeout, /)", "Seconds, or None for ever.") {
            call throws(PythonError) in
            defaults.timeout = try TimeoutArgument.seconds(
                call.object(0), negativeMessage: "Timeout value out of range")
            return call.lock.none
        }
    }
}
