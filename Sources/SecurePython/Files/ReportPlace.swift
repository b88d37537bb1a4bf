internal import LinuxShims

extension Sandbox {
    /// A report is the host's word, and stands nowhere that a script could write to or read it from.
    ///
    /// - Throws: `SandboxError.Code.request` where `path` is beneath a folder that is mounted, or into which artefacts
    ///   are brought.
    package func checkReportPlace(_ path: String) throws(SandboxError) {
        let granted = files.compactMap { file -> (host: String, status: spl_status)? in
            switch file {
            case .mount(let host, _, _), .collect(_, let host): Self.status(of: host).map { (host, $0) }
            case .memory, .scratch: nil
            }
        }
        if granted.isEmpty { return }
        func check(_ status: spl_status) throws(SandboxError) {
            guard let found = granted.first(where: { $0.status.isSame(as: status) }) else { return }
            throw SandboxError(
                .request, "The report at \(path) would be within \(found.host), which the script reaches. Write it elsewhere.")
        }
        if let itself = Self.status(of: path) { try check(itself) }
        var folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var below: spl_status?
        while let status = Self.status(of: folder) {
            try check(status)
            // The folder above the root is the root.
            if let below, below.isSame(as: status) { return }
            below = status
            folder += "/.."
        }
    }

    private static func status(of path: String) -> spl_status? {
        guard let number = try? checked(spl_open_anchor(path)) else { return nil }
        return try? OwnedDescriptor(owning: number).status()
    }
}
