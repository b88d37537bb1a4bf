internal import CPython
internal import CPythonShims
package import PythonRuntime

/// The identities of everything real that no script may ever hold, for the test that walks all that a
/// script can reach.
package final class ForbiddenObjects {
    private var names: [ObjectPointer: String] = [:]

    /// Harmless functions and types that virtual modules took over from the real ones.
    private static let adopted: Set<String> = [
        "posix.urandom", "posix.strerror", "posix.fspath", "posix.WCOREDUMP", "posix.WIFCONTINUED", "posix.WIFSTOPPED",
        "posix.WIFSIGNALED", "posix.WIFEXITED", "posix.WEXITSTATUS", "posix.WTERMSIG", "posix.WSTOPSIG",
        "posix.waitstatus_to_exitcode",
        "posix._path_normpath", "posix.major", "posix.minor", "posix.makedev",
    ]

    /// Modules of start-up of which a script may hold nothing that can be called.
    private static let wholly: Set<String> = [
        "posix", "marshal", "_imp", "_frozen_importlib", "_frozen_importlib_external", "zipimport",
    ]

    init(language: LanguageLayer) throws(PythonError) {
        guard let context = LockdownContext.current else { return }
        try addModules(language)
        for type in context.hiddenTypes {
            add(type, "hidden type \(try PythonReference(retaining: type).representation())") }
        add(context.interpreterBuiltins, "the interpreter's built-ins dict")
        add(context.trustedBuiltins, "the trusted built-ins dict")
        add(language.delegate.registry.pointer, "the module registry")
        add(spy_interpreter_sys_dictionary(), "the sys dictionary")
        for (namespace, module) in context.namespaces {
            let name = (try? PythonReference(retaining: module).attribute("__name__").string()) ?? "?"
            add(namespace, "the namespace of \(name)")
        }
        let io = try language.hidden.module("_io")
        for name in ["FileIO", "open", "open_code"] { add(try io.attribute(name).pointer, "_io.\(name)") }
        if let original = context.originalCodeReplace { add(original, "code.replace") }
        if let original = context.originalSetAuthorizer { add(original, "sqlite3 set_authorizer") }
    }

    private func addModules(_ language: LanguageLayer) throws(PythonError) {
        for name in try language.hidden.names() {
            let module = try language.hidden.module(name)
            if let known = try language.delegate.registry.value(forKey: name), known.isIdentical(to: module) { continue }
            add(module.pointer, "module \(name)")
            let namespace = try PythonModule.namespace(of: module)
            add(namespace.pointer, "the namespace of \(name)")
            guard Self.wholly.contains(name) else { continue }
            for attribute in try namespace.stringKeys() where !Self.adopted.contains("\(name).\(attribute)") {
                guard let value = try namespace.value(forKey: attribute), value.isBuiltinFunction || value.isFunction else {
                    continue
                }
                add(value.pointer, "\(name).\(attribute)")
            }
        }
    }

    private func add(_ object: ObjectPointer, _ name: String) {
        names[object] = name
    }

    /// What the object is, `nil` for a harmless one.
    package func name(of object: borrowing PythonReference) -> String? {
        names[object.pointer]
    }

    package var count: Int { names.count }
}

extension PythonReference {
    fileprivate var isBuiltinFunction: Bool { spy_type_object(pointer) == Descriptors.object(SPY_TYPE_BUILTIN_FUNCTION) }
}
