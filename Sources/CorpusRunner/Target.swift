internal import Glibc

/// The throw-away folder and the listening port that one run of an attack aims at.
///
/// Everything in the target folder belongs to the user that the attack runs as, so that nothing but the
/// layers under test keeps it out; the folder above it has an unguessable name that nobody else can list.
package final class Target {
    package let nonce: String
    /// Holds the target folder, and what the runner itself needs beside it.
    let enclosingFolder: String
    var folder: String { enclosingFolder + "/target" }
    private var sockets: TargetSockets?
    private var process: TargetProcess?
    private let variant: String?
    /// The files that the attack is granted, which it attacks.
    let files: GrantedFolders
    private var names: [String] = []

    /// What an attack may ask for beyond files and a TCP port.
    package enum Need: String {
        /// Datagrams at the same port, a local socket at `TARGET/socket`, an abstract one named `secure-python-NONCE`.
        case sockets
        case process
    }

    /// - Parameter owner: the user that the attack runs as, where this process is root; else it is this one.
    package convenience init(owner: UInt32, needs: Set<Need> = []) throws(CorpusError) {
        try self.init(owner: owner, needs: needs, files: FileNeeds("", path: ""))
    }

    /// - Parameter variant: the attack's last argument.
    init(owner: UInt32, needs: Set<Need>, variant: String? = nil, files: FileNeeds) throws(CorpusError) {
        let nonce = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        self.nonce = nonce
        self.variant = variant
        self.files = try GrantedFolders(files, nonce: nonce, owner: owner)
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
        sockets = needs.contains(.sockets)
            ? try TargetSockets(path: folder + "/socket", abstractName: "secure-python-" + nonce) : try TargetSockets()
        if needs.contains(.process) { process = try TargetProcess(owner: owner, secret: secret, folder: folder) }
        names = try HostFiles.list(folder)
    }

    deinit { HostFiles.remove(enclosingFolder) }

    /// What an attack gets as `sys.argv[1:]`.
    package var arguments: [String] { arguments(places: files.places) }

    /// The same where nothing guards.
    var controlArguments: [String] { arguments(places: files.placesOnHost) }

    private func arguments(places: [String]) -> [String] {
        [folder, nonce, String(sockets?.port ?? 0)] + (process.map { [String($0.process), $0.address] } ?? [])
            + places + (variant.map { [$0] } ?? [])
    }

    private var secret: String { "secret-" + String(nonce.reversed()) }
    private var touchScript: String { "#!/bin/sh\n: > '\(folder)/out/executed'\n" }

    /// What an attack left behind, seen from outside; `nil` where all is as it was.
    func trace(_ run: ObservedRun) -> String? {
        do throws(CorpusError) {
            return try files.trace(run) ?? trace()
        } catch {
            return "\(error)"
        }
    }

    /// The same, the files of its grants apart.
    package func trace() -> String? {
        let names = (try? HostFiles.list(folder)) ?? []
        if names != self.names { return "the target folder now holds \(names)" }
        let out = (try? HostFiles.list(folder + "/out")) ?? ["(unreadable)"]
        if !out.isEmpty { return "out/ now holds \(out)" }
        if (try? HostFiles.read(folder + "/secret.txt")) != Array(secret.utf8) { return "secret.txt was changed" }
        if (try? HostFiles.read(folder + "/touch.sh")) != Array(touchScript.utf8) { return "touch.sh was changed" }
        return sockets?.trace() ?? process?.trace()
    }
}
