internal import Policy
package import PythonRuntime

/// Module specs: attributes that say what a module is, and a loader that runs its code where a script could, too.
package enum ModuleSpecs {
    /// Specs hold all they say in their attributes.
    private final class Nothing {}

    static func makeClass(
        functions: NativeFunctions, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let type = try NativeType<Nothing>(
            "importlib.machinery.ModuleSpec", functions: functions, base: lock.objectClass, subclassable: true,
            signature: "(cls, *args, **kwargs)"
        ) { _ throws(PythonError) in Nothing() }
        try type.method("__init__", "(self, name, loader, *, origin=None, loader_state=None, is_package=None)") {
            _, call throws(PythonError) in
            let spec = call.object(0)
            let name = try call.string(1)
            let isPackage = try call.bool(5, default: false)
            let parent = isPackage ? name : name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
            for (index, attribute) in [(1, "name"), (2, "loader"), (3, "origin"), (4, "loader_state")] {
                try spec.setAttribute(attribute, call.object(index))
            }
            try spec.setAttribute("submodule_search_locations", isPackage ? call.lock.list() : call.lock.none)
            try spec.setAttribute("cached", call.lock.none)
            try spec.setAttribute("has_location", call.lock.bool(false))
            try spec.setAttribute("parent", call.lock.string(parent))
            return call.lock.none
        }
        try type.method("__repr__", "(self)") { _, call throws(PythonError) in
            let spec = call.object(0)
            var parts: [String] = []
            for name in ["name", "loader", "origin", "submodule_search_locations"] {
                guard let value = try spec.attributeIfPresent(name) else { continue }
                if value.isNone, name != "name", name != "loader" { continue }
                parts.append("\(name)=\(try value.representation())")
            }
            return try call.lock.string("ModuleSpec(\(parts.joined(separator: ", ")))")
        }
        try type.method("__eq__", "(self, other, /)") { _, call throws(PythonError) in
            let other = call.object(1)
            guard type.isInstance(other) else { return call.lock.notImplemented }
            return try call.object(0).attribute("__dict__").callMethod("__eq__", other.attribute("__dict__"))
        }
        // The class that scripts see derives from the native one: so its instances have attributes.
        return try lock.emptyClass("ModuleSpec", module: "importlib.machinery", base: type.finish())
    }

    /// The spec of a module that can be imported, or None. Unlike CPython, it imports no package on the way.
    ///
    /// - Throws: `ModuleNotFoundError` where the package that the name begins with is none.
    static func find(
        _ name: String, _ services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let checked = ModuleName(name) else { return lock.none }
        if let parent = checked.parent {
            guard let isPackage = try isPackage(parent, services, lock: lock) else {
                throw PythonError.refusedImport(
                    .moduleNotFoundError, "No module named '\(parent.text)'", name: parent.text)
            }
            guard isPackage else {
                throw PythonError.refusedImport(
                    .moduleNotFoundError,
                    "__path__ attribute not found on '\(parent.text)' while trying to find '\(name)'", name: name)
            }
        }
        if let loaded = try loadedModule(checked, lock), let spec = try loaded.attributeIfPresent("__spec__"), !spec.isNone {
            return spec
        }
        if services.kind(ofModule: checked) == nil, let own = try services.ownSpec(of: checked, lock: lock), !own.isNone {
            return own
        }
        guard let isPackage = try isPackage(checked, services, lock: lock) else { return lock.none }
        let type = try services.importModule("importlib.machinery", lock: lock).attribute("ModuleSpec")
        let keywords = try lock.dictionary()
        try keywords.setValue(lock.bool(isPackage), forKey: "is_package")
        guard let loader = try services.standardLoader(of: checked, isPackage: isPackage) else {
            return try type.call(arguments: lock.pair(lock.string(name), lock.none), keywords: keywords)
        }
        let path = try loader.attribute("path")
        let spec = try type.call(arguments: lock.pair(lock.string(name), loader), keywords: keywords)
        try spec.setAttribute("origin", path)
        try spec.setAttribute("has_location", lock.bool(true))
        if isPackage {
            try spec.setAttribute("submodule_search_locations", lock.list(ofStrings: [folder(of: path.string())]))
        }
        return spec
    }

    /// Where a module's file stands; scripts see absolute paths alone.
    package static func folder(of path: String) -> String {
        var folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        while folder.last == "/" { folder.removeLast() }
        return folder.first == "/" ? String(folder) : "/" + folder
    }

    /// `nil` where there is no such module.
    private static func isPackage(
        _ name: ModuleName, _ services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> Bool? {
        if let loaded = try loadedModule(name, lock) { return try loaded.attributeIfPresent("__path__") != nil }
        if services.kind(ofModule: name) != nil {
            return services.policy.whitelist.modules.keys.contains { $0.parent == name }
        }
        guard let own = try services.ownSpec(of: name, lock: lock) else { return nil }
        return try !(own.attributeIfPresent("submodule_search_locations")?.isNone ?? true)
    }

    private static func loadedModule(
        _ name: ModuleName, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        let loaded = try PythonModule.systemNamespace(lock: lock).value(forKey: "modules")?.value(forKey: name.text)
        guard let loaded, !loaded.isNone else { return nil }
        return loaded
    }

    /// `spec_from_file_location`, `spec_from_loader` and `module_from_spec`: how programs load a module by themselves.
    static func addFunctions(
        to module: borrowing NativeModule, _ services: any InterpreterServices
    ) throws(PythonError) {
        try module.function(
            "spec_from_file_location", "(name, location=None, *, loader=None, submodule_search_locations=None)",
            "The spec of a module that stands in a file of the script's tree."
        ) { [unowned services] call throws(PythonError) in
            let name = try call.string(0)
            guard call.hasValue(1) else { return call.lock.none }
            var path = String(decoding: try call.object(1).fileSystemPath(), as: UTF8.self)
            if !path.hasPrefix("/"), let folder = try? services.importModule("posix", lock: call.lock).callMethod("getcwd").string() {
                path = (folder == "/" ? "" : folder) + "/" + path
            }
            guard path.hasSuffix(".py") || call.hasValue(2) else { return call.lock.none }
            let spec = try services.spec(name, ofFile: path, lock: call.lock)
            guard !spec.isNone else { return spec }
            if call.hasValue(2) { try spec.setAttribute("loader", call.object(2)) }
            if call.hasValue(3) { try spec.setAttribute("submodule_search_locations", call.object(3)) }
            return spec
        }
        try module.function(
            "spec_from_loader", "(name, loader, *, origin=None, is_package=None)", "A spec that a loader tells of."
        ) { [unowned services] call throws(PythonError) in
            let loader = call.object(1)
            let origin: PythonReference
            if call.hasValue(2) {
                origin = call.object(2)
            } else {
                origin = try locationIfKnown(call.object(0), loader, call.lock)
            }
            let type = try services.importModule("importlib.machinery", lock: call.lock).attribute("ModuleSpec")
            let keywords = try call.lock.dictionary()
            try keywords.setValue(origin, forKey: "origin")
            let isPackage = if call.hasValue(3) { try call.object(3).isTrue() } else { try isPackage(call.object(0), loader) }
            try keywords.setValue(call.lock.bool(isPackage), forKey: "is_package")
            let spec = try type.call(arguments: call.lock.pair(call.object(0), loader), keywords: keywords)
            if !call.hasValue(2), !origin.isNone { try spec.setAttribute("has_location", call.lock.bool(true)) }
            return spec
        }
        try module.function("module_from_spec", "(spec, /)", "A new module, whose code the spec's loader runs.") {
            call throws(PythonError) in try newModule(for: call.object(0), lock: call.lock)
        }
    }

    /// `nil` where the module is none of the script's own.
    static func reload(
        _ module: borrowing PythonReference, _ services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference? {
        guard module.isModule else { throw PythonError(.typeError, "reload() argument must be a module") }
        let text = try module.attribute("__name__").string()
        guard let name = ModuleName(text), services.kind(ofModule: name) == nil else { return nil }
        guard try loadedModule(name, lock)?.isIdentical(to: module) ?? false else {
            throw PythonError.refusedImport(.importError, "module \(text) not in sys.modules", name: text)
        }
        // From its file anew, where it has one.
        if let fresh = try services.ownSpec(of: name, lock: lock), !fresh.isNone { try module.setAttribute("__spec__", fresh) }
        guard let spec = try module.attributeIfPresent("__spec__"), !spec.isNone else {
            throw PythonError.refusedImport(.moduleNotFoundError, "spec not found for the module '\(text)'", name: text)
        }
        _ = try spec.attribute("loader").callMethod("exec_module", module)
        if let replaced = try loadedModule(name, lock) { return replaced }
        return module.copy()
    }

    private static func locationIfKnown(
        _ name: borrowing PythonReference, _ loader: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        guard let location = try loader.attributeIfPresent("get_filename") else { return lock.none }
        return try location.call(name)
    }

    private static func isPackage(
        _ name: borrowing PythonReference, _ loader: borrowing PythonReference
    ) throws(PythonError) -> Bool {
        guard let isPackage = try loader.attributeIfPresent("is_package") else { return false }
        do {
            return try isPackage.call(name).isTrue()
        } catch {
            // A loader of something else says so.
            if error.matches(.importError) { return false }
            throw error
        }
    }

    /// The module that a spec's loader makes, or else an empty one, with what the spec tells of it.
    package static func newModule(
        for spec: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let loader = try spec.attribute("loader")
        if let create = try loader.attributeIfPresent("create_module") {
            let made = try create.call(spec)
            if !made.isNone {
                if made.isModule, try made.attributeIfPresent("__spec__")?.isNone ?? true {
                    // A module of the library, handed out under another name, takes none.
                    do { try made.setAttribute("__spec__", spec) } catch { if !error.matches(.attributeError) { throw error } }
                }
                return made
            }
        }
        let module = try PythonModule.make(named: spec.attribute("name").string(), lock: lock)
        try module.setAttribute("__spec__", spec)
        try module.setAttribute("__loader__", loader)
        try module.setAttribute("__package__", spec.attribute("parent"))
        let locations = try spec.attribute("submodule_search_locations")
        if !locations.isNone { try module.setAttribute("__path__", locations) }
        if try spec.attribute("has_location").isTrue() {
            try module.setAttribute("__file__", spec.attribute("origin"))
        }
        return module
    }
}
