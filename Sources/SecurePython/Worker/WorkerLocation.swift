internal import LinuxShims

/// Where the worker executable is.
public enum WorkerLocation: Sendable, Equatable {
    /// Beside the running executable, else in `../libexec/secure-python/` from it. Neither the environment nor
    /// the working directory has a say.
    case besideExecutable
    /// This file.
    case path(String)

    static let fileName = "secure-python-worker"

    /// The path of a regular, executable file that others cannot write to.
    func resolved() throws(SandboxError) -> String {
        switch self {
        case .path(let path):
            guard let path = try Self.accepted(path) else {
                throw SandboxError(.worker, "There is no worker at \(path).")
            }
            return path
        case .besideExecutable:
            let folder = try Self.folderOfExecutable()
            let candidates = ["\(folder)/\(Self.fileName)", "\(folder)/../libexec/secure-python/\(Self.fileName)"]
            for candidate in candidates {
                if let path = try Self.accepted(candidate) { return path }
            }
            throw SandboxError(
                .worker,
                "The worker was found neither at \(candidates[0]) nor at \(candidates[1]). Build it with "
                    + "`swift build --product \(Self.fileName)`, or install it there.")
        }
    }

    private static func folderOfExecutable() throws(SandboxError) -> String {
        var bytes = [CChar](repeating: 0, count: 4096)
        let length = spl_read_link("/proc/self/exe", &bytes, bytes.count)
        guard length > 0 else {
            let reason = text(of: Int32(clamping: -length))
            throw SandboxError(.worker, "The running executable cannot be found: \(reason).")
        }
        let path = String(decoding: bytes.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let slash = path.lastIndex(of: "/") else {
            throw SandboxError(.worker, "The running executable has no folder: \(path).")
        }
        return String(path[..<slash])
    }

    /// `nil` where there is no such file.
    private static func accepted(_ path: String) throws(SandboxError) -> String? {
        let file: spl_file
        do {
            file = try Descriptor(owning: try checked(spl_open_read(path))).description()
        } catch {
            if error.number == 2 || error.number == 20 { return nil }
            throw SandboxError(.worker, "The worker at \(path) cannot be used: \(error).")
        }
        guard file.isRegular, file.isExecutable else {
            throw SandboxError(.worker, "The worker at \(path) is not an executable file.")
        }
        guard !file.isWritableByOthers else {
            throw SandboxError(
                .worker, "The worker at \(path) can be written by everyone. Take that right away: chmod o-w.")
        }
        return path
    }
}
