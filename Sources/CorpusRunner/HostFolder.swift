internal import Glibc

/// A folder with what a host folder may hold, for a script to be granted: files, links in and out, and what is neither.
/// SecurityTests/README.md lists it.
struct HostFolder {
    let path: String
    let owner: uid_t
    /// Beside the folder, with a secret; it is never granted.
    let outside: String

    /// Everything belongs to `owner` where this process is root.
    func make() throws(CorpusError) {
        try folder("")
        try file("readme.txt", "one\ntwo\nthree\n")
        try file("empty", "")
        try file("private.txt", "private\n", mode: 0o600)
        try file("run.sh", "#!/bin/sh\n", mode: 0o755)
        try file("set-id", "#!/bin/sh\n", mode: 0o4755)
        try file("big.bin", (0..<1 << 20).map { UInt8($0 % 251) })
        try folder("folder")
        try file("folder/inner.txt", "inner\n")
        try folder("folder/deep")
        try file("folder/deep/leaf.txt", "leaf\n")
        for (name, target) in [
            ("link", "readme.txt"), ("link-folder", "folder"), ("link-up", "folder/../../outside/secret.txt"),
            ("link-absolute", outside + "/secret.txt"), ("link-relative", "../outside/secret.txt"),
            ("link-outside", "../outside"), ("link-process", "/proc/self/root" + outside + "/secret.txt"),
            ("link-descriptor", "/proc/self/fd"), ("link-root", "/"), ("loop", "loop"), ("dangling", "nowhere"),
        ] { try link(name, to: target) }
        try entry("fifo") { mkfifo($0, 0o666) }
        try entry("socket") { path in bindSocket(path) ? 0 : -1 }
        // /dev/null by another name, where this process may make one.
        if mknod(full("device"), S_IFCHR | 0o666, 0x103) == 0 { try give("device") }
        try entry("hard") { Glibc.link(outside + "/hard.txt", $0) }
        try folder("odd")
        try file("odd/new\nline", "1")
        try file("odd/ ", "2")
        try file("odd/" + String(repeating: "n", count: 255), "3")
        try oddFile([0xff, 0xfe])
        try folder("busy")
        try folder("busy/swap")
        try file("busy/swap/secret.txt", "harmless\n")
        try link("busy/swap-link", to: "../../outside")
        try file("busy/file", "harmless\n")
        try link("busy/file-link", to: "../../outside/secret.txt")
        try file("busy/changing", [UInt8](repeating: 0x41, count: 1 << 20))
    }

    /// The neighbour that no script may read or change.
    static func makeOutside(_ path: String, secret: String, owner: uid_t) throws(CorpusError) {
        let outside = HostFolder(path: path, owner: owner, outside: path)
        try outside.folder("")
        try outside.folder("folder")
        try outside.file("secret.txt", secret)
        try outside.file("folder/secret.txt", secret)
        try outside.file("hard.txt", "another name of it is in the granted folder\n")
    }

    func folder(_ name: String) throws(CorpusError) {
        try HostFiles.makeFolder(full(name), mode: 0o755)
        try give(name)
    }

    func file(_ name: String, _ text: String, mode: mode_t = 0o644) throws(CorpusError) {
        try file(name, Array(text.utf8), mode: mode)
    }

    private func file(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws(CorpusError) {
        try HostFiles.write(bytes, to: full(name), mode: mode)
        try give(name)
        // Giving it away takes the set-id bits.
        guard chmod(full(name), mode) == 0 else { throw HostFiles.failure(full(name), "set the mode of") }
    }

    /// With a name that is no text.
    private func oddFile(_ name: [UInt8]) throws(CorpusError) {
        let isMade = HostFiles.withCString(Array(full("odd/").utf8) + name) { path in
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            defer { close(descriptor) }
            return descriptor >= 0 && (geteuid() != 0 || fchown(descriptor, owner, owner) == 0)
        }
        guard isMade else { throw HostFiles.failure(full("odd"), "make an odd name in") }
    }

    private func link(_ name: String, to target: String) throws(CorpusError) {
        try entry(name) { symlink(target, $0) }
    }

    private func entry(_ name: String, _ make: (String) -> Int32) throws(CorpusError) {
        guard make(full(name)) == 0 else { throw HostFiles.failure(full(name), "make") }
        try give(name)
    }

    private func full(_ name: String) -> String { name.isEmpty ? path : path + "/" + name }

    private func give(_ name: String) throws(CorpusError) {
        guard geteuid() != 0 || lchown(full(name), owner, owner) == 0 else { throw HostFiles.failure(full(name), "give away") }
    }

    private func bindSocket(_ path: String) -> Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard descriptor >= 0, path.utf8.count < room else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
