internal import Policy

/// A worker that was found, and what it says of itself.
package struct InstalledWorker: Sendable {
    package let path: String
    /// Such as `3.11.2`.
    package let python: String
    /// The file of the shared libpython; `nil` where the worker holds CPython itself.
    package let library: String?

    /// Major and minor version, by which audit tables are named.
    package var pythonSeries: String { python.split(separator: ".").prefix(2).joined(separator: ".") }

    /// Asked of a worker without any layer, since what is asked for is what layers hide. The script is ours.
    private static let question = """
        import sys
        print("%d.%d.%d" % sys.version_info[:3])
        for line in open("/proc/self/maps"):
            path = line.rstrip("\\n").split(None, 5)[5:]
            if path and path[0].rpartition("/")[2].startswith("libpython"):
                print(path[0])
                break
        """

    static func found(_ location: WorkerLocation, workerUser: UInt32) -> Result<InstalledWorker, SandboxError> {
        Result { () throws(SandboxError) in
            let path = try location.resolved()
            let sandbox = Sandbox(
                whitelist: try .resolving("minimal"), auditEvents: .exactly([]), unsafelyWithout: Set(Layer.allCases),
                worker: location, workerUser: workerUser)
            let completion = try sandbox.runBlocking(ScriptRequest(origin: .command, source: Array(question.utf8)))
            let lines = String(decoding: completion.standardOutput, as: UTF8.self).split(separator: "\n").map(String.init)
            guard completion.report.verdict == .ok, let python = lines.first else {
                let said = String(decoding: completion.standardError, as: UTF8.self)
                throw SandboxError(
                    .worker, "The worker at \(path) starts, but cannot tell its version of Python "
                        + "(\(completion.report.verdict.name)): \(said)")
            }
            return InstalledWorker(path: path, python: python, library: lines.dropFirst().first)
        }
    }
}
