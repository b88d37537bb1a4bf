internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime

/// What `import` calls: a whitelist instead of a search path.
///
/// The registry is the interpreter's own modules dict, because C code that imports ignores what
/// `__import__` returned and looks there again. Scripts see an overlay of it as `sys.modules`: what they
/// store or delete there is seen by their own later imports, never by a library module's or by C code's.
final class ImportDelegate {
    let registry: PythonReference
    let overlay: PythonReference
    let loader: ModuleLoader
    let ownModules: OwnModules
    private let refusals: ImportRefusals
    /// Modules for the runtime alone. They are never freed, so that no object of a script's gets the address of one.
    private var hidden: [KeptReference] = []

    private static let dot = UInt8(ascii: ".")

    init(
        loader: ModuleLoader, refusals: ImportRefusals, ownModules: OwnModules, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        let overlay = try lock.dictionary()
        registry = PythonReference(retaining: PyImport_GetModuleDict())
        self.overlay = overlay
        self.loader = loader
        self.ownModules = ownModules
        self.refusals = refusals
    }

    /// One of the two `__import__` functions. Which one is called tells whose import it is; both have
    /// the same whitelist, so holding the other one gives a script no module more.
    func importFunction(forScripts: Bool, functions: NativeFunctions) throws(PythonError) -> PythonReference {
        try functions.type.function(
            "__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", "Import a module."
        ) { [unowned self] call throws(PythonError) in
            let request = try ImportRequest(call)
            let absolute = try request.absoluteName()
            let module = try leaf(absolute, forScripts: forScripts, lock: call.lock)
            if try request.hasFromList() {
                try loadFromList(
                    request.fromList, of: module, named: absolute, forScripts: forScripts, lock: call.lock)
                return module
            }
            guard let dot = request.name.utf8.firstIndex(of: Self.dot) else { return module }
            // `import a.b` binds `a`, at any level.
            let tail = request.name.utf8[dot...].count
            let head = absolute.utf8.index(absolute.endIndex, offsetBy: -tail)
            return try leaf(String(absolute[..<head]), forScripts: forScripts, lock: call.lock)
        }
    }

    /// Imports by absolute name, each package on the way first, and returns the module itself.
    func leaf(_ name: String, forScripts: Bool, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        if name.isEmpty { throw PythonError(.valueError, "Empty module name") }
        // Part for part, of which a script may give millions: the first that is none ends it.
        var parent: String?
        var end = name.startIndex
        while true {
            end = name.utf8[end...].firstIndex(of: Self.dot) ?? name.endIndex
            let partial = String(name[..<end])
            let module = try step(partial, parent: parent, forScripts: forScripts, lock: lock)
            guard end < name.endIndex else { return module }
            parent = partial
            end = name.utf8.index(after: end)
        }
    }

