import CorpusRunner
import Glibc
import Policy
import SecurePython

/// Folders of the host for one run to reach into, beside one that it must never reach.
///
/// The names are those that random requests ask for, so that most of them meet something.
struct FuzzFolders: ~Copyable {
    private let path: String
    private static let secret = Array("nobody's business".utf8)

    init() throws(CorpusError) {
        let path = try HostFiles.makeTemporaryFolder()
        do throws(CorpusError) {
            try Self.fill(path)
        } catch {
            HostFiles.remove(path)
            throw error
        }
        self.path = path
    }

    private static func fill(_ path: String) throws(CorpusError) {
        for folder in ["outside", "rw", "rw/g", "ro", "ro/g", "out"] {
            try HostFiles.makeFolder(path + "/" + folder, mode: 0o755)
        }
        try HostFiles.write(secret, to: path + "/outside/secret", mode: 0o644)
        for folder in ["rw", "ro", "rw/g"] {
            try HostFiles.write(Array("content".utf8), to: path + "/" + folder + "/f", mode: 0o644)
            symlink("../outside", path + "/" + folder + "/d")
        }
        link(path + "/outside/secret", path + "/rw/g/g")
        mkfifo(path + "/ro/g/f", 0o666)
        mkfifo(path + "/out/g", 0o666)
        symlink("../outside/new", path + "/out/f")
    }

    deinit { HostFiles.remove(path) }

    var granted: [GrantedFiles] {
        [
            .mount(host: path + "/rw", at: "/rw", access: .readWrite), .mount(host: path + "/ro", at: "/ro"),
            .collect(path: "/out", into: path + "/out"), .memory(path: "/m", content: [UInt8](repeating: 7, count: 100_000)),
        ]
    }

    /// Whether what is outside is as it was.
    var isOutsideUntouched: Bool {
        (try? HostFiles.list(path + "/outside")) == ["secret"]
            && (try? HostFiles.read(path + "/outside/secret", limit: 4_096)) == Self.secret
            && (try? HostFiles.list(path)) == ["out", "outside", "ro", "rw"]
    }
}
