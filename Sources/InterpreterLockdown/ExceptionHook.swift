internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// `sys.excepthook`: CPython's reads source lines from files, and the sources of a run have none.
enum ExceptionHook {
    static func make(functions: NativeFunctions, delegate: ImportDelegate) throws(PythonError) -> PythonReference {
        try functions.type.function(
            "excepthook", "(exctype, value, traceback, /)",
            "Handle an exception by displaying it with a traceback on sys.stderr."
        ) { [unowned delegate] call throws(PythonError) in
            let exception = call.object(1)
            ExceptionPrinter(delegate: delegate).show(exception, traceback: call.object(2), lock: call.lock)
            return call.lock.none
        }
    }
}