    /// A module that exceptions and warnings are shown by.
    func reportingModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try leaf(name, forScripts: false, lock: lock)
    }

    /// Loads these modules ahead where the whitelist leaves any of what they import out, and hides it: from scripts, and
    /// from C code, which takes modules from the registry whoever asks it to.
    func prepareReporting(lock: borrowing InterpreterLock) throws(PythonError) {
        guard !loader.listsReporting else { return }
        try loader.privately { () throws(PythonError) in
            for name in ["traceback", "warnings"] { _ = try leaf(name, forScripts: false, lock: lock) }
        }
        for text in try registry.stringKeys() {
            guard let name = ModuleName(text), text != "builtins" else { continue }
            if loader.kind(of: name, forScripts: true) == nil { try overlay.removeValue(forKey: text) }
            guard loader.kind(of: name, forScripts: false) == nil, let module = try registry.value(forKey: text) else { continue }
            hidden.append(KeptReference(module))
            try registry.removeValue(forKey: text)
        }
    }

    private func step(
        _ name: String, parent: String?, forScripts: Bool, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        if forScripts, let own = try overlay.value(forKey: name) {
            if own.isNone {
                throw PythonError.refusedImport(
                    .moduleNotFoundError, "import of \(name) halted; None in sys.modules", name: name)
            }
            guard try loader.awaitLoading(of: own, named: name, forScripts: forScripts, lock: lock) else { return own }
            // Another thread ran its body, which may have failed, or put another object in its place.
            if let made = try overlay.value(forKey: name) { return made }
        }
        if let known = try registry.value(forKey: name), !CompilerWarnings.isStandIn(known),
            loader.mayHandOut(name, forScripts: forScripts),
            try !wasDropped(name)
        {
            try loader.awaitLoading(of: known, named: name, forScripts: forScripts, lock: lock)
            guard forScripts else { return known }
            // All that a script may have stands in its overlay from the first: it has deleted this one.
            if let checkedName = ModuleName(name), let copy = try loader.makeCopy(of: checkedName, registering: self, lock: lock) {
                try bindCopy(copy, as: name, in: parent)
                return copy
            }
            try overlay.setValue(known, forKey: name)
            return known
        }
        if let alias = try loader.alias(name, forScripts: forScripts, in: self, lock: lock) { return alias }
        guard let checkedName = ModuleName(name) else {
            throw PythonError.refusedImport(.moduleNotFoundError, "No module named '\(name)'", name: name)
        }
        try requirePackage(parent, of: name)
        guard let loaded = try loader.load(checkedName, forScripts: forScripts, registering: self, lock: lock) else {
            if forScripts, let found = try ScriptFinders.load(name, parent: parent, overlay: overlay, lock: lock) {
                try bindCopy(found, as: name, in: parent)
                return found
            }
            throw refusals.refusal(of: checkedName, forScripts: forScripts)
        }
        try bind(loaded, as: name, in: parent)
        return loaded
    }

    // MARK: The registry

    /// Whether a script took a module of its own out of `sys.modules`, which is to be made anew for all who want it.
    private func wasDropped(_ name: String) throws(PythonError) -> Bool {
        guard loader.isOwn(name) else { return false }
        return try overlay.value(forKey: name) == nil
    }

    /// Makes a module importable, before its body runs, so that circular imports find it.
    func register(_ module: borrowing PythonReference, as name: String, isShown: Bool) throws(PythonError) {
        try registry.setValue(module, forKey: name)
        // What a script stored under the name stays there.
        if isShown, try overlay.value(forKey: name) == nil { try overlay.setValue(module, forKey: name) }
    }

    func unregister(_ name: String) throws(PythonError) {
        try registry.removeValue(forKey: name)
        try overlay.removeValue(forKey: name)
    }

    private func requirePackage(_ parent: String?, of name: String) throws(PythonError) {
        guard let parent, let package = try registry.value(forKey: parent) else { return }
        guard package.isModule, try PythonModule.namespace(of: package).value(forKey: "__path__") != nil else {
            throw PythonError.refusedImport(
                .moduleNotFoundError, "No module named '\(name)'; '\(parent)' is not a package", name: name)
        }
    }

    /// A submodule becomes an attribute of its package, past the package's setter.
    private func bind(_ module: borrowing PythonReference, as name: String, in parent: String?) throws(PythonError) {
        guard let parent, let package = try registry.value(forKey: parent), package.isModule,
            let last = name.split(separator: ".").last
        else { return }
        try PythonModule.namespace(of: package).setValue(module, forKey: String(last))
    }

    /// A package that is the script's own copy is bound to as any object is; a library's stays as it is.
    private func bindCopy(_ module: borrowing PythonReference, as name: String, in parent: String?) throws(PythonError) {
        guard let parent, let package = try overlay.value(forKey: parent), package.isModule,
            !loader.isLibrary(package), let last = name.split(separator: ".").last
        else { return }
        try package.setAttribute(String(last), module)
    }

    // MARK: from … import …

    private func loadFromList(
        _ list: borrowing PythonReference, of module: borrowing PythonReference, named name: String,
        forScripts: Bool, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        guard module.isModule, try isPackage(module) else { return }
        for item in try Self.names(in: list) {
            if item == "*" {
                guard let all = try module.attributeIfPresent("__all__") else { continue }
                for exported in try Self.names(in: all) {
                    try loadIfMissing(exported, of: module, named: name, forScripts: forScripts, lock: lock)
                }
            } else {
                try loadIfMissing(item, of: module, named: name, forScripts: forScripts, lock: lock)
            }
        }
    }

    /// A module that a script's class made may have its path from the class.
    private func isPackage(_ module: borrowing PythonReference) throws(PythonError) -> Bool {
        if try PythonModule.namespace(of: module).value(forKey: "__path__") != nil { return true }
        guard !loader.isLibrary(module) else { return false }
        return try module.attributeIfPresent("__path__") != nil
    }

    private static func names(in list: borrowing PythonReference) throws(PythonError) -> [String] {
        var names: [String] = []
        try list.forEach { item throws(PythonError) in
            guard item.isString else {
                throw PythonError(.typeError, "Item in ``from list'' must be str, not \(item.typeName())")
            }
            names.append(try item.string())
        }
        return names
    }

    private func loadIfMissing(
        _ item: String, of module: borrowing PythonReference, named name: String,
        forScripts: Bool, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        guard try module.attributeIfPresent(item) == nil else { return }
        let full = name + "." + item
        do {
            _ = try leaf(full, forScripts: forScripts, lock: lock)
        } catch {
            // A missing submodule is for IMPORT_FROM to report; the cause of a failing one must not be hidden.
            guard error.matches(.moduleNotFoundError), error.moduleName == full else { throw error }
        }
    }
}
