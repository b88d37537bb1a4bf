internal import Glibc

/// The bytes of a policy file, and what to call it.
public struct PolicyText: Sendable {
    /// The largest accepted file, in bytes.
    public static let maximumSize = 1 << 20

    /// How errors name the file.
    public let name: String
    public let bytes: [UInt8]
    /// Equal for two texts exactly if they are one file, whatever paths led to it.
    let identity: String

    /// A text that is no file, such as one compiled in. Two of one name are the same text.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        identity = "text:" + name
    }

    /// Reads a regular file of at most `maximumSize` bytes. Never waits, as opening a FIFO would.
    public init(contentsOf path: String) throws(PolicyFileError) {
        func failure(_ problem: PolicyFileError.Problem) -> PolicyFileError {
            PolicyFileError(file: path, line: nil, problem: problem)
        }
        if path.isEmpty || path.utf8.contains(0) {
            throw failure(.unreadable(reason: "the path is empty or holds a NUL"))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(.unreadable(reason: String(cString: strerror(errno)))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw failure(.unreadable(reason: String(cString: strerror(errno))))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure(.notRegularFile) }

        var read = [UInt8]()
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(.unreadable(reason: String(cString: strerror(errno))))
            }
            read += chunk[..<count]
            // The file may grow while it is read, so its status does not bound it.
            if read.count > Self.maximumSize { throw failure(.tooLarge(limit: Self.maximumSize)) }
        }
        name = path
        bytes = read
        identity = "file:\(status.st_dev):\(status.st_ino)"
    }
}
