import Glibc
import InterpreterLockdown
import Policy
import PythonRuntime
import ShippedPolicies

// An application that holds the secured interpreter in its own process, as Cannon's did. No wall stands
// around it: run what you would otherwise have run unsecured, never what is hostile.

let script = """
    from calculator import ledger, net, rate
    import math
    import sys

    print("price", math.floor(rate("EUR") * 100))
    print("ledger", ledger.read().decode().strip())
    print("net", net(100))
    for attempt in (
        "import ctypes",
        "import subprocess; subprocess.run(['true'])",
        "type(ledger)('/etc/passwd')",
        "ledger.__init__('/etc/passwd')",
        "type(net)(net.__code__, {})",
        "net.__code__.replace(co_consts=())",
        "net.__globals__['discount']",
    ):
        try:
            eval(compile(attempt, "attempt", "exec"))
        except (ImportError, OSError, AttributeError, TypeError, KeyError) as error:
            print("held", type(error).__name__)
        else:
            sys.exit("ESCAPED by " + attempt)
    """

/// A file of the host's with a line for the script, and nobody else's.
func makeLedger() throws(InterpreterFailure) -> String {
    var template = Array("/tmp/ledger.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw InterpreterFailure(part: "ledger", reason: String(cString: strerror(errno))) }
    _ = write(descriptor, "17 sold\n", 8)
    close(descriptor)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

do {
    guard let whitelist = ShippedPolicies.whitelist(named: "standard"),
        let events = ShippedPolicies.auditEvents(forPython: Interpreter.minorVersion)
    else { throw InterpreterFailure(part: "policies", reason: "none are shipped for this Python") }
    let interpreter = try SecuredInterpreter(policy: ScriptPolicy(whitelist: whitelist, allowedAuditEvents: events))
    let capabilities = try interpreter.objectCapabilities()
    let path = try makeLedger()
    try interpreter.grant(moduleNamed: "calculator") { functions, lock throws(PythonError) in
        let module = try NativeModule("calculator", "What this application offers.", functions: functions, lock: lock)
        // A capability: the script can call this function, and nothing behind it.
        try module.function("rate", "(currency, /)", "The exchange rate of a currency.") { call throws(PythonError) in
            guard try call.string(0) == "EUR" else { throw PythonError(.keyError, "no such currency") }
            return try call.lock.float(1.25)
        }
        // What no script can do stays possible natively. A file of the host: this one, to read, and no other.
        try module.object("ledger", capabilities.openFile(atPath: path, mode: "r", lock: lock))
        unlink(path)
        // A function in Python, over a namespace that the script does not get to see.
        let text = """
            discount = 7
            def net(price):
                return price - discount
            """
        let namespace = try lock.dictionary()
        let code = try capabilities.code(compiling: text, path: "prices.py", lock: lock)
        _ = try capabilities.function(code: code, globals: namespace, lock: lock).call()
        guard let net = try namespace.value(forKey: "net") else { throw PythonError(.keyError, "net") }
        try module.object("net", net)
        return module.finish()
    }

    let request = ScriptRequest(origin: .file(name: "prices.py"), source: Array(script.utf8))
    let outcome = interpreter.run(request, host: Console())
    let classes = try InterpreterLock.withLock { lock throws(PythonError) in
        try capabilities.subclasses(of: lock.objectClass, lock: lock).count()
    }
    print("the application sees \(classes > 50 ? "all" : "few") classes")
    print(outcome == .exited(status: 0) ? "done" : "failed: \(outcome)")
    exit(outcome == .exited(status: 0) && classes > 50 ? 0 : 1)
} catch {
    print("failed: \(error)")
    exit(1)
}
