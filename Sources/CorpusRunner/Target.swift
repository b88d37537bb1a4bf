internal import Glibc

/// The throw-away folder and the listening port that one run of an attack aims at.
///
/// Everything in the target folder belongs to the user that the attack runs as, so that nothing but the
/// layers under test keeps it out; the folder above it has an unguessable name that nobody else can list.
final class Target {
    let nonce: String
    /// Holds the target folder, and what the runner itself needs beside it.
    let enclosingFolder: String
    var folder: String { enclosingFolder + "/target" }
    private(set) var port: UInt16 = 0
    private var listener: Int32 = -1

    /// - Parameter owner: the user that the attack runs as, where this process is root; else it is this one.
    init(owner: uid_t) throws(CorpusError) {
        nonce = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        enclosingFolder = try HostFiles.makeTemporaryFolder()
        guard chmod(enclosingFolder, 0o711) == 0 else { throw HostFiles.failure(enclosingFolder, "open up") }
        try HostFiles.makeFolder(folder, mode: 0o777)
        try HostFiles.makeFolder(folder + "/out", mode: 0o777)
        try HostFiles.write(Array(secret.utf8), to: folder + "/secret.txt", mode: 0o644)
        try HostFiles.write(Array(touchScript.utf8), to: folder + "/touch.sh", mode: 0o755)
        if geteuid() == 0 {
            for path in [folder, folder + "/out", folder + "/secret.txt", folder + "/touch.sh"]
            where chown(path, owner, owner) != 0 { throw HostFiles.failure(path, "give away") }
        }
        (listener, port) = try Self.listen()
    }

    deinit {
        if listener >= 0 { close(listener) }
        HostFiles.remove(enclosingFolder)
    }

    /// What an attack gets as `sys.argv[1:]`.
    var arguments: [String] { [folder, nonce, String(port)] }

    private var secret: String { "secret-" + String(nonce.reversed()) }
    private var touchScript: String { "#!/bin/sh\n: > '\(folder)/out/executed'\n" }

    /// What an attack left behind, seen from outside; `nil` where all is as it was.
    func trace() -> String? {
        let names = (try? HostFiles.list(folder)) ?? []
        if names != ["out", "secret.txt", "touch.sh"] { return "the target folder now holds \(names)" }
        let out = (try? HostFiles.list(folder + "/out")) ?? ["(unreadable)"]
        if !out.isEmpty { return "out/ now holds \(out)" }
        if (try? HostFiles.read(folder + "/secret.txt")) != Array(secret.utf8) { return "secret.txt was changed" }
        if (try? HostFiles.read(folder + "/touch.sh")) != Array(touchScript.utf8) { return "touch.sh was changed" }
        let connection = accept(listener, nil, nil)
        if connection >= 0 {
            close(connection)
            return "the listening port got a connection"
        }
        return nil
    }

    /// A port of the loopback interface. Connections wait in its backlog until `trace` looks.
    private static func listen() throws(CorpusError) -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw HostFiles.failure("127.0.0.1", "make a socket for") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 16) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard listens else {
            close(descriptor)
            throw HostFiles.failure("127.0.0.1", "listen on")
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
