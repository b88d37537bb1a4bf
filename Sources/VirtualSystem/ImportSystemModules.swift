package import PythonRuntime

/// The names of the real import system that library and test code looks up, with nothing behind them: no
/// function here makes, finds or replaces a module.
enum ImportSystemModules {
    static func makeImp(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule("_imp", "Facts about modules in C.", functions: functions, lock: lock)
        // The delegate has locks of its own.
        for name in ["acquire_lock", "release_lock"] {
            try module.function(name, "()", "Does nothing.") { call throws(PythonError) in call.lock.none }
        }
        try module.function("lock_held", "()", "Return False.") { call throws(PythonError) in call.lock.bool(false) }
        try module.function("is_builtin", "(name, /)", "Whether Python was built with the module.") { call throws(PythonError) in
            let name = try call.string(0)
            if name == "sys" || name == "builtins" { return try call.lock.integer(-1) }
            let names = try PythonModule.systemNamespace(lock: call.lock).value(forKey: "builtin_module_names")
            return try call.lock.integer(names?.callMethod("__contains__", call.object(0)).isTrue() ?? false ? 1 : 0)
        }
        try module.function("is_frozen", "(name, /)", "Return False.") { call throws(PythonError) in call.lock.bool(false) }
        try module.function("_frozen_module_names", "()", "Return an empty list.") { call throws(PythonError) in
            try call.lock.list()
        }
        try module.function("_override_frozen_modules_for_tests", "(override, /)", "Does nothing.") {
            call throws(PythonError) in call.lock.none
        }
        let suffixes = KeptReference(try services.hiddenModule("_imp", lock: lock).attribute("extension_suffixes").call())
        try module.function("extension_suffixes", "()", "The suffixes of extension modules.") { call throws(PythonError) in
            try suffixes.reference.callMethod("copy")
        }
        try module.string("check_hash_based_pycs", "default", lock: lock)
        return module.finish()
    }

    /// So that pydoc imports.
    static func makeBootstrap(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "importlib._bootstrap", "Nothing of the import system.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        return module.finish()
    }

    /// So that py_compile and pydoc import.
    static func makeExternalBootstrap(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try NativeModule(
            "importlib._bootstrap_external", "The names of code files.", functions: functions, lock: lock)
        try module.string("__package__", "importlib", lock: lock)
        try CodeFileNames.add(to: module)
        return module.finish()
    }
}

/// Where Python would keep the code of a source file: arithmetic on paths, which touches no file.
package enum CodeFileNames {
    private static let folder = "__pycache__"

    /// What `__cached__` of a module from a source file says, though nothing is kept there.
    package static func path(ofSource path: String, lock: borrowing InterpreterLock) throws(PythonError) -> String {
        let (head, name) = split(Array(path.utf8))
        let file = String(decoding: name, as: UTF8.self).dropLast(".py".count) + ".\(try tag(lock)).pyc"
        return String(decoding: joined(joined(head, Array(folder.utf8)), Array(file.utf8)), as: UTF8.self)
    }

    static func add(to module: borrowing NativeModule) throws(PythonError) {
        try module.function(
            "cache_from_source", "(path, debug_override=None, *, optimization=None)", "The path of a source file's code file."
        ) { call throws(PythonError) in
            let path = try path(call)
            let optimization = call.hasValue(2) ? try call.object(2).text() : ""
            guard optimization.allSatisfy({ $0.isLetter || $0.isNumber }) else {
                throw PythonError(.valueError, "'\(optimization)' is not alphanumeric")
            }
            let (head, name) = split(path)
            let dot = name.lastIndex(of: UInt8(ascii: "."))
            let stem = dot == nil || dot == name.startIndex ? name : name[..<(dot ?? name.endIndex)]
            var file = Array(stem) + Array(".\(try tag(call.lock))".utf8)
            if !optimization.isEmpty { file += Array(".opt-\(optimization)".utf8) }
            file += Array(".pyc".utf8)
            return try call.lock.string(decodingFileSystemBytes: joined(joined(head, Array(folder.utf8)), file))
        }
        try module.function("source_from_cache", "(path)", "The path of the source file of a code file.") {
            call throws(PythonError) in
            let path = try path(call)
            let (head, name) = split(path)
            let (parent, last) = split(Array(head.dropLast(head.last == UInt8(ascii: "/") ? 1 : 0)))
            let text = String(decoding: path, as: UTF8.self)
            guard last.elementsEqual(folder.utf8) else {
                throw PythonError(.valueError, "\(folder) not bottom-level directory in '\(text)'")
            }
            let parts = String(decoding: name, as: UTF8.self)
                .split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
            guard (3...4).contains(parts.count) else {
                throw PythonError(.valueError, "expected only 2 or 3 dots in '\(String(decoding: name, as: UTF8.self))'")
            }
            if parts.count == 4, !parts[2].hasPrefix("opt-") || !parts[2].dropFirst(4).allSatisfy({ $0.isLetter || $0.isNumber }) {
                throw PythonError(.valueError, "optimization level '\(parts[2])' is not an alphanumeric value")
            }
            return try call.lock.string(decodingFileSystemBytes: joined(parent, Array("\(parts[0]).py".utf8)))
        }
    }

    private static func path(_ call: borrowing NativeCall) throws(PythonError) -> [UInt8] {
        let path = try call.object(0).fileSystemPath()
        // Taken apart and put together, there are many of it at a time.
        try MemoryGuard.requireRoom(path.count, times: 8)
        return path
    }

    private static func tag(_ lock: borrowing InterpreterLock) throws(PythonError) -> String {
        guard let implementation = try PythonModule.systemNamespace(lock: lock).value(forKey: "implementation") else {
            throw PythonError(.notImplementedError, "sys.implementation.cache_tag is None")
        }
        return try implementation.attribute("cache_tag").string()
    }

    /// What stands before the last slash, and behind it.
    private static func split(_ path: [UInt8]) -> (head: [UInt8], name: ArraySlice<UInt8>) {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return ([], path[...]) }
        return (slash == 0 ? [path[0]] : Array(path[..<slash]), path[(slash + 1)...])
    }

    private static func joined(_ head: [UInt8], _ name: [UInt8]) -> [UInt8] {
        head.isEmpty ? name : head.last == UInt8(ascii: "/") ? head + name : head + [UInt8(ascii: "/")] + name
    }
}
