internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// The types that forge code or open files cannot be instantiated: `code`, `function`, `FileIO`.
///
/// Both the slot and the `__new__` entry are replaced: the slot serves calls of the type and of
/// subclasses made later, the entry serves `code.__new__(...)` and `copyreg.__newobj__`.
enum DeadConstructors {
    static func install(realIO: borrowing PythonReference, context: LockdownContext, functions: NativeFunctions)
        throws(PythonError)
    {
        let refuse = try functions.type.function(
            "__new__", "(*args, **kwargs)", "Refuses: no script makes instances of this type."
        ) { call throws(PythonError) in
            throw PythonError(.typeError, "cannot create instances of this type in this sandbox")
        }
        for type in [SPY_TYPE_CODE, SPY_TYPE_FUNCTION] {
            spy_type_set_new(Descriptors.object(type), refuseNew)
            try Descriptors.store(refuse, as: "__new__", in: type)
        }
        guard let replace = try Descriptors.original(of: SPY_TYPE_CODE, "replace") else {
            throw PythonError(.systemError, "code.replace is missing: this CPython is not known here")
        }
        context.originalCodeReplace = replace.release()
        try Descriptors.replaceMethod(
            of: SPY_TYPE_CODE, "replace", flags: METH_VARARGS | METH_KEYWORDS, unsafeBitCast(renameCode, to: PyCFunction.self))

        let fileIO = try realIO.attribute("FileIO")
        context.fileIO = fileIO.copy().release()
        context.originalFileNew = spy_type_new(fileIO.pointer)
        context.originalFileInitialise = spy_type_init(fileIO.pointer)
        spy_type_set_new(fileIO.pointer, refuseNew)
        spy_type_set_init(fileIO.pointer, refuseInitialise)
        let dictionary = PythonReference(retaining: spy_type_dictionary(fileIO.pointer))
        try dictionary.setValue(refuse, forKey: "__new__")
        // `stream.__init__(path)` on a live FileIO would open another file in its place.
        try dictionary.removeValue(forKey: "__init__")
        spy_type_modified(fileIO.pointer)
    }
}

private let refuseNew: newfunc = { type, _, _ in
    raiseTypeError("cannot create instances of this type in this sandbox")
}

private let refuseInitialise: initproc = { _, _, _ in
    _ = raiseTypeError("FileIO is not available in this sandbox")
    return -1
}

/// What tracebacks call a code object. The compiler makes code of any name, too.
private let codeNames: Set<String> = ["co_filename", "co_name", "co_qualname"]

private let renameCode: PyCFunctionWithKeywords = { code, arguments, keywords in
    guard let code, let arguments, PyTuple_Size(arguments) == 0, let context = LockdownContext.current else {
        return raiseTypeError("replace() takes no positional arguments")
    }
    return returningToPython { () throws(PythonError) in
        let lock = InterpreterLock()
        let fields = try lock.dictionary()
        if let keywords {
            let given = PythonReference(retaining: keywords)
            for name in try given.stringKeys() {
                guard codeNames.contains(name), let value = try given.value(forKey: name), value.isString,
                    value.type().isIdentical(to: try lock.string("").type())
                else {
                    throw PythonError(
                        .typeError,
                        "code objects cannot be changed in this sandbox, but for their names: only the compiler makes them")
                }
                try fields.setValue(value, forKey: name)
            }
        }
        return try ObjectCapabilities(context: context).code(PythonReference(retaining: code), replacing: fields, lock: lock)
    }
}
