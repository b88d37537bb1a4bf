import Glibc
import Policy
import SecurePython

/// Folders of the host for one run to reach into, beside one that it must never reach.
///
/// The names are those that random requests ask for, so that most of them meet something.
struct FuzzFolders: ~Copyable {
    private let path: String
    private static let secret = "nobody's business"

    init?() {
        var template = Array("/tmp/wire-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return nil }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        for folder in ["outside", "rw", "rw/g", "ro", "ro/g", "out"] { mkdir(path + "/" + folder, 0o755) }
        write(Self.secret, to: "outside/secret")
        for folder in ["rw", "ro", "rw/g"] {
            write("content", to: folder + "/f")
            symlink("../outside", path + "/" + folder + "/d")
        }
        link(path + "/outside/secret", path + "/rw/g/g")
        mkfifo(path + "/ro/g/f", 0o666)
        mkfifo(path + "/out/g", 0o666)
        symlink("../outside/new", path + "/out/f")
    }

    deinit { Self.remove(path) }

    var granted: [GrantedFiles] {
        [
            .mount(host: path + "/rw", at: "/rw", access: .readWrite), .mount(host: path + "/ro", at: "/ro"),
            .collect(path: "/out", into: path + "/out"), .memory(path: "/m", content: [UInt8](repeating: 7, count: 100_000)),
        ]
    }

    /// Whether what is outside is as it was.
    var isOutsideUntouched: Bool {
        Self.names(in: path + "/outside") == ["secret"] && content(of: "outside/secret") == Self.secret
            && Self.names(in: path).sorted() == ["out", "outside", "ro", "rw"]
    }

    private func write(_ text: String, to name: String) {
        let descriptor = creat(path + "/" + name, 0o644)
        _ = Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
    }

    private func content(of name: String) -> String {
        let descriptor = open(path + "/" + name, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Names that are no text, which a run may have made, are left to rm.
    private static func remove(_ path: String) {
        var process = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] = ["rm", "-rf", "--", path].map { (text: String) in strdup(text) }
        arguments.append(nil)
        defer { arguments.forEach { free($0) } }
        guard posix_spawn(&process, "/bin/rm", nil, nil, arguments, nil) == 0 else { return }
        waitpid(process, nil, 0)
    }
}
