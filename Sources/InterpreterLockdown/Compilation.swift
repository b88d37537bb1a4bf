internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Compiling without a look at the file that the code claims to come from.
///
/// To show the line of a syntax error, CPython's compiler opens that file, below `open` and below every module, and raises
/// an audit event first. Where nobody refuses that, the compiler gets another name: one with a slash behind it is no
/// regular file's; code and errors get the real one afterwards.
enum Compilation {
    static func install(in builtins: borrowing PythonReference, functions: NativeFunctions) throws(PythonError) {
        guard let real = try builtins.value(forKey: "compile") else { return }
        let original = KeptReference(real)
        let signature: NativeSignature =
            "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)"
        let compile = try functions.type.function(
            "compile", signature, "Compile source into a code object that can be executed by exec() or eval()."
        ) { call throws(PythonError) in
            let name = try fileName(call.object(1), lock: call.lock)
            let arguments = try call.lock.list()
            try arguments.append(call.object(0))
            try arguments.append(call.lock.string(decodingFileSystemBytes: sealed(name)))
            for index in 2...5 {
                let standard = index == 5 ? -1 : 0
                try arguments.append(call.isGiven(index) ? call.object(index) : call.lock.integer(standard))
            }
            let keywords = try call.lock.dictionary()
            if call.isGiven(6) { try keywords.setValue(call.object(6), forKey: "_feature_version") }
            return try restoring(name, call.lock) { () throws(PythonError) in
                try original.reference.call(arguments: arguments.asTuple(), keywords: keywords)
            }
        }
        try builtins.setValue(compile, forKey: "compile")
    }

    static func tameSymbolTables(
        _ namespace: borrowing PythonReference, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let real = try namespace.value(forKey: "symtable") else { return }
        let original = KeptReference(real)
        let symbolTable = try functions.type.function(
            "symtable", "(source, filename, startstr, /)", "Return symbol and scope dictionaries used internally by compiler."
        ) { call throws(PythonError) in
            let name = try fileName(call.object(1), lock: call.lock)
            return try restoring(name, call.lock) { () throws(PythonError) in
                try original.reference.call(
                    call.object(0), call.lock.string(decodingFileSystemBytes: sealed(name)), call.object(2))
            }
        }
        try namespace.setValue(symbolTable, forKey: "symtable")
    }

    /// Compiles a file's bytes as python3 does, byte-order mark and coding cookie included.
    static func ofFile(_ source: [UInt8], path: String) throws(PythonError) -> PythonReference {
        let name = Array(path.utf8)
        let filename = try checked(newString(String(decoding: sealed(name), as: UTF8.self)))
        do {
            try SourceText.check(source, path: path)
            return try restoring(name, InterpreterLock()) { () throws(PythonError) in
                try checked(
                    (source + [0]).withUnsafeBytes { buffer in
                        spy_compile_source(
                            buffer.baseAddress?.assumingMemoryBound(to: CChar.self) ?? spy_empty_string(),
                            filename.pointer, Py_file_input, 0, 0)
                    })
            }
        } catch {
            throw try SourceText.showingLine(of: error, in: source)
        }
    }

    private static func fileName(
        _ name: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> [UInt8] {
        try name.decodedFileSystemPath()
    }

    /// A name that no file has, where the audit layer does not refuse to open the file: warnings of the compiler show the
    /// name that it was given. `<string>` and its like name no file of the folder `/`, where the worker stands.
    private static func sealed(_ name: [UInt8]) -> [UInt8] {
        if spy_audit_is_armed() != 0 { return name }
        let slash = UInt8(ascii: "/")
        if name.first == UInt8(ascii: "<"), name.last == UInt8(ascii: ">"), !name.contains(slash) { return name }
        return name + [slash]
    }

    /// To show the line of a syntax error, `compile` attempts to open a file, sealed or not. That raises an event, which is
    /// no deed of the script.
    static func quietly(
        _ lock: borrowing InterpreterLock, _ compile: () throws(PythonError) -> PythonReference
    ) throws(PythonError) -> PythonReference {
        spy_refuse_quietly("open")
        defer { spy_refuse_quietly(nil) }
        return try CompilerWarnings.shown(lock, during: compile)
    }

    private static func restoring(
        _ name: [UInt8], _ lock: borrowing InterpreterLock, _ compile: () throws(PythonError) -> PythonReference
    ) throws(PythonError) -> PythonReference {
        let result: PythonReference
        do {
            result = try quietly(lock, compile)
        } catch {
            throw try renamed(error, to: name, lock)
        }
        guard result.isCode, try result.attribute("co_filename").string() != String(decoding: name, as: UTF8.self) else {
            return result
        }
        return try renamed(result, to: lock.string(decodingFileSystemBytes: name), lock)
    }

    private static func renamed(
        _ code: borrowing PythonReference, to name: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let context = LockdownContext.current else { return code.copy() }
        let constants = try lock.list()
        try code.attribute("co_consts").forEach { constant throws(PythonError) in
            try constants.append(constant.isCode ? renamed(constant, to: name, lock) : constant.copy())
        }
        let fields = try lock.dictionary()
        try fields.setValue(name, forKey: "co_filename")
        try fields.setValue(constants.asTuple(), forKey: "co_consts")
        return try ObjectCapabilities(context: context).code(code, replacing: fields, lock: lock)
    }

    private static func renamed(
        _ error: PythonError, to name: [UInt8], _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonError {
        guard error.matches(.syntaxError) else { return error }
        let exception = error.exceptionObject()
        let filename = try lock.string(decodingFileSystemBytes: name)
        try exception.setAttribute("filename", filename)
        let arguments = try exception.attribute("args")
        guard arguments.isTuple, try arguments.count() == 2, try arguments.tupleItem(1).isTuple else { return error }
        let details = try lock.list()
        var isFirst = true
        try arguments.tupleItem(1).forEach { item throws(PythonError) in
            try details.append(isFirst ? filename.copy() : item.copy())
            isFirst = false
        }
        try exception.setAttribute("args", lock.pair(arguments.tupleItem(0), details.asTuple()))
        return .instance(exception)
    }
}
