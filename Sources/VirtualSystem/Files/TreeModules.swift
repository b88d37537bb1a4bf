internal import Glibc
package import Policy
internal import PythonRuntime
internal import VirtualFileSystem

/// A module that stands in a folder of the script's tree.
package struct TreeModule {
    package let module: SourceModule
    /// Whether it is a folder without `__init__.py`, which gives way to a module of the name elsewhere.
    package let isNamespace: Bool
}

/// Looks for modules as CPython's own finder does, but that nothing is compiled ahead.
struct TreeModules {
    let tree: VirtualFileSystem

    /// Larger files are no modules, in bytes.
    private static let largestSource = 4 << 20

    /// - Parameter folder: as an entry of `sys.path` says it; from the working directory where it is relative.
    /// - Throws: `OSError` where the module is there and cannot be read.
    func module(_ name: String, in folder: String) throws(PythonError) -> TreeModule? {
        guard let folder = absolute(folder) else { return nil }
        let base = folder + (folder.hasSuffix("/") ? "" : "/") + name
        let package = base + "/__init__.py"
        if kind(of: base) == .directory {
            if kind(of: package) == .regular { return try read(package, isPackage: true) }
            if kind(of: base + ".py") == .regular { return try read(base + ".py", isPackage: false) }
            return TreeModule(
                module: SourceModule(displayPath: package, isPackage: true, source: []), isNamespace: true)
        }
        guard kind(of: base + ".py") == .regular else { return nil }
        return try read(base + ".py", isPackage: false)
    }

    private func absolute(_ folder: String) -> String? {
        if folder.hasPrefix("/") { return folder }
        guard let start = try? tree.workingDirectoryPath() else { return nil }
        let current = String(decoding: start, as: UTF8.self)
        return folder.isEmpty || folder == "." ? current : current + "/" + folder
    }

    private func kind(of path: String) -> FileKind? {
        (try? tree.status(of: Array(path.utf8)))?.kind
    }

    private func read(_ path: String, isPackage: Bool) throws(PythonError) -> TreeModule {
        let text = Array(path.utf8)
        do throws(FileError) {
            guard try tree.status(of: text).size <= Self.largestSource else { throw FileError(number: EFBIG) }
            let source = try tree.contents(of: text)
            return TreeModule(
                module: SourceModule(displayPath: path, isPackage: isPackage, source: source), isNamespace: false)
        } catch {
            throw PythonError.system(error.number, path: path)
        }
    }
}
