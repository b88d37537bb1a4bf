package import Glibc

/// The few file operations that the runner, and the fuzzer beside it, need.
package enum HostFiles {
    package static func read(_ path: String, limit: Int = 16 << 20) throws(CorpusError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, "open") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, "read") }
            if count == 0 { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    /// Creates or replaces a file. The mode is set as given, whatever the umask.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(CorpusError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failure(path, "create") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path, "write") }
            written += count
        }
        guard fchmod(descriptor, mode) == 0 else { throw failure(path, "set the mode of") }
    }

    package static func makeFolder(_ path: String, mode: mode_t) throws(CorpusError) {
        guard mkdir(path, mode) == 0, chmod(path, mode) == 0 else { throw failure(path, "create") }
    }

    /// With the number of this process, so that what it leaves behind is known for its own.
    private static var temporaryPrefix: String { "/tmp/secure-python-test-\(getpid())-" }

    /// What this process has left under the system's temporary folder, and what a user that only scripts run as has
    /// left there and where shared memory is.
    static func temporaryFiles(of user: uid_t) -> [String] {
        let isScriptsOwn = user != geteuid() && geteuid() == 0
        return ["/tmp", "/var/tmp", "/dev/shm"].flatMap { folder in
            ((try? list(folder)) ?? []).map { folder + "/" + $0 }.filter { path in
                var status = stat()
                return path.hasPrefix(temporaryPrefix)
                    || isScriptsOwn && lstat(path, &status) == 0 && status.st_uid == user
            }
        }
    }

    /// A new folder with an unguessable name under the system's temporary folder.
    package static func makeTemporaryFolder() throws(CorpusError) -> String {
        var template = Array((temporaryPrefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw failure("/tmp", "create a folder under") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    enum Kind {
        case file, folder, other
    }

    /// The kind of what stands at a path itself, links not followed; `nil` where nothing does.
    static func kind(_ path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// The sorted names in a folder.
    package static func list(_ path: String) throws(CorpusError) -> [String] {
        guard let folder = opendir(path) else { throw failure(path, "list") }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func absolute(_ path: String) throws(CorpusError) -> String {
        guard let resolved = realpath(path, nil) else { throw failure(path, "find") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func failure(_ path: String, _ act: String) -> CorpusError {
        CorpusError(path: path, reason: "cannot \(act) it: \(String(cString: strerror(errno)))")
    }
}
