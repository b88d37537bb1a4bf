internal import Glibc
internal import PythonRuntime

/// `_signal`: names and numbers. Scripts neither send nor handle signals.
enum SignalModule {
    private static let numbers: [(String, Int32)] = [
        ("SIGHUP", SIGHUP), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT), ("SIGILL", SIGILL), ("SIGTRAP", SIGTRAP),
        ("SIGABRT", SIGABRT), ("SIGIOT", SIGABRT), ("SIGBUS", SIGBUS), ("SIGFPE", SIGFPE), ("SIGKILL", SIGKILL),
        ("SIGUSR1", SIGUSR1), ("SIGSEGV", SIGSEGV), ("SIGUSR2", SIGUSR2), ("SIGPIPE", SIGPIPE), ("SIGALRM", SIGALRM),
        ("SIGTERM", SIGTERM), ("SIGSTKFLT", 16), ("SIGCHLD", SIGCHLD), ("SIGCLD", SIGCHLD), ("SIGCONT", SIGCONT),
        ("SIGSTOP", SIGSTOP), ("SIGTSTP", SIGTSTP), ("SIGTTIN", SIGTTIN), ("SIGTTOU", SIGTTOU), ("SIGURG", SIGURG),
        ("SIGXCPU", SIGXCPU), ("SIGXFSZ", SIGXFSZ), ("SIGVTALRM", SIGVTALRM), ("SIGPROF", SIGPROF),
        ("SIGWINCH", SIGWINCH), ("SIGIO", 29), ("SIGPOLL", 29), ("SIGPWR", 30), ("SIGSYS", SIGSYS), ("SIGRTMIN", 34),
        ("SIGRTMAX", 64), ("NSIG", 65), ("SIG_DFL", 0), ("SIG_IGN", 1), ("SIG_BLOCK", 0), ("SIG_UNBLOCK", 1),
        ("SIG_SETMASK", 2), ("ITIMER_REAL", 0), ("ITIMER_VIRTUAL", 1), ("ITIMER_PROF", 2),
    ]

    static func make(_ system: SystemContext, _ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        let module = try NativeModule("_signal", "Names and numbers of signals.", functions: system.functions, lock: lock)
        for (name, number) in numbers { try module.integer(name, Int(number), lock: lock) }
        let osError = lock.exceptionClass(.osError)
        try module.object(
            "ItimerError", lock.emptyClass("itimer_error", module: "signal", base: osError, metaclass: osError.type()))

        try module.function("getsignal", "(signalnum, /)", "Return the current action, which is always the default.") {
            call throws(PythonError) in
            _ = try checkedNumber(call)
            return try call.lock.integer(0)
        }
        try module.function("signal", "(signalnum, handler, /)", "Accepts SIG_DFL, which stands; all else is refused.") {
            call throws(PythonError) in
            let number = try checkedNumber(call)
            let handler = call.object(1)
            if handler.isInteger, try handler.integer() == 0 { return try call.lock.integer(0) }
            throw refusal(system, "handling signal \(number)")
        }
        try module.function("raise_signal", "(signalnum, /)") { call throws(PythonError) in
            throw refusal(system, "raising signal \(try checkedNumber(call))")
        }
        try module.function("siginterrupt", "(signalnum, flag, /)") { call throws(PythonError) in
            _ = try checkedNumber(call)
            return call.lock.none
        }
        try module.function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", "Signals never arrive, so nothing is woken.") {
            call throws(PythonError) in
            _ = try call.integer(0)
            return try call.lock.integer(-1)
        }
        try module.function("default_int_handler", "(signalnum, frame, /)", "Raises KeyboardInterrupt.") {
            call throws(PythonError) in
            throw PythonError.instance(try system.builtin("KeyboardInterrupt", lock: call.lock).call())
        }
        try module.function("strsignal", "(signalnum, /)", "Return the system description of the given signal.") {
            call throws(PythonError) in
            let number = try checkedNumber(call)
            guard let text = Glibc.strsignal(Int32(number)) else { return call.lock.none }
            return try call.lock.string(String(cString: text))
        }
        try module.function("valid_signals", "()", "Return a set of valid signal numbers on this platform.") {
            call throws(PythonError) in
            // 32 and 33 belong to the C library.
            let numbers = try call.lock.tuple(ofIntegers: (1...64).filter { $0 != 32 && $0 != 33 })
            return try system.builtin("set", lock: call.lock).call(numbers)
        }
        return module.finish()
    }

    private static func checkedNumber(_ call: borrowing NativeCall) throws(PythonError) -> Int {
        let number = try call.integer(0)
        guard (1..<65).contains(number) else { throw PythonError(.valueError, "signal number out of range") }
        return number
    }

    private static func refusal(_ system: SystemContext, _ operation: String) -> PythonError {
        system.refusal(operation, rule: "the virtual system", remedy: "no grant lets a script send or handle signals")
    }
}
