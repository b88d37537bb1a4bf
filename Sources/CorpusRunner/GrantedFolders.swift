internal import Glibc
internal import Policy

/// The host folders behind the files that one run of a script is granted, and what must not become of them.
final class GrantedFolders {
    private let needs: FileNeeds
    private let root: String
    private let secret: String
    /// What stood in the folders that a run may not change, and beside all of them.
    private var earlier: [String: FolderSnapshot] = [:]
    private var busyHost: BusyHost?

    private var outside: String { root + "/outside" }

    /// - Parameter owner: the user that the script runs as, where this process is root; else it is this one.
    init(_ needs: FileNeeds, nonce: String, owner: uid_t) throws(CorpusError) {
        self.needs = needs
        secret = "secret-" + String(nonce.reversed())
        guard !needs.needs.isEmpty else {
            root = ""
            return
        }
        root = try HostFiles.makeTemporaryFolder()
        guard chmod(root, 0o711) == 0 else { throw HostFiles.failure(root, "open up") }
        try HostFolder.makeOutside(outside, secret: secret, owner: owner)
        for (index, need) in needs.needs.enumerated() {
            let folder = HostFolder(path: host(index), owner: owner, outside: outside)
            switch need {
            case .mount: try folder.make()
            case .scratch: try folder.folder("")
            case .collect:
                try folder.folder("")
                try folder.file("taken.txt", "taken\n")
                try folder.folder("taken")
            }
        }
        try watch()
    }

    deinit {
        busyHost?.end()
        if !root.isEmpty { HostFiles.remove(root) }
    }

    private func watch() throws(CorpusError) {
        var busy: [BusyHost.Place] = []
        earlier[outside] = try FolderSnapshot(outside)
        for (index, need) in needs.needs.enumerated() {
            switch need {
            case .mount(let access, _):
                if access != .readWrite { earlier[host(index)] = try FolderSnapshot(host(index), except: exception) }
                busy.append(.mounted(host(index)))
            case .collect: busy.append(.collected(host(index), outside: outside))
            case .scratch: break
            }
        }
        if needs.isBusy { busyHost = BusyHost(busy) }
    }

    private var exception: String? { needs.isBusy ? "busy" : nil }

    private func host(_ index: Int) -> String { "\(root)/\(index)" }

    /// What the enclosure is asked for.
    var grants: [EnclosedFiles] {
        needs.needs.enumerated().map { index, need in
            switch need {
            case .mount(let access, let path): .mount(host: host(index), at: path, access: access)
            case .scratch(let bytes): .scratch(bytes: bytes)
            case .collect(let path): .collect(path: path, into: host(index))
            }
        }
    }

    /// The arguments that tell a script of the enclosure where each grant is.
    var places: [String] {
        needs.needs.map { need in
            switch need {
            case .mount(_, let path), .collect(let path): path
            case .scratch: "/tmp"
            }
        }
    }

    /// The same for a script on a plain interpreter.
    var placesOnHost: [String] { needs.needs.indices.map(host) }

    /// What a run of the enclosure did beyond its grants; `nil` where it did nothing.
    func trace(_ run: ObservedRun) throws(CorpusError) -> String? {
        guard !root.isEmpty else { return nil }
        busyHost?.end()
        for stream in [run.standardOutput, run.standardError] where stream.firstRange(of: Array(secret.utf8)) != nil {
            return "what it printed holds the secret of a file outside of its grants"
        }
        for (folder, snapshot) in earlier.sorted(by: { $0.key < $1.key }) {
            let name = folder == outside ? "a folder that was not granted" : "a folder that it was not to change"
            let isOutside = folder == outside
            let now = try FolderSnapshot(folder, except: isOutside ? nil : exception)
            if let difference = now.difference(from: snapshot) { return "\(name) is changed: \(difference)" }
        }
        for (index, need) in needs.needs.enumerated() {
            guard case .collect = need else { continue }
            if let strange = try strangeResult(host(index)) { return "the collected folder holds \(strange)" }
        }
        return nil
    }

    /// What no collected folder may hold: anything but plain files and folders, or something else by a taken name.
    private func strangeResult(_ folder: String) throws(CorpusError) -> String? {
        let snapshot = try FolderSnapshot(folder)
        for (path, entry) in snapshot.entries {
            let name = "`\(String(decoding: path, as: UTF8.self))`"
            let kind = entry.mode & S_IFMT
            guard kind == S_IFREG || kind == S_IFDIR || needs.isBusy && kind == S_IFLNK else { return "\(name), which is no file and no folder" }
            guard kind == S_IFLNK || entry.mode & 0o7022 == 0 else { return "\(name) with mode \(String(entry.mode, radix: 8))" }
            if path.starts(with: "taken/".utf8) { return "\(name), in a folder that was there" }
            if path == Array("taken.txt".utf8), entry.content != Array("taken\n".utf8) { return "another `taken.txt`" }
        }
        return nil
    }
}
