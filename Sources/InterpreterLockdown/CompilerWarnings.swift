internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Warnings of the compiler, shown with their lines: while the module `warnings` is not loaded, CPython would read the
/// line from a file.
enum CompilerWarnings {
    /// What stands in the place of the module while `body` compiles, and loads it for the first warning.
    static func shown<Result: ~Copyable>(
        _ lock: borrowing InterpreterLock, during body: () throws(PythonError) -> Result
    ) throws(PythonError) -> Result {
        let registry = PythonReference(retaining: PyImport_GetModuleDict())
        guard let stand = LockdownContext.current?.warningsStandIn, try registry.value(forKey: name) == nil else {
            return try body()
        }
        try registry.setValue(PythonReference(retaining: stand), forKey: name)
        defer { try? remove(stand) }
        return try body()
    }

    /// Nobody who imports the module gets the one that stands in its place.
    static func isStandIn(_ module: borrowing PythonReference) -> Bool {
        module.pointer == LockdownContext.current?.warningsStandIn
    }

    private static let name = "warnings"

    private static func remove(_ standIn: ObjectPointer) throws(PythonError) {
        let registry = PythonReference(retaining: PyImport_GetModuleDict())
        if let present = try registry.value(forKey: name), present.pointer == standIn { try registry.removeValue(forKey: name) }
    }

    static func makeStandIn(
        functions: NativeFunctions, delegate: ImportDelegate, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try PythonModule.make(named: name, lock: lock)
        let show = try functions.type.function("_showwarnmsg", "(message, /)", "Show a warning with its line.") {
            [unowned delegate] call throws(PythonError) in
            if let stand = LockdownContext.current?.warningsStandIn { try remove(stand) }
            let real = try delegate.reportingModule(name, lock: call.lock)
            let keywords = try call.lock.dictionary()
            let message = try real.attribute("WarningMessage").call(arguments: call.object(0), keywords: keywords)
            return try real.attribute("_showwarnmsg").call(message)
        }
        let message = try functions.type.function(
            "WarningMessage", "(message, category, filename, lineno, file=None, line=None, source=None)", ""
        ) { call throws(PythonError) in
            let parts = try call.lock.list()
            for index in 0..<7 { try parts.append(call.isGiven(index) ? call.object(index) : call.lock.none) }
            return try parts.asTuple()
        }
        let namespace = try PythonModule.namespace(of: module)
        try namespace.setValue(show, forKey: "_showwarnmsg")
        try namespace.setValue(message, forKey: "WarningMessage")
        return module
    }
}
