internal import DirectHost
internal import Glibc
internal import InterpreterLockdown
internal import Policy
internal import PythonRuntime
internal import ShippedPolicies

// Runs SecurityTests/reachability/walk.py, which visits all that a script can reach from its globals and
// from every whitelisted module, and fails where it meets an object of the forbidden set.

func complain(_ text: String) -> Never {
    let line = Array("reachability-walk: \(text)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    exit(1)
}

guard CommandLine.arguments.count == 2, let source = contentsOfFile(atPath: CommandLine.arguments[1]) else {
    complain("usage: reachability-walk SecurityTests/reachability/walk.py")
}
guard let whitelist = ShippedPolicies.whitelist(named: "standard"),
    let events = ShippedPolicies.auditEvents(forPython: Interpreter.minorVersion)
else { complain("the shipped policies are missing") }

do {
    let interpreter = try SecuredInterpreter(policy: ScriptPolicy(whitelist: whitelist, allowedAuditEvents: events))
    let names = whitelist.modules.keys.map(\.text).sorted()
    try interpreter.grant(moduleNamed: "forbidden") { functions, lock throws(PythonError) in
        let module = try NativeModule("forbidden", "", functions: functions, lock: lock)
        try module.object("modules", lock.list(ofStrings: names))
        // Taken when the walk begins, after every module is loaded.
        var objects: ForbiddenObjects?
        try module.function("begin", "()") { call throws(PythonError) in
            do throws(InterpreterFailure) {
                objects = try interpreter.forbiddenObjects()
            } catch {
                throw PythonError(.systemError, error.description)
            }
            return try call.lock.integer(objects?.count ?? 0)
        }
        try module.function("name_of", "(object, /)") { call throws(PythonError) in
            guard let name = objects?.name(of: call.object(0)) else { return call.lock.none }
            return try call.lock.string(name)
        }
        return module.finish()
    }
    let outcome = interpreter.run(
        ScriptRequest(origin: .file(name: "walk.py"), source: source), host: DirectConnection())
    guard outcome == .exited(status: 0) else { complain("the walk did not end well: \(outcome)") }
} catch {
    complain(error.description)
}
