internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// `sys.unraisablehook`: what finalisers and exit functions raise is shown with the lines of the sources, which CPython's
/// hook would read from files.
enum UnraisableHook {
    static func make(functions: NativeFunctions, delegate: ImportDelegate) throws(PythonError) -> PythonReference? {
        guard let real = PythonModule.systemObject("unraisablehook"), !real.isNone else { return nil }
        let original = KeptReference(real)
        return try functions.type.function(
            "unraisablehook", "(unraisable, /)", "Handle an unraisable exception."
        ) { [unowned delegate] call throws(PythonError) in
            let arguments = call.object(0)
            // The original checks what it is given, and takes neither memory nor depth.
            guard !MemoryGuard.wasRefused, let exception = try arguments.attributeIfPresent("exc_value"), !exception.isNone,
                [ExceptionKind.recursionError, .memoryError].allSatisfy({
                    PyErr_GivenExceptionMatches(exception.pointer, $0.classPointer) == 0
                }),
                let stream = ScriptStream("stderr"), let text = try? text(of: arguments, delegate, call.lock)
            else { return try original.reference.call(arguments) }
            try stream.write(text)
            return call.lock.none
        }
    }

    private static func text(
        of arguments: borrowing PythonReference, _ delegate: ImportDelegate, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> String {
        let lines = try ExceptionPrinter.lines(
            of: arguments.attribute("exc_value"), arguments.attribute("exc_type"), arguments.attribute("exc_traceback"),
            isChained: false, delegate, lock)
        return try head(of: arguments) + lock.string("").callMethod("join", lines).string()
    }

    private static func head(of arguments: borrowing PythonReference) throws(PythonError) -> String {
        let message = try arguments.attribute("err_msg")
        let object = try arguments.attribute("object")
        if object.isNone { return message.isNone ? "" : try message.text() + ":\n" }
        let shown = (try? object.representation()) ?? "<object repr() failed>"
        return try (message.isNone ? "Exception ignored in" : message.text()) + ": \(shown)\n"
    }
}
