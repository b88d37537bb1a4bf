internal import Glibc
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
        try addDispositions(to: module, services, count: count)
        let holder = InterruptHandler(real: try real.attribute("default_int_handler"))
        try module.function("default_int_handler", "(signalnum, frame, /)", "Raises KeyboardInterrupt.") {
            call throws(PythonError) in
            try holder.real.call(call.object(0), call.object(1))
        }
        try module.function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)") { call throws(PythonError) in
            try call.lock.integer(-1)
        }
        try module.function("siginterrupt", "(signalnum, flag, /)") { call throws(PythonError) in call.lock.none }

        try module.function("raise_signal", "(signalnum, /)") { [unowned services] _ throws(PythonError) in
            throw refusal("sending a signal", services)
        }
        return module.finish()
    }

    /// Every disposition is the default one, that of SIGINT too, but for SIGPIPE, which python3 ignores and of
    /// which pipes in memory send none. Naming `default_int_handler` for SIGINT would make `asyncio.run`
    /// install a handler of its own, and fail.
    private static func addDispositions(
        to module: borrowing NativeModule, _ services: any InterpreterServices, count: Int
    ) throws(PythonError) {
        let checked = { (call: borrowing NativeCall) throws(PythonError) -> Int in
            let number = try call.integer(0)
            guard (1..<count).contains(number) else { throw PythonError(.valueError, "signal number out of range") }
            return number
        }
        try module.function("getsignal", "(signalnum, /)") { call throws(PythonError) in
            try call.lock.integer(checked(call) == Int(SIGPIPE) ? ignoring : 0)
        }
        try module.function("signal", "(signalnum, handler, /)", "Accepts what changes nothing; handlers are refused.") {
            [unowned services] call throws(PythonError) in
            let number = try checked(call)
            let handler = call.object(1)
            let isPipe = number == Int(SIGPIPE)
            if handler.isInteger {
                let disposition = try handler.integer()
                if disposition == 0 || (isPipe && disposition == ignoring) {
                    return try call.lock.integer(isPipe ? ignoring : 0)
                }
            }
            throw refusal("installing a signal handler", services)
        }
    }

    private static let ignoring = 1

    private static func refusal(_ operation: String, _ services: any InterpreterServices) -> PythonError {
        PythonError(
            .permissionError,
            services.deny(
                operation: operation, rule: "the virtual module '_signal'", remedy: "no run is granted signals"))
    }
}

/// Keeps CPython's own handler for the function that stands in its place.
private final class InterruptHandler {
    let real: PythonReference

    init(real: consuming PythonReference) {
        self.real = real
    }
}
