internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Modules that the delegate loaded cannot be stored to, and show a copy of their namespace.
///
/// They stay exact `module` objects, because only those keep CPython's inline caches: a subtype makes
/// `math.sqrt` in a hot loop a third slower. The namespace holds `__builtins__` as an immutable module
/// rather than as a dict, so reading it gives nothing to store into.
enum InertModules {
    static func install() throws(PythonError) {
        let type = Descriptors.object(SPY_TYPE_MODULE)
        LockdownContext.current?.originalModuleInitialise = spy_type_init(type)
        try Descriptors.replaceGetter(of: SPY_TYPE_MODULE, "__dict__", get: moduleNamespace)
        spy_type_set_setattro(type, setAttribute)
        spy_type_set_init(type, initialise)
        spy_type_set_repr(type, represent)
        let setPointer = unsafeBitCast(setAttribute, to: UnsafeMutableRawPointer.self)
        try Descriptors.redirectWrapper(of: SPY_TYPE_MODULE, "__setattr__", to: setPointer)
        try Descriptors.redirectWrapper(of: SPY_TYPE_MODULE, "__delattr__", to: setPointer)
        try Descriptors.redirectWrapper(
            of: SPY_TYPE_MODULE, "__init__", to: unsafeBitCast(initialise, to: UnsafeMutableRawPointer.self))
        try Descriptors.redirectWrapper(
            of: SPY_TYPE_MODULE, "__repr__", to: unsafeBitCast(represent, to: UnsafeMutableRawPointer.self))
        try guardClassAssignment()
    }

    /// `object.__dict__['__class__'].__set__(module, Evil)` goes past the module's own setter.
    private static func guardClassAssignment() throws(PythonError) {
        guard let descriptor = try Descriptors.original(of: SPY_TYPE_OBJECT, "__class__"),
            let definition = spy_getset_definition(descriptor.pointer)
        else { return }
        LockdownContext.current?.originalSetClass = definition.pointee.set
        definition.pointee.set = setClass
    }
}

private let moduleNamespace: getter = { module, _ in
    guard let module, let namespace = spy_module_dictionary(module) else { return retainedNone() }
    guard let context = LockdownContext.current else { return nil }
    // gettext.install puts names there, for the script.
    if module == context.trustedBuiltinsModule { return retained(context.scriptBuiltins) }
    return returningToPython { () throws(PythonError) in try context.shown(namespace: namespace) }
}

private let setAttribute: setattrofunc = { module, name, value in
    guard let module, let name, let context = LockdownContext.current else { return -1 }
    guard context.isLibrary(module), !context.runsNativeBody(of: module) else { return PyObject_GenericSetAttr(module, name, value) }
    return returningStatusToPython { () throws(PythonError) in
        let attribute = try PythonReference(retaining: name).string()
        let owner = moduleName(module)
        if module == context.trustedBuiltinsModule, attribute == "_", let value {
            // doctest clears the last displayed value, which is the script's.
            try PythonReference(retaining: context.scriptBuiltins).setValue(
                PythonReference(retaining: value), forKey: attribute)
            return
        }
        // unittest's assertWarns empties these registries of every module, so that a warning is seen again.
        if attribute == "__warningregistry__", let namespace = spy_module_dictionary(module) {
            let namespace = PythonReference(retaining: namespace)
            if let value, spy_type_object(value) == Descriptors.object(SPY_TYPE_DICT) {
                return try namespace.setValue(PythonReference(retaining: value), forKey: attribute)
            }
            if value == nil, try namespace.value(forKey: attribute) != nil {
                return try namespace.removeValue(forKey: attribute)
            }
        }
        // Written past the type's attributes: `__class__` and `__dict__` are never on the list.
        if let namespace = spy_module_dictionary(module) {
            let namespace = PythonReference(retaining: namespace)
            let isWritable = context.writableAttributes.contains("\(owner).\(attribute)")
                || context.writableAttributes.contains("\(owner).*") && !attribute.hasPrefix("__")
            if isWritable, let value {
                return try namespace.setValue(PythonReference(retaining: value), forKey: attribute)
            }
            if isWritable, try namespace.value(forKey: attribute) != nil {
                return try namespace.removeValue(forKey: attribute)
            }
        }
        throw PythonError(
            .attributeError,
            "module '\(owner)' is read-only in this sandbox, so '\(attribute)' cannot be set; "
                + "a whitelist line '\(owner).\(attribute)' under 'writable:' would allow it")
    }
}

private func moduleName(_ module: ObjectPointer) -> String {
    guard let namespace = spy_module_dictionary(module), let name = PyDict_GetItemString(namespace, "__name__"),
        let text = try? PythonReference(retaining: name).string()
    else { return "?" }
    return text
}

private let initialise: initproc = { module, arguments, keywords in
    guard let module, let context = LockdownContext.current else { return -1 }
    if context.isLibrary(module) {
        return raiseAttributeError("module '\(moduleName(module))' is read-only in this sandbox")
    }
    return context.originalModuleInitialise?(module, arguments, keywords) ?? -1
}

/// What importlib's `_module_repr` says, which is Python code of the real import system.
private let represent: reprfunc = { module in
    guard let module, let context = LockdownContext.current else { return nil }
    return returningToPython { () throws(PythonError) in
        let module = PythonReference(retaining: module)
        let origin: String
        if context.isLibrary(module.pointer) {
            if let file = try PythonModule.namespace(of: module).value(forKey: "__file__") {
                origin = " from \(try file.representation())"
            } else {
                origin = " (built-in)"
            }
        } else if let text = try crafted(module) {
            return text
        } else {
            origin = try originOfScriptModule(module)
        }
        let name = try module.attributeIfPresent("__name__")?.representation() ?? "'?'"
        return try checked(newString("<module \(name)\(origin)>"))
    }
}

private func originOfScriptModule(_ module: borrowing PythonReference) throws(PythonError) -> String {
    let spec = try module.attributeIfPresent("__spec__")
    if let spec, !spec.isNone {
        let origin = try spec.attribute("origin")
        if origin.isNone { return try loaderText(spec.attribute("loader")) }
        return try spec.attribute("has_location").isTrue() ? " from \(origin.representation())" : " (\(origin.text()))"
    }
    if let file = try module.attributeIfPresent("__file__") { return " from \(try file.representation())" }
    guard let loader = try module.attributeIfPresent("__loader__") else { return "" }
    return try loaderText(loader)
}

/// What a loader of a script's own says of its module: `nil` where it says nothing, or fails.
private func crafted(_ module: borrowing PythonReference) throws(PythonError) -> PythonReference? {
    if let spec = try module.attributeIfPresent("__spec__"), !spec.isNone { return nil }
    guard let loader = try module.attributeIfPresent("__loader__"),
        let method = try loader.attributeIfPresent("module_repr"), let text = try? method.call(module), text.isString
    else { return nil }
    return text
}

private func loaderText(_ loader: borrowing PythonReference) throws(PythonError) -> String {
    try loader.isNone ? "" : " (\(loader.representation()))"
}

private let setClass: setter = { object, value, closure in
    guard let object, let context = LockdownContext.current else { return -1 }
    if spy_is_module(object) != 0, context.isLibrary(object) {
        return raiseAttributeError("__class__ of a library module is read-only in this sandbox")
    }
    return context.originalSetClass?(object, value, closure) ?? -1
}
