internal import DirectHost
internal import Glibc
internal import InterpreterLockdown
internal import Policy
internal import ShippedPolicies

// Runs one script in this process, for counting instructions: `embedder-bench SCRIPT [--without-layers]`.

func complain(_ text: String) -> Never {
    let line = Array("embedder-bench: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    exit(64)
}

let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.first, let source = contentsOfFile(atPath: path) else {
    complain("usage: embedder-bench SCRIPT [--without-layers]")
}
guard let whitelist = ShippedPolicies.whitelist(named: "standard"),
    let events = ShippedPolicies.auditEvents(forPython: "3.11")
else { complain("the shipped policies are missing") }
let policy = ScriptPolicy(
    whitelist: whitelist, allowedAuditEvents: events,
    absentLayers: arguments.contains("--without-layers") ? [.language, .audit] : [])
do {
    let interpreter = try SecuredInterpreter(policy: policy)
    interpreter.prepareForFork()
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let outcome = interpreter.run(ScriptRequest(origin: .file(name: name), source: source), host: DirectConnection())
    if case .exited(let status) = outcome { exit(status) }
    exit(1)
} catch {
    complain(error.description)
}
