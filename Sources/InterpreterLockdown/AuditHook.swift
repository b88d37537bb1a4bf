internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime

/// The second layer: every audit event whose name is not on the table is refused.
///
/// Added before CPython starts, so that nothing removes it; armed once, after which nothing disarms it.
enum AuditHook {
    static func install(allowing events: Set<String>) throws(InterpreterFailure) {
        for event in events {
            guard event.withCString({ spy_audit_add_allowed($0) }) == 0 else {
                throw InterpreterFailure(part: "audit table", reason: "the event '\(event)' is too long, or one too many")
            }
        }
        guard spy_install_audit_hook(refuse) == 0 else {
            throw InterpreterFailure(part: "audit hook", reason: "PySys_AddAuditHook failed")
        }
    }

    static func arm() { spy_arm_audit() }
}

private let refuse: spy_audit_verdict = { event in
    let name = String(cString: event)
    let operation = "audit event '\(name)'"
    let rule = "the audit table of Python \(Interpreter.minorVersion)"
    let remedy = "events that are not on the table are refused, whatever raises them"
    let text = AuditDenials.deny(operation: operation, rule: rule, remedy: remedy)
    PythonError(.permissionError, text).raise()
    return -1
}

/// The hook is a bare C function; it finds the log of the run through the shared context.
enum AuditDenials {
    static func deny(operation: String, rule: String, remedy: String) -> String {
        guard let log = LockdownContext.current?.denials else {
            return DenialLog.text(operation: operation, rule: rule, remedy: remedy)
        }
        return log.deny(layer: .audit, operation: operation, rule: rule, remedy: remedy)
    }
}
