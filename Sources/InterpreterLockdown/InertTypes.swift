internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// Types lead neither to classes that start-up left behind nor to their own real dictionaries.
enum InertTypes {
    static func install(context: LockdownContext) throws(PythonError) {
        context.originalSubclasses = try cFunction(of: SPY_TYPE_TYPE, "__subclasses__")
        context.originalState = try cFunction(of: SPY_TYPE_OBJECT, "__getstate__")
        try collectHiddenTypes(into: context)
        try Descriptors.replaceMethod(of: SPY_TYPE_TYPE, "__subclasses__", flags: METH_NOARGS, subclasses)
        try Descriptors.replaceMethod(of: SPY_TYPE_OBJECT, "__getstate__", flags: METH_NOARGS, objectState)
    }

    private static func cFunction(of type: spy_type_kind, _ name: String) throws(PythonError) -> PyCFunction {
        guard let method = try Descriptors.original(of: type, name),
            let function = spy_method_definition(method.pointer)?.pointee.ml_meth
        else {
            throw PythonError(.systemError, "method \(name) is missing: this CPython is not known here")
        }
        return function
    }

    /// Modules in C whose heap types scripts get with the module, or hold anyway.
    fileprivate static let sharedOwners: Set<String> = ["builtins", "_thread", "_abc", "_weakref", "_io", "time", "types"]

    /// Plain records and exceptions that virtual modules took over from the real ones.
    fileprivate static let sharedTypes: Set<String> = [
        "io.UnsupportedOperation", "os.stat_result", "os.statvfs_result", "os.terminal_size", "posix.sched_param",
        "posix.times_result", "posix.uname_result",
    ]

    /// Any other heap type that exists before the first module of ours is one of importlib's, zipimport's
    /// or of some module that scripts get a fresh copy of.
    private static func collectHiddenTypes(into context: LockdownContext) throws(PythonError) {
        guard let subclasses = context.originalSubclasses else { return }
        var seen: Set<ObjectPointer> = []
        var pending: [ObjectPointer] = [Descriptors.object(SPY_TYPE_OBJECT)]
        while let type = pending.popLast() {
            guard type != Descriptors.object(SPY_TYPE_TYPE), seen.insert(type).inserted else { continue }
            if spy_type_is_heap(type) != 0 {
                if try !isShared(PythonReference(retaining: type)) { context.hiddenTypes.insert(type) }
            }
            let list = try checked(subclasses(type, nil))
            for index in 0..<PyList_Size(list.pointer) {
                if let subclass = PyList_GetItem(list.pointer, index) { pending.append(subclass) }
            }
        }
    }
}

private func isShared(_ type: borrowing PythonReference) throws(PythonError) -> Bool {
    let owner = try type.attribute("__module__")
    guard owner.isString else { return false }
    let module = try owner.string()
    if InertTypes.sharedOwners.contains(module) { return true }
    return InertTypes.sharedTypes.contains("\(module).\(try type.attribute("__name__").string())")
}

/// The built-in exceptions have names that everybody holds.
private func isException(_ type: ObjectPointer) -> Bool {
    spy_is_subtype(type, ExceptionKind.exception.classPointer) != 0
}

/// The heap classes below a heap class or a static one, less the hidden ones, and exceptions; nothing below
/// `object` and `type`, which would list the whole interpreter.
private let subclasses: PyCFunction = { type, _ in
    guard let type, let context = LockdownContext.current, let original = context.originalSubclasses else { return nil }
    guard type != Descriptors.object(SPY_TYPE_OBJECT), type != Descriptors.object(SPY_TYPE_TYPE) else {
        return PyList_New(0)
    }
    return returningToPython { () throws(PythonError) in
        let all = try checked(original(type, nil))
        let shown = try checked(PyList_New(0))
        for index in 0..<PyList_Size(all.pointer) {
            guard let subclass = PyList_GetItem(all.pointer, index),
                spy_type_is_heap(subclass) != 0 || isException(subclass), !context.hiddenTypes.contains(subclass)
            else { continue }
            try checked(PyList_Append(shown.pointer, subclass))
        }
        return shown
    }
}

/// `object.__getstate__` answers with the instance's own dict, and the dict of a module or of a class
/// is the real namespace. Copying and pickling refuse both anyway.
private let objectState: PyCFunction = { object, _ in
    guard let object, let original = LockdownContext.current?.originalState else { return nil }
    let type = spy_type_object(object)
    if spy_is_module(object) != 0 || spy_is_type(object) != 0 {
        return raiseTypeError("cannot pickle '\(typeName(of: object))' object")
    }
    return returningToPython { () throws(PythonError) in
        let state = try checked(original(object, nil))
        // CPython asks its own function for this check only where pickling calls it; a replacement
        // cannot tell, so it checks whenever pickling would.
        let isRebuiltByArguments =
            PyObject_HasAttrString(type, "__getnewargs_ex__") != 0 || PyObject_HasAttrString(type, "__getnewargs__") != 0
        if !isRebuiltByArguments, spy_is_list(object) == 0, spy_is_dict(object) == 0,
            try !reducesItself(type), try holdsMoreThanItsAttributes(type)
        {
            throw PythonError(.typeError, "cannot pickle '\(typeName(of: object))' object")
        }
        return state
    }
}

/// Sets, deques and their like rebuild themselves by a `__reduce__` of their own, and ask for the attributes alone.
private func reducesItself(_ type: ObjectPointer) throws(PythonError) -> Bool {
    let inherited = try PythonReference(retaining: Descriptors.object(SPY_TYPE_OBJECT)).attribute("__reduce__")
    return try !PythonReference(retaining: type).attribute("__reduce__").isIdentical(to: inherited)
}

private func holdsMoreThanItsAttributes(_ type: ObjectPointer) throws(PythonError) -> Bool {
    if spy_type_item_size(type) != 0 { return true }
    let word = MemoryLayout<UnsafeRawPointer>.size
    var size = spy_basic_size(Descriptors.object(SPY_TYPE_OBJECT))
    if spy_type_has_own_dictionary_slot(type) != 0 { size += word }
    if spy_type_has_weak_list(type) != 0 { size += word }
    let names = try PythonReference(retaining: spy_type_dictionary(type)).value(forKey: "__slotnames__")
    if let names, names.isList { size += word * (try names.count()) }
    return spy_basic_size(type) > size
}
