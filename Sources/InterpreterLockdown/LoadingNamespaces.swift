internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// What the namespace of a module looks like to code that asks for it while its body runs.
///
/// `enum`, `re` and `hashlib` publish names through such a view (`globals()[name] = …`), so it passes new
/// names on to the real namespace, and only until the body ends. The real dict is never handed out: a
/// finaliser made of C callables has the body's own frame for its caller, so nothing about the caller
/// could tell them apart.
final class LoadingNamespaces {
    private let viewType: PythonReference
    /// Views of modules that still load, by address; the references keep the addresses unique.
    private var views: [ObjectPointer: (view: KeptReference, namespace: KeptReference)] = [:]

    init(functions: NativeFunctions, lock: borrowing InterpreterLock) throws(PythonError) {
        let dictionary = PythonReference(retaining: Descriptors.object(SPY_TYPE_DICT))
        let type = try lock.emptyClass("dict", module: "builtins", base: dictionary)
        viewType = type.copy()
        let update = try functions.type.method("update", "(self, other, /)", "Update the namespace.") {
            [weak self] call throws(PythonError) in
            let view = call.object(0)
            let changes = try PythonReference(retaining: Descriptors.object(SPY_TYPE_DICT)).call(call.object(1))
            for name in try changes.stringKeys() {
                guard let value = try changes.value(forKey: name) else { continue }
                try self?.store(value, name, through: view)
            }
            return call.lock.none
        }
        let setItem = try functions.type.method("__setitem__", "(self, key, value, /)", "Set a name.") {
            [weak self] call throws(PythonError) in
            try self?.store(call.object(2), call.string(1), through: call.object(0))
            return call.lock.none
        }
        try type.setAttribute("update", update)
        try type.setAttribute("__setitem__", setItem)
        spy_native_type_finish(type.pointer)
    }

    /// A view of a namespace whose module loads.
    func view(of namespace: ObjectPointer) throws(PythonError) -> PythonReference {
        let view = try viewType.call()
        let names = PythonReference(retaining: namespace)
        try view.update(from: names)
        try view.removeValue(forKey: "__builtins__")
        views[view.pointer] = (KeptReference(view.copy()), KeptReference(names.copy()))
        return view
    }

    /// The module is loaded: its views are plain copies from now on.
    func close(_ namespace: ObjectPointer) {
        let former = views
        // Finalisers of what a script stored in a view may ask for views: they run when this has been done.
        withExtendedLifetime(former) {
            views = former.filter { $0.value.namespace.reference.pointer != namespace }
        }
    }

    private func store(
        _ value: borrowing PythonReference, _ name: String, through view: borrowing PythonReference
    ) throws(PythonError) {
        guard view.isDictionary else { throw PythonError(.typeError, "expected dict, not \(view.typeName())") }
        try view.setValue(value, forKey: name)
        guard let namespace = views[view.pointer]?.namespace, isCalledByBody(of: namespace.reference.pointer),
            try isPublishable(value)
        else { return }
        // New names, and enumerations in place of numbers: what the body has defined otherwise stays.
        if let former = try namespace.reference.value(forKey: name), !former.isInteger { return }
        try namespace.reference.setValue(value, forKey: name)
    }

    /// Whether the body of the module runs, and called what stores by way of library functions alone. Functions in C have
    /// no frames, so this proves nothing; it refuses what a script's own functions try.
    private func isCalledByBody(of namespace: ObjectPointer) -> Bool {
        guard let context = LockdownContext.current, let current = spy_current_frame() else { return false }
        var frame = PythonReference(retaining: current)
        while let globals = spy_frame_globals(frame.pointer), context.isNamespace(globals) {
            if globals == namespace, spy_frame_is_function(frame.pointer) == 0 { return true }
            guard let back = spy_frame_back(frame.pointer) else { return false }
            frame = PythonReference(consuming: back)
        }
        return false
    }

    /// Numbers, enumerations and their members, functions and classes in C, functions, methods and classes of the
    /// library.
    private func isPublishable(_ value: borrowing PythonReference) throws(PythonError) -> Bool {
        if value.isInteger || spy_type_object(value.pointer) == Descriptors.object(SPY_TYPE_BUILTIN_FUNCTION) { return true }
        let function = spy_method_function(value.pointer).map { PythonReference(retaining: $0) } ?? value.copy()
        if function.isFunction { return LockdownContext.current?.isLibrary(function: function.pointer) ?? false }
        if value.isType {
            if spy_type_is_immutable(value.pointer) != 0 { return true }
            if try LockdownContext.current?.isLibrary(type: value) ?? false { return true }
        }
        let type = value.isType ? value.type() : value.type().type()
        guard try type.attribute("__name__").text() == "EnumType" else { return false }
        return try LockdownContext.current?.isLibrary(type: type) ?? false
    }
}
