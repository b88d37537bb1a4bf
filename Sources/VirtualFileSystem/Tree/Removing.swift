internal import Glibc

extension VirtualFileSystem {
    /// `unlinkat(2)` without flags.
    package func unlink(_ path: [UInt8], from base: PathBase = .workingDirectory) throws(FileError) {
        let (directory, last, hasTrailingSlash) = try locateParent(path, from: base)
        guard case .name(let name) = last else { throw .isDirectory }
        try directory.requireWritableMount()
        guard let node = try child(of: directory, named: name) else { throw .missing }
        if hasTrailingSlash { throw node.kind == .directory ? .isDirectory : .notDirectory }
        try requireRemovable(node, from: directory, asDirectory: false)
        if node.covering != nil { throw .busy }
        try directory.node.remove(node, named: name)
    }

    /// `unlinkat(2)` with `AT_REMOVEDIR`.
    package func removeDirectory(_ path: [UInt8], from base: PathBase = .workingDirectory) throws(FileError) {
        let (directory, last, _) = try locateParent(path, from: base)
        let name: FileName
        switch last {
        case .above: throw .notEmpty
        case .current: throw .invalid
        case .root: throw .busy
        case .name(let last): name = last
        }
        try directory.requireWritableMount()
        guard let node = try child(of: directory, named: name) else { throw .missing }
        try requireRemovable(node, from: directory, asDirectory: true)
        if node.covering != nil { throw .busy }
        guard try node.isEmpty() else { throw .notEmpty }
        try directory.node.remove(node, named: name)
    }

    /// Whether the user may take an entry from a directory.
    func requireRemovable(_ node: FileNode, from directory: Location, asDirectory: Bool) throws(FileError) {
        try require([.write, .execute], on: directory)
        if try identity.isHindered(
            byStickyBitOf: directory.node.ownership(), removing: node.ownership()) { throw .notPermitted }
        if asDirectory {
            guard node.kind == .directory else { throw .notDirectory }
        } else if node.kind == .directory {
            throw .isDirectory
        }
    }
}
