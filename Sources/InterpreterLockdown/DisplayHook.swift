internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// `sys.displayhook` of interactive code. CPython's stores `_` in the registry's built-ins, which belong
/// to the library here; this one stores it in the script's.
enum DisplayHook {
    static func make(
        functions: NativeFunctions, scriptBuiltins: borrowing PythonReference
    ) throws(PythonError) -> PythonReference {
        let builtins = scriptBuiltins.copy().release()
        return try functions.type.function(
            "displayhook", "(value, /)", "Print an object to sys.stdout and also save it in builtins._"
        ) { call throws(PythonError) in
            let value = call.object(0)
            if value.isNone { return call.lock.none }
            let names = PythonReference(retaining: builtins)
            try names.setValue(call.lock.none, forKey: "_")
            if let stream = ScriptStream("stdout") {
                try stream.writeRepresentation(of: value)
                try stream.write("\n")
            }
            try names.setValue(value, forKey: "_")
            return call.lock.none
        }
    }
}
