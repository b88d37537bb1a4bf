internal import PythonRuntime
internal import VirtualSystem

/// What a script put into `sys.meta_path`: it is asked last, for names that nobody else knows, and what it makes is seen
/// by the script's own imports alone, as is what a script stores in `sys.modules`.
enum ScriptFinders {
    /// `nil` where no finder of the script knows the module.
    static func load(
        _ name: String, parent: String?, overlay: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        guard let finders = try PythonModule.systemNamespace(lock: lock).value(forKey: "meta_path"),
            finders.isList || finders.isTuple
        else { return nil }
        let asked = try finders.asTuple()
        let count = try asked.count()
        guard count > 0 else { return nil }
        let path = try path(ofPackage: parent, overlay: overlay, lock: lock)
        for index in 0..<count {
            guard let find = try asked.tupleItem(index).attributeIfPresent("find_spec") else { continue }
            let spec = try find.call(lock.string(name), path, lock.none)
            if !spec.isNone { return try load(name, by: spec, overlay: overlay, lock: lock) }
        }
        return nil
    }

    private static func path(
        ofPackage name: String?, overlay: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let name, let package = try overlay.value(forKey: name),
            let path = try package.attributeIfPresent("__path__")
        else { return lock.none }
        return path
    }

    private static func load(
        _ name: String, by spec: borrowing PythonReference, overlay: borrowing PythonReference,
        lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try ModuleSpecs.newModule(for: spec, lock: lock)
        try overlay.setValue(module, forKey: name)
        let loader = try spec.attribute("loader")
        do {
            if let run = try loader.attributeIfPresent("exec_module") { _ = try run.call(module) }
        } catch {
            try overlay.removeValue(forKey: name)
            throw error
        }
        // A module may put another object in its own place.
        return try overlay.value(forKey: name) ?? module.copy()
    }
}
