internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime
internal import PythonValues
internal import VirtualSystem

/// Runs one script to its end, as python3 would, without ever ending the process.
struct ScriptRunner: ~Copyable {
    let main: PythonReference
    let denials: DenialLog
    let printer: ExceptionPrinter

    /// Runs code in `__main__`.
    func run(
        _ lock: borrowing InterpreterLock, compile: () throws(PythonError) -> PythonReference
    ) -> ScriptOutcome {
        execute(lock, compile: compile) ?? .exited(status: 0)
    }

    /// Hands over the value that `body` makes with the globals of `__main__`; `nil` where there is one.
    func evaluate(
        _ lock: borrowing InterpreterLock, send: (Result<PythonValue, UnfitValue>) -> Void,
        _ body: (borrowing PythonReference) throws(PythonError) -> Result<PythonValue, UnfitValue>
    ) -> ScriptOutcome? {
        do {
            send(try body(PythonModule.namespace(of: main)))
            return nil
        } catch {
            return outcome(of: error, lock: lock)
        }
    }

    /// Runs code in `__main__`; `nil` where it ran to its end.
    func execute(
        _ lock: borrowing InterpreterLock, compile: () throws(PythonError) -> PythonReference
    ) -> ScriptOutcome? {
        do {
            let code = try compile()
            let namespace = try PythonModule.namespace(of: main)
            _ = try checked(PyEval_EvalCode(code.pointer, namespace.pointer, namespace.pointer))
            return nil
        } catch {
            return outcome(of: error, lock: lock)
        }
    }

    /// What follows the script: threads, exit functions, finalisers of its globals.
    consuming func finish(
        threading: borrowing PythonReference, runExitFunctions: borrowing PythonReference,
        lock: borrowing InterpreterLock, forgetMain: () throws(PythonError) -> Void
    ) {
        let printer = printer
        if !threading.isNone {
            do { _ = try threading.callMethod("_shutdown") } catch { printer.report(error, lock: lock) }
        }
        if !runExitFunctions.isNone {
            do { _ = try runExitFunctions.call() } catch { printer.report(error, lock: lock) }
        }
        do {
            let weak = try checked(PyWeakref_NewRef(main.pointer, nil))
            try forgetMain()
            _ = consume main
            // Finalisers of a collected module still see its globals; those of a cleared one would not.
            PyGC_Collect()
            guard let survivor = PyWeakref_GetObject(weak.pointer), survivor != spy_none() else { return }
            try Self.clear(PythonReference(retaining: survivor), lock: lock)
            PyGC_Collect()
        } catch {
            printer.report(error, lock: lock)
        }
    }

    /// As CPython clears a module: names with one underscore first, then the others, built-ins never.
    private static func clear(
        _ module: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let namespace = try PythonModule.namespace(of: module)
        let names = try namespace.stringKeys().filter { $0 != "__builtins__" }
        let isPrivate = { (name: String) in name.hasPrefix("_") && !name.hasPrefix("__") }
        for name in names.filter(isPrivate) + names.filter({ !isPrivate($0) }) {
            try namespace.setValue(lock.none, forKey: name)
        }
    }

    // MARK: Exceptions at the top level

    /// Characters of an exception's text that the host is told.
    private static let messageLength = 2_000

    func outcome(of error: PythonError, lock: borrowing InterpreterLock) -> ScriptOutcome {
        let exception = error.exceptionObject()
        if error.matches(.systemExit) {
            return .exited(status: exitStatus(of: exception))
        }
        let type = exception.typeName()
        let message = (try? exception.text(atMost: Self.messageLength)) ?? ""
        let isDenial = recordStrippedName(exception) || denials.isDenial(message)
        // Where memory is short, some C code of CPython clears the MemoryError, and a SystemError says that it did.
        let isOutOfMemory = MemoryGuard.wasRefused && (error.matches(.memoryError) || error.matches(.systemError))
        if MemoryGuard.wasRefused {
            MemoryGuard.reporting { printer.display(exception, lock: lock) }
        } else {
            printer.display(exception, lock: lock)
        }
        if isOutOfMemory { return .ranOutOfMemory(message: message) }
        return .raised(type: String(type.prefix(200)), message: message, isDenial: isDenial)
    }

    private func recordStrippedName(_ exception: borrowing PythonReference) -> Bool {
        guard let context = LockdownContext.current,
            PyErr_GivenExceptionMatches(exception.pointer, ExceptionKind.nameError.classPointer) != 0,
            let name = StrippedNameErrors.strippedName(of: exception.pointer, context: context)
        else { return false }
        _ = denials.deny(
            layer: .language, operation: "the built-in '\(name)'", rule: "the stripped built-ins",
            remedy: context.strippedNames[name] ?? "")
        return true
    }

    /// As `sys.exit` documents it: nothing is success, a number is the status, anything else is printed.
    private func exitStatus(of exception: borrowing PythonReference) -> Int32 {
        guard let code = try? exception.attribute("code") else { return 1 }
        if code.isNone { return 0 }
        if code.isInteger {
            let value = PyLong_AsLong(code.pointer)
            if value == -1, PyErr_Occurred() != nil { PyErr_Clear() }
            return Int32(truncatingIfNeeded: value) & 0xff
        }
        if let stream = ScriptStream("stderr") {
            try? stream.write(code)
            try? stream.write("\n")
        }
        return 1
    }
}
