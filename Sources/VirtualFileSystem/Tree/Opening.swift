internal import Glibc

extension VirtualFileSystem {
    /// `openat(2)`. Pipes are not opened but by `path`: the tree has nobody for their other end (ENXIO).
    package func open(
        _ path: [UInt8], _ given: OpenFlags, mode: Int = 0o666, from base: PathBase = .workingDirectory
    ) throws(FileError) -> OpenFile {
        var flags = given
        if flags.contains(.path) {
            flags.formIntersection([.path, .directory, .noFollow, .closeOnExec])
            let place = try locate(
                path, from: base, followingLastLink: !flags.contains(.noFollow),
                mustBeDirectory: flags.contains(.directory))
            return try OpenFile(self, place, flags, openFiles.take())
        }
        if flags.contains(.temporary) {
            guard flags.contains(.directory), flags.access.contains(.write), !flags.contains(.create) else { throw .invalid }
            _ = try locate(path, from: base, followingLastLink: !flags.contains(.noFollow), mustBeDirectory: true)
            throw .unsupported
        }
        if flags.contains([.create, .directory]) { throw .invalid }
        if flags.contains([.create, .exclusive]) { flags.insert(.noFollow) }
        return try openContents(path, flags, mode: mode, from: base)
    }

    private func openContents(
        _ path: [UInt8], _ flags: OpenFlags, mode: Int, from base: PathBase
    ) throws(FileError) -> OpenFile {
        var walk = try PathWalk(self, path, from: base)
        var follows = !flags.contains(.noFollow)
        var mustBeDirectory = flags.contains(.directory)
        var text = path[...]
        while true {
            try walk.walkToLast(text)
            var target: ArraySlice<UInt8>?
            if case .name(let name) = walk.last {
                if walk.hasTrailingSlash {
                    if flags.contains(.create) { throw .isDirectory }
                    (follows, mustBeDirectory) = (true, true)
                }
                if let node = try child(of: walk.place, named: name) {
                    target = try walk.enter(node, followingLinks: follows)
                } else {
                    guard flags.contains(.create) else { throw .missing }
                    return try create(name, in: walk.place, flags, mode: mode)
                }
            } else {
                target = try walk.stepOverLast(followingLinks: follows)
            }
            guard let target else { break }
            text = target
        }
        return try openExisting(walk.place, flags, mustBeDirectory: mustBeDirectory)
    }

    private func create(
        _ name: FileName, in directory: Location, _ flags: OpenFlags, mode: Int
    ) throws(FileError) -> OpenFile {
        try directory.requireWritableMount()
        try require([.write, .execute], on: directory)
        let ownership = try identity.ownership(
            ofNew: .regular, permissions: mode & 0o7777, mask: creationMask, in: directory.node.ownership())
        // Nothing may be made that then cannot be opened.
        let slot = try openFiles.take()
        let node = try directory.node.make(.regular, named: name, ownership: ownership)
        return try OpenFile(self, directory.at(node), flags, slot)
    }

    private func openExisting(
        _ place: Location, _ flags: OpenFlags, mustBeDirectory: Bool
    ) throws(FileError) -> OpenFile {
        let kind = place.node.kind
        if flags.contains(.create) {
            if flags.contains(.exclusive) { throw .exists }
            if kind == .directory { throw .isDirectory }
        }
        if mustBeDirectory, kind != .directory { throw .notDirectory }
        let truncates = kind == .regular && flags.contains(.truncate)
        if truncates { try place.requireWritableMount() }
        switch kind {
        case .link: throw .links
        case .directory where flags.access.contains(.write): throw .isDirectory
        default: break
        }
        try require(flags.access, on: place)
        if flags.contains(.noAccessTime), try !identity.owns(place.node.ownership()) { throw .notPermitted }
        if kind == .pipe { throw flags.reads || flags.writes ? .outOfRange : .invalid }
        let file = try OpenFile(self, place, flags, openFiles.take())
        if truncates { try resize(place.node, to: 0) }
        return file
    }

    /// Changes the length of a regular file, which takes its set-id bits.
    func resize(_ node: FileNode, to size: Int) throws(FileError) {
        try node.resize(to: size)
        try dropSetID(of: node)
    }

    func dropSetID(of node: FileNode) throws(FileError) {
        let ownership = try node.ownership()
        guard ownership.permissions & (ModeBit.setUser | ModeBit.setGroup) != 0 else { return }
        let permissions = identity.permissionsWithoutSetID(ownership)
        if permissions != ownership.permissions { try node.apply(AttributeChange(permissions: permissions)) }
    }
}
