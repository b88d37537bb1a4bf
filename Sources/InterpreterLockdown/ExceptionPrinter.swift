internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Shows an exception that reached the top level, on the script's `sys.stderr`.
struct ExceptionPrinter {
    /// `nil` where the language layer is off.
    let delegate: ImportDelegate?

    /// By `sys.excepthook` where the script set one. Never by PyErr_Print: it ends the process on
    /// SystemExit.
    func display(_ exception: borrowing PythonReference, lock: borrowing InterpreterLock) {
        let type = exception.type()
        let traceback = (try? exception.attribute("__traceback__")) ?? lock.none
        if let hook = PythonModule.systemObject("excepthook"), !hook.isNone,
            hook.pointer != PythonModule.systemObject("__excepthook__")?.pointer, spy_method_definition(hook.pointer) == nil
        {
            do {
                _ = try hook.call(type, exception, traceback)
                return
            } catch {
                if error.matches(.systemExit) { return }
                write("Error in sys.excepthook:\n")
                let exception = error.exceptionObject()
                show(exception, traceback: (try? exception.attribute("__traceback__")) ?? lock.none, lock: lock)
                write("\nOriginal exception was:\n")
            }
        }
        show(exception, traceback: traceback, lock: lock)
    }

    /// For what goes wrong after the script: SystemExit ends nothing any more.
    func report(_ error: PythonError, lock: borrowing InterpreterLock) {
        if error.matches(.systemExit) { return }
        display(error.exceptionObject(), lock: lock)
    }

    /// By nobody's hook.
    func show(
        _ exception: borrowing PythonReference, traceback: borrowing PythonReference, lock: borrowing InterpreterLock
    ) {
        do {
            write(try formatted(exception, traceback, lock: lock))
        } catch {
            // A script may have broken the traceback module for itself, or run out of memory.
            let type = exception.type()
            PyErr_Display(type.pointer, exception.pointer, traceback.isNone ? nil : traceback.pointer)
            PyErr_Clear()
        }
    }

    /// By the traceback module: CPython's own printer reads source lines from a file descriptor, and the
    /// sources of a run have none.
    private func formatted(
        _ exception: borrowing PythonReference, _ traceback: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let delegate else { throw PythonError(.importError, "the language layer is off") }
        let own = try exception.attribute("__traceback__")
        let traceback = own.isNone ? traceback.copy() : own
        let lines = try Self.lines(of: exception, exception.type(), traceback, isChained: true, delegate, lock)
        if let suggestion = try? suggestion(for: exception, after: lines, lock: lock) {
            _ = try lines.callMethod("pop")
            try lines.append(lock.string(suggestion))
        }
        try underline(exception, in: lines, lock: lock)
        return try lock.string("").callMethod("join", lines)
    }

    /// What the traceback module shows of an exception: as many entries as CPython's own printer does.
    static func lines(
        of exception: borrowing PythonReference, _ type: borrowing PythonReference, _ traceback: borrowing PythonReference,
        isChained: Bool, _ delegate: ImportDelegate, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try delegate.reportingModule("traceback", lock: lock)
        let entries = shownEntries
        let arguments = try lock.list()
        try arguments.append(type.copy())
        try arguments.append(exception.copy())
        try arguments.append(entries > 0 ? traceback.copy() : lock.none)
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.integer(-entries), forKey: "limit")
        try keywords.setValue(lock.bool(isChained), forKey: "chain")
        return try module.attribute("format_exception").call(arguments: arguments.asTuple(), keywords: keywords)
    }

    /// As CPython's own printer, the last ones: a thousand, or what `sys.tracebacklimit` says.
    private static var shownEntries: Int {
        guard let limit = PythonModule.systemObject("tracebacklimit"), limit.isInteger else { return 1_000 }
        var isBeyond: Int32 = 0
        let entries = PyLong_AsLongAndOverflow(limit.pointer, &isBeyond)
        return isBeyond > 0 ? Int(Int32.max) : isBeyond < 0 ? 0 : min(max(0, entries), Int(Int32.max))
    }

    private func underline(
        _ exception: borrowing PythonReference, in lines: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        // The last line is the message.
        let index = try lines.count() - 2
        guard index >= 0 else { return }
        let shown = try lines.attribute("__getitem__").call(lock.integer(index)).string()
        guard let caret = try? SyntaxErrorCaret.line(for: exception, inPlaceOf: shown) else { return }
        _ = try lines.attribute("__setitem__").call(lock.integer(index), lock.string(caret))
    }

    /// `Did you mean: …?` comes from CPython's own printer alone, in its last line.
    private func suggestion(
        for exception: borrowing PythonReference, after lines: borrowing PythonReference,
        lock: borrowing InterpreterLock
    ) throws(PythonError) -> String? {
        guard exception.isNameOrAttributeError else { return nil }
        let line = try lines.attribute("__getitem__").call(lock.integer(-1)).string()
        let stream = try delegate?.leaf("io", forScripts: false, lock: lock).callMethod("StringIO")
        guard let stream, let former = PythonModule.systemObject("stderr") else { return nil }
        PySys_SetObject("stderr", stream.pointer)
        PyErr_Display(nil, exception.pointer, nil)
        PySys_SetObject("stderr", former.pointer)
        var text = try stream.callMethod("getvalue").string()[...]
        while text.last == "\n" { text.removeLast() }
        let last = text[(text.lastIndex(of: "\n").map(text.index(after:)) ?? text.startIndex)...]
        guard !last.isEmpty, last.hasPrefix(line.dropLast()) else { return nil }
        return last + "\n"
    }

    private func write(_ text: String) {
        guard let object = newString(text) else { return PyErr_Clear() }
        write(PythonReference(consuming: object))
    }

    private func write(_ text: borrowing PythonReference) {
        if let stream = ScriptStream("stderr") { try? stream.write(text) }
    }
}

extension PythonReference {
    fileprivate var isNameOrAttributeError: Bool {
        [ExceptionKind.nameError, .attributeError].contains {
            PyErr_GivenExceptionMatches(pointer, $0.classPointer) != 0
        }
    }
}
