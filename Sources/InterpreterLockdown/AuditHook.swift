internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime

/// The second layer: every audit event whose name is not on the table is refused.
///
/// Added before CPython starts, so that nothing removes it; armed once, after which nothing disarms it.
enum AuditHook {
    /// - Parameter denials: where refusals are told; kept as long as the process lives, as the hook is.
    static func install(allowing events: Set<String>, denials: DenialLog) throws(InterpreterFailure) {
        for event in events {
            guard event.withCString({ spy_audit_add_allowed($0) }) == 0 else {
                throw InterpreterFailure(part: "audit table", reason: "the event '\(event)' is too long, or one too many")
            }
        }
        guard spy_install_audit_hook(refuse, Unmanaged.passRetained(denials).toOpaque()) == 0 else {
            throw InterpreterFailure(part: "audit hook", reason: "PySys_AddAuditHook failed")
        }
    }

    static func arm() { spy_arm_audit() }
}

private let refuse: spy_audit_verdict = { event, denials in
    let name = String(cString: event)
    let operation = "audit event '\(name)'"
    let rule = "the audit table of Python \(Interpreter.minorVersion)"
    let remedy = "events that are not on the table are refused, whatever raises them"
    let text = Unmanaged<DenialLog>.fromOpaque(denials).takeUnretainedValue()
        .deny(layer: .audit, operation: operation, rule: rule, remedy: remedy)
    PythonError(.permissionError, text).raise()
    return -1
}
