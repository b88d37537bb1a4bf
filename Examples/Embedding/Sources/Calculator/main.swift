import Glibc
import InterpreterLockdown
import Policy
import PythonRuntime
import ShippedPolicies
import VirtualSystem

// An application that holds the secured interpreter in its own process, as Cannon's did. No wall stands
// around it: run what you would otherwise have run unsecured, never what is hostile.

/// Ties the script to this process's output; it gets no input and no modules of its own.
final class Console: HostConnection {
    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream) {
        _ = Glibc.write(stream == .standardOutput ? 1 : 2, bytes.baseAddress, bytes.count)
    }
    func flush() {}
    func readStandardInput(atMost count: Int) -> [UInt8] { [] }
    func sourceModule(named name: ModuleName) -> SourceModule? { nil }
    func record(_ denial: Denial) { print("denied: \(denial.operation)") }
}

let script = """
    from calculator import rate
    import math

    print("price", math.floor(rate("EUR") * 100))
    for attempt in ("import ctypes", "import subprocess; subprocess.run(['true'])"):
        try:
            eval(compile(attempt, "attempt", "exec"))
            print("ESCAPED")
        except (ImportError, OSError, AttributeError) as error:
            print("held", type(error).__name__)
    """

do {
    guard let whitelist = ShippedPolicies.whitelist(named: "standard"),
        let events = ShippedPolicies.auditEvents(forPython: Interpreter.minorVersion)
    else { throw InterpreterFailure(part: "policies", reason: "none are shipped for this Python") }
    let interpreter = try SecuredInterpreter(policy: ScriptPolicy(whitelist: whitelist, allowedAuditEvents: events))

    // A capability: the script can call this function, and nothing behind it.
    try interpreter.grant(moduleNamed: "calculator") { functions, lock throws(PythonError) in
        let module = try NativeModule("calculator", "What this application offers.", functions: functions, lock: lock)
        try module.function("rate", "(currency, /)", "The exchange rate of a currency.") { call throws(PythonError) in
            guard try call.string(0) == "EUR" else { throw PythonError(.keyError, "no such currency") }
            return try call.lock.float(1.25)
        }
        return module.finish()
    }

    // What no script can do any more stays possible natively: the application forges a function.
    let capabilities = try interpreter.objectCapabilities()
    let request = ScriptRequest(origin: .file(name: "prices.py"), source: Array(script.utf8))
    try InterpreterLock.withLock { lock throws(PythonError) in
        let subclasses = try capabilities.subclasses(of: lock.objectClass, lock: lock)
        print("the application sees \(try subclasses.count() > 50 ? "all" : "few") classes")
    }
    let outcome = interpreter.run(request, host: Console())
    print(outcome == .exited(status: 0) ? "done" : "failed: \(outcome)")
    exit(outcome == .exited(status: 0) ? 0 : 1)
} catch {
    print("failed: \(error)")
    exit(1)
}
