internal import DirectHost
internal import Glibc
internal import InterpreterLockdown
internal import Policy
internal import PythonRuntime
internal import ShippedPolicies

// Runs one script in this process, for counting instructions: `embedder-bench SCRIPT [--without-layers]`.

func complain(_ text: String) -> Never {
    let line = Array("embedder-bench: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    exit(64)
}

/// The same embedder with the layers up.
func runSecured(_ request: ScriptRequest) throws(InterpreterFailure) -> ScriptOutcome {
    guard let whitelist = ShippedPolicies.whitelist(named: "standard"),
        let events = ShippedPolicies.auditEvents(forPython: Interpreter.minorVersion)
    else { throw InterpreterFailure(part: "policies", reason: "none are shipped for this Python") }
    let interpreter = try SecuredInterpreter(policy: ScriptPolicy(whitelist: whitelist, allowedAuditEvents: events))
    interpreter.prepareForFork()
    return interpreter.run(request, host: DirectConnection())
}

/// Stock CPython, importing from its library as it likes, with a frozen heap as the layers have one.
func runPlain(_ request: ScriptRequest) throws -> ScriptOutcome {
    try Interpreter.start(InterpreterConfiguration())
    return try Interpreter.withHeldLock { lock throws(PythonError) in
        guard let modules = try PythonModule.systemNamespace(lock: lock).value(forKey: "modules"),
            let builtins = try modules.value(forKey: "builtins"), let main = try modules.value(forKey: "__main__")
        else { return .raised(type: "SystemError", message: "no built-ins", isDenial: false) }
        let collector = try builtins.attribute("__import__").call(lock.string("gc"))
        _ = try collector.callMethod("collect")
        _ = try collector.callMethod("freeze")
        let code = try builtins.attribute("compile")
            .call(lock.bytes(request.source), lock.string(request.displayPath), lock.string("exec"))
        _ = try builtins.attribute("exec").call(code, PythonModule.namespace(of: main))
        return .exited(status: 0)
    }
}

let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.first, let source = contentsOfFile(atPath: path) else {
    complain("usage: embedder-bench SCRIPT [--without-layers]")
}
let name = path.split(separator: "/").last.map(String.init) ?? path
let request = ScriptRequest(origin: .file(name: name), source: source)
do {
    let outcome = try arguments.contains("--without-layers") ? runPlain(request) : runSecured(request)
    guard case .exited(let status) = outcome else { exit(1) }
    exit(status)
} catch {
    complain("\(error)")
}
