internal import PythonRuntime

/// `_signal` without signals: the numbers and their names are there, handlers are not.
enum SignalModule {
    static func make(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let real = try services.hiddenModule("_signal", lock: lock)
        let module = try NativeModule(
            "_signal", "Signal numbers; a script handles and sends no signals.", functions: functions, lock: lock)
        try module.realConstants(prefixes: ["SIG", "ITIMER_", "NSIG"], from: real)
        try module.real(["strsignal", "valid_signals"], from: real)
        try module.object("ItimerError", lock.exceptionClass(.osError))

        let count = try real.attribute("NSIG").integer()
        // Every disposition is the default one, that of SIGINT too. Naming `default_int_handler` for it
        // would make `asyncio.run` install a handler of its own, and fail.
        try module.function("getsignal", "(signalnum, /)") { call throws(PythonError) in
            guard (1..<count).contains(try call.integer(0)) else {
                throw PythonError(.valueError, "signal number out of range")
            }
            return try call.lock.integer(0)
        }
        let holder = InterruptHandler(real: try real.attribute("default_int_handler"))
        try module.function("default_int_handler", "(signalnum, frame, /)", "Raises KeyboardInterrupt.") {
            call throws(PythonError) in
            try holder.real.call(call.object(0), call.object(1))
        }
        try module.function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)") { call throws(PythonError) in
            try call.lock.integer(-1)
        }
        try module.function("siginterrupt", "(signalnum, flag, /)") { call throws(PythonError) in call.lock.none }

        let refusals: [(name: String, signature: NativeSignature, operation: String)] = [
            ("raise_signal", "(signalnum, /)", "sending a signal"),
            ("signal", "(signalnum, handler, /)", "installing a signal handler"),
        ]
        for refusal in refusals {
            try module.function(refusal.name, refusal.signature) { [unowned services] _ throws(PythonError) in
                throw PythonError(
                    .permissionError,
                    services.deny(
                        operation: refusal.operation, rule: "the virtual module '_signal'",
                        remedy: "no run is granted signals"))
            }
        }
        return module.finish()
    }
}

/// Keeps CPython's own handler for the function that stands in its place.
private final class InterruptHandler {
    let real: PythonReference

    init(real: consuming PythonReference) {
        self.real = real
    }
}
