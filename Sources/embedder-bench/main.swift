internal import Glibc
internal import InterpreterLockdown
internal import Policy
internal import ShippedPolicies
internal import VirtualSystem

/// Runs one script in this process, for counting instructions: `embedder-bench SCRIPT [--without-layers]`.
final class DirectConnection: HostConnection {
    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(stream == .standardOutput ? 1 : 2, rest.baseAddress, rest.count)
            guard written > 0 else { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }
    func flush() {}
    func readStandardInput(atMost count: Int) -> [UInt8] { [] }
    func sourceModule(named name: ModuleName) -> SourceModule? { nil }
    func record(_ denial: Denial) {}
}

func complain(_ text: String) -> Never {
    let line = Array("embedder-bench: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    exit(64)
}

func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        guard count > 0 else { return count == 0 ? bytes : nil }
        bytes += chunk[..<count]
    }
}

let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.first, let source = contents(of: path) else { complain("usage: SCRIPT [--without-layers]") }
guard let whitelist = ShippedPolicies.whitelist(named: "standard"),
    let events = ShippedPolicies.auditEvents(forPython: "3.11")
else { complain("the shipped policies are missing") }
let policy = ScriptPolicy(
    whitelist: whitelist, allowedAuditEvents: events,
    absentLayers: arguments.contains("--without-layers") ? [.language, .audit] : [])
do {
    let interpreter = try SecuredInterpreter(policy: policy)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let outcome = interpreter.run(ScriptRequest(origin: .file(name: name), source: source), host: DirectConnection())
    if case .exited(let status) = outcome { exit(status) }
    exit(1)
} catch {
    complain(error.description)
}
