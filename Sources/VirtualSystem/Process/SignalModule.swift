internal import Glibc
internal import PythonRuntime

/// `_signal` without signals: the numbers and their names are there, and handlers may be named, but nothing ever calls them.
enum SignalModule {
    static func make(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let real = try services.hiddenModule("_signal", lock: lock)
        let module = try NativeModule(
            "_signal", "Signal numbers; no signal reaches a script, and it sends none.", functions: functions, lock: lock)
        try module.realConstants(prefixes: ["SIG", "ITIMER_", "NSIG"], from: real)
        try module.real(["strsignal", "valid_signals"], from: real)
        try module.object("ItimerError", lock.exceptionClass(.osError))

        let holder = InterruptHandler(real: try real.attribute("default_int_handler"))
        try module.function("default_int_handler", "(signalnum, frame, /)", "Raises KeyboardInterrupt.") {
            call throws(PythonError) in
            try holder.real.call(call.object(0), call.object(1))
        }
        let dispositions = try Dispositions(count: real.attribute("NSIG").integer())
        if let interrupt = try module.attribute("default_int_handler") { try dispositions.set(interrupt, of: Int(SIGINT)) }
        try addDispositions(to: module, dispositions)
        try module.function("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)") { call throws(PythonError) in
            try call.lock.integer(-1)
        }
        try module.function("siginterrupt", "(signalnum, flag, /)") { call throws(PythonError) in call.lock.none }

        try refuse("raise_signal", "(signalnum, /)", "sending a signal", in: module, services)
        let alarm = "setting an alarm"
        try refuse("alarm", "(seconds, /)", alarm, in: module, services) { call throws(PythonError) in
            try call.integer(0) == 0
        }
        try refuse("setitimer", "(which, seconds, interval=0.0, /)", alarm, in: module, services)
        return module.finish()
    }

    /// Refuses what would have a signal come; `isHarmless` tells what changes nothing and answers 0.
    private static func refuse(
        _ name: String, _ signature: NativeSignature, _ operation: String, in module: borrowing NativeModule,
        _ services: any InterpreterServices,
        unless isHarmless: @escaping (borrowing NativeCall) throws(PythonError) -> Bool = { _ throws(PythonError) in false }
    ) throws(PythonError) {
        try module.function(name, signature, "Refuses: no signal reaches a script.") {
            [unowned services] call throws(PythonError) in
            if try isHarmless(call) { return try call.lock.integer(0) }
            throw PythonError(
                .permissionError,
                services.deny(
                    operation: operation, rule: "the virtual module '_signal'",
                    remedy: "no run is granted signals; --wall and --cpu bound its time"))
        }
    }

    private static func addDispositions(
        to module: borrowing NativeModule, _ dispositions: Dispositions
    ) throws(PythonError) {
        try module.function("getsignal", "(signalnum, /)", "The handler that was named last.") { call throws(PythonError) in
            try dispositions.handler(of: call.integer(0), lock: call.lock)
        }
        try module.function("signal", "(signalnum, handler, /)", "Names a handler, which nothing ever calls.") {
            call throws(PythonError) in
            let number = try call.integer(0)
            let former = try dispositions.handler(of: number, lock: call.lock)
            try dispositions.set(call.object(1), of: number)
            return former
        }
    }
}

/// What handles which signal, as far as a script can see. SIGPIPE is ignored and SIGINT raises KeyboardInterrupt, as
/// python3 has it; the others have the default action.
private final class Dispositions {
    private let count: Int
    private var handlers: [Int: KeptReference] = [:]

    private static let defaultAction = 0
    private static let ignoring = 1

    init(count: Int) {
        self.count = count
    }

    private func check(_ number: Int) throws(PythonError) {
        guard (1..<count).contains(number) else { throw PythonError(.valueError, "signal number out of range") }
    }

    func handler(of number: Int, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try check(number)
        if let handler = handlers[number] { return handler.reference.copy() }
        return try lock.integer(number == Int(SIGPIPE) ? Self.ignoring : Self.defaultAction)
    }

    func set(_ handler: borrowing PythonReference, of number: Int) throws(PythonError) {
        let isNumber = handler.isInteger
        guard try isNumber ? (Self.defaultAction...Self.ignoring).contains(handler.integer()) : handler.isCallable else {
            throw PythonError(
                .typeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
        }
        try check(number)
        if number == Int(SIGKILL) || number == Int(SIGSTOP) { throw PythonError.system(EINVAL) }
        handlers[number] = KeptReference(handler.copy())
    }
}

/// Keeps CPython's own handler for the function that stands in its place.
private final class InterruptHandler {
    let real: PythonReference

    init(real: consuming PythonReference) {
        self.real = real
    }
}
