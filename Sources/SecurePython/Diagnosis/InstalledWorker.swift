internal import Policy

/// A worker that was found, and what it says of itself.
package struct InstalledWorker: Sendable {
    package let path: String
    /// Such as `3.11.2`.
    package let python: String
    /// The text of `sys.version`, by which builds of one version differ.
    package let build: String
    /// The same of the installed interpreter of that series; `nil` where there is none.
    package let installedBuild: String?
    /// The file of the shared libpython; `nil` where the worker holds CPython itself.
    package let library: String?

    /// Major and minor version, by which audit tables are named.
    package var pythonSeries: String { python.split(separator: ".").prefix(2).joined(separator: ".") }

    /// Whether the machine's own CPython is another build than the worker's, which updates of the machine do not reach.
    package var isOutdated: Bool { installedBuild.map { $0 != build } ?? false }

    /// Asked of a worker without any layer, since what is asked for is what layers hide. The script is ours.
    private static let question = """
        import os, sys
        def one_line(text): return " ".join(text.split())
        def installed():
            interpreter = "/usr/bin/python%d.%d" % sys.version_info[:2]
            reader, writer = os.pipe()
            try:
                process = os.posix_spawn(
                    interpreter, [interpreter, "-I", "-S", "-c", "import sys; print(sys.version)"], {},
                    file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)])
            except OSError:
                return ""
            finally:
                os.close(writer)
            with os.fdopen(reader) as output: text = output.read()
            return text if os.waitpid(process, 0)[1] == 0 else ""
        def library():
            with open("/proc/self/maps") as maps:
                for line in maps:
                    path = line.rstrip("\\n").split(None, 5)[5:]
                    if path and path[0].rpartition("/")[2].startswith("libpython"): return path[0]
            return ""
        print("%d.%d.%d" % sys.version_info[:3], one_line(sys.version), one_line(installed()), library(), sep="\\n")
        """

    static func found(_ location: WorkerLocation, workerUser: UInt32) -> Result<InstalledWorker, SandboxError> {
        Result { () throws(SandboxError) in
            let path = try location.resolved()
            let sandbox = Sandbox(
                whitelist: try .resolving("minimal"), auditEvents: .exactly([]), unsafelyWithout: Set(Layer.allCases),
                worker: location, workerUser: workerUser)
            let completion = try sandbox.runBlocking(ScriptRequest(origin: .command, source: Array(question.utf8)))
            let lines = String(decoding: completion.standardOutput, as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
            guard completion.report.verdict == .ok, lines.count >= 4, let python = lines[0], let build = lines[1] else {
                let said = String(decoding: completion.standardError, as: UTF8.self)
                throw SandboxError(
                    .worker, "The worker at \(path) starts, but cannot tell its version of Python "
                        + "(\(completion.report.verdict.name)): \(said)")
            }
            return InstalledWorker(path: path, python: python, build: build, installedBuild: lines[2], library: lines[3])
        }
    }
}
