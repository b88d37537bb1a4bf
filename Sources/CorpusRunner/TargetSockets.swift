internal import Glibc

/// The sockets that attacks try to reach. Nothing is ever answered; what arrived is told at the end.
final class TargetSockets {
    private(set) var port: UInt16 = 0
    private var listeners: [(descriptor: Int32, name: String, isStream: Bool)] = []

    /// TCP on a port of the loopback interface.
    init() throws(CorpusError) { port = try bindLoopback(SOCK_STREAM, port: 0) }

    /// Also UDP on the same port, a local socket at the path, and one with an abstract name.
    init(path: String, abstractName: String) throws(CorpusError) {
        for attempt in 1... {
            port = try bindLoopback(SOCK_STREAM, port: 0)
            do {
                _ = try bindLoopback(SOCK_DGRAM, port: port)
                break
            } catch {
                // Another program may have this number for its own datagrams.
                if attempt == 16 { throw error }
                closeAll()
            }
        }
        try bindLocal(Array(path.utf8), name: "the local socket")
        try bindLocal([0] + Array(abstractName.utf8), name: "the abstract socket")
    }

    deinit { closeAll() }

    func trace() -> String? {
        for (descriptor, name, isStream) in listeners {
            var byte: UInt8 = 0
            let arrived = isStream ? accept(descriptor, nil, nil) : Int32(recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)))
            guard arrived >= 0 else { continue }
            if isStream { close(arrived) }
            return "\(name) got a \(isStream ? "connection" : "datagram")"
        }
        return nil
    }

    private func closeAll() {
        for listener in listeners { close(listener.descriptor) }
        listeners = []
    }

    /// Connections wait in the backlog until `trace` looks.
    private func add(_ type: __socket_type, _ family: Int32, name: String) throws(CorpusError) -> Int32 {
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, Int32(type.rawValue) | flags, 0)
        guard descriptor >= 0 else { throw HostFiles.failure(name, "make") }
        listeners.append((descriptor, name, type == SOCK_STREAM))
        return descriptor
    }

    private func bindLoopback(_ type: __socket_type, port: UInt16) throws(CorpusError) -> UInt16 {
        let descriptor = try add(type, AF_INET, name: "the listening port")
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && (type == SOCK_DGRAM || listen(descriptor, 16) == 0)
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw HostFiles.failure("127.0.0.1", "listen on") }
        return UInt16(bigEndian: address.sin_port)
    }

    private func bindLocal(_ path: [UInt8], name: String) throws(CorpusError) {
        let descriptor = try add(SOCK_STREAM, AF_UNIX, name: name)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw CorpusError(path: name, reason: "has too long a name")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        // An abstract name is as long as it is said to be; a path ends at its null byte.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count + (path.first == 0 ? 0 : 1))
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
            }
        }
        guard isBound else { throw HostFiles.failure(name, "listen on") }
        if path.first != 0 { chmod(String(decoding: path, as: UTF8.self), 0o777) }
    }
}
