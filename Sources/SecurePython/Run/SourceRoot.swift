internal import LinuxShims
internal import Policy
internal import Wire

/// A folder whose `.py` files a script may import. Only the host opens it, at the script's request.
///
/// A file is reached only beneath the folder, through no symbolic link, and only where it is a regular one of
/// at most 4 MiB. No name of the standard library is ever looked for, so that a file cannot shadow a module.
final class SourceRoot {
    private let folder: Descriptor
    private let whitelist: Whitelist
    private var servedModules = 0
    private var servedBytes = 0

    static let maximumModules = 4_096
    static let maximumBytes = 64 << 20

    init(path: String, whitelist: Whitelist) throws(SandboxError) {
        do {
            folder = Descriptor(owning: try checked(spl_open_folder(path)))
        } catch {
            throw SandboxError(.sourceRoot, "The source root \(path) cannot be opened: \(error).")
        }
        self.whitelist = whitelist
    }

    /// `nil` where the folder has no such module, or none that may be served.
    func module(named name: ModuleName) -> SourceModule? {
        guard servedModules < Self.maximumModules, !isOfStandardLibrary(name) else { return nil }
        let path = name.text.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "/")
        for (file, isPackage) in [(path + "/__init__.py", true), (path + ".py", false)] {
            guard let source = content(of: file) else { continue }
            servedModules += 1
            servedBytes += source.count
            return SourceModule(displayPath: "/app/" + file, isPackage: isPackage, source: source)
        }
        // A folder without __init__.py is a package all the same, an empty one.
        guard isFolder(path) else { return nil }
        servedModules += 1
        return SourceModule(displayPath: "/app/\(path)/__init__.py", isPackage: true, source: [])
    }

    private func isFolder(_ path: String) -> Bool {
        guard let number = try? checked(spl_open_beneath(folder.number, path)) else { return false }
        return (try? Descriptor(owning: number).description().isFolder) ?? false
    }

    private func isOfStandardLibrary(_ name: ModuleName) -> Bool {
        var top = name
        while let parent = top.parent { top = parent }
        return whitelist.standing(of: top) != .unknown || whitelist.standing(of: name) != .unknown
    }

    private func content(of file: String) -> [UInt8]? {
        guard let number = try? checked(spl_open_beneath(folder.number, file)) else { return nil }
        let descriptor = Descriptor(owning: number)
        guard let description = try? descriptor.description(), description.isRegular else { return nil }
        let limit = min(WireLimits.moduleLength, Self.maximumBytes - servedBytes)
        return (try? descriptor.contents(upTo: limit)) ?? nil
    }
}
