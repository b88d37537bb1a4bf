internal import Policy
internal import PythonRuntime
internal import VirtualSystem

/// Finds the modules that are a script's own: the host serves those of a source root, which stands at `/app`, and those
/// among granted files are looked for in the folders of `sys.path`. All of them are code as little trusted as the script.
final class OwnModules {
    private let servesSourceRoot: Bool
    private let virtualModules: VirtualModules
    weak var host: (any HostConnection)?

    private static let sourceRoot = "/app"

    init(servesSourceRoot: Bool, virtualModules: VirtualModules) {
        self.servesSourceRoot = servesSourceRoot
        self.virtualModules = virtualModules
    }

    var mayExist: Bool { servesSourceRoot || virtualModules.hasFiles }

    /// `nil` where there is none; a folder that is no more than a namespace comes after all else. `modules` are those
    /// that the script sees as loaded.
    func find(
        _ name: ModuleName, in modules: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> SourceModule? {
        guard virtualModules.hasFiles else { return served(name, lock) }
        guard let last = name.text.split(separator: ".").last else { return nil }
        var namespace: SourceModule?
        var askedHost = false
        for folder in try folders(for: name, in: modules, lock) {
            if !askedHost, folder == Self.sourceRoot || folder.hasPrefix(Self.sourceRoot + "/") {
                askedHost = true
                if let found = served(name, lock) { return found }
            }
            guard let found = try virtualModules.treeModule(String(last), in: folder) else { continue }
            if !found.isNamespace { return found.module }
            namespace = namespace ?? found.module
        }
        if !askedHost, name.parent == nil, let found = served(name, lock) { return found }
        return namespace
    }

    private func served(_ name: ModuleName, _ lock: borrowing InterpreterLock) -> SourceModule? {
        guard servesSourceRoot, let host else { return nil }
        return lock.released { host.sourceModule(named: name) }
    }

    /// Where modules of this name are looked for: `sys.path`, or the `__path__` of the package.
    private func folders(
        for name: ModuleName, in modules: borrowing PythonReference, _ lock: borrowing InterpreterLock
    ) throws(PythonError) -> [String] {
        var path = try PythonModule.systemNamespace(lock: lock).value(forKey: "path")
        if let parent = name.parent {
            guard let package = try modules.value(forKey: parent.text), package.isModule else {
                guard let found = try find(parent, in: modules, lock: lock), found.isPackage else { return [] }
                return [ModuleSpecs.folder(of: found.displayPath)]
            }
            path = try PythonModule.namespace(of: package).value(forKey: "__path__")
        }
        var folders: [String] = []
        // What a script puts there need be no list, nor hold text.
        guard let entries = path, entries.isList || entries.isTuple else { return [] }
        let items = try entries.asTuple()
        for index in 0..<(try items.count()) {
            let entry = try items.tupleItem(index)
            if entry.isString, let folder = try? entry.string() { folders.append(folder) }
        }
        return folders
    }
}
