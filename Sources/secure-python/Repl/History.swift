import Glibc
import SecurePython

/// The lines typed in earlier sessions: `$XDG_STATE_HOME/secure-python/history`, which only its user can read.
///
/// Each line is added as it is typed. Where the file cannot be had, lines are remembered for the session alone.
struct History {
    static let size = 1_000
    /// The file is cut back to `size` lines when it is found with more than this.
    private static let tolerance = 2_000
    private static let largestFile = 4 << 20

    /// Of earlier sessions, the oldest first.
    let lines: [String]
    private let descriptor: Int32?

    static let none = History(lines: [], descriptor: nil)

    /// The user's, made where it is missing.
    static func ofUser() -> History {
        guard let folder = Self.folder else { return .none }
        let path = folder + "/history"
        // Not through a link, which somebody else may have put there.
        let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { return .none }
        var file = stat()
        guard fstat(descriptor, &file) == 0, file.st_mode & S_IFMT == S_IFREG, file.st_uid == geteuid(),
            fchmod(descriptor, 0o600) == 0
        else {
            close(descriptor)
            return .none
        }
        let lines = contents(of: descriptor).split(separator: "\n").map(String.init)
        if lines.count > tolerance, let file = try? ReplacedFile(at: path) {
            try? file.write(lines.suffix(size).joined(separator: "\n") + "\n")
            close(descriptor)
            return ofUser()
        }
        return History(lines: lines.suffix(size), descriptor: descriptor)
    }

    func add(_ line: String) {
        guard let descriptor else { return }
        let bytes = Array((line + "\n").utf8)
        // At once, so that lines of two sessions do not mix. A disk that is full loses the line.
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// The XDG base directory specification: a relative path is to be ignored.
    private static var folder: String? {
        var folder: String
        if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
            folder = state
        } else if let home = variable("HOME"), home.hasPrefix("/") {
            folder = home
            for name in [".local", "state"] {
                folder += "/" + name
                guard isFolder(folder) else { return nil }
            }
        } else {
            return nil
        }
        guard isFolder(folder) else { return nil }
        folder += "/secure-python"
        return isFolder(folder) ? folder : nil
    }

    /// Whether it is one; made where there is nothing.
    private static func isFolder(_ path: String) -> Bool {
        mkdir(path, 0o700) == 0 || errno == EEXIST
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func contents(of descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < largestFile {
            let count = read(descriptor, &room, room.count)
            guard count > 0 else { break }
            bytes += room[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
