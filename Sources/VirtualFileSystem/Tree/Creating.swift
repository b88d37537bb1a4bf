internal import Glibc

extension VirtualFileSystem {
    /// `mkdirat(2)`.
    package func makeDirectory(
        _ path: [UInt8], mode: Int = 0o777, from base: PathBase = .workingDirectory
    ) throws(FileError) {
        try make(.directory, at: path, permissions: mode & 0o1777, from: base)
    }

    /// `mknodat(2)` for named pipes.
    package func makePipe(
        _ path: [UInt8], mode: Int = 0o666, from base: PathBase = .workingDirectory
    ) throws(FileError) {
        try make(.pipe, at: path, permissions: mode & 0o7777, from: base)
    }

    /// `symlinkat(2)`.
    package func makeLink(
        to target: [UInt8], at path: [UInt8], from base: PathBase = .workingDirectory
    ) throws(FileError) {
        guard !target.isEmpty else { throw .missing }
        guard !target.contains(0) else { throw .invalid }
        guard target.count < 4096 else { throw .nameTooLong }
        try make(.link(target: target), at: path, permissions: 0o777, from: base)
    }

    /// `linkat(2)`.
    package func link(
        _ old: [UInt8], to new: [UInt8], oldBase: PathBase = .workingDirectory,
        newBase: PathBase = .workingDirectory, followingLastLink: Bool = false
    ) throws(FileError) {
        let source = try locate(old, from: oldBase, followingLastLink: followingLastLink)
        let (directory, name) = try placeForNew(new, from: newBase, isDirectory: false)
        guard source.mount === directory.mount else { throw .crossesMounts }
        try requireLinkable(source)
        try require([.write, .execute], on: directory)
        if source.node.kind == .directory { throw .notPermitted }
        guard try source.node.status().links > 0 else { throw .missing }
        try directory.node.addLink(to: source.node, named: name)
    }

    /// As `fs.protected_hardlinks` has it: who does not own a file links it only if it could be copied.
    private func requireLinkable(_ source: Location) throws(FileError) {
        let ownership = try source.node.ownership()
        if identity.owns(ownership) { return }
        let groupExecution = ModeBit.setGroup | ModeBit.groupExecute
        guard source.node.kind == .regular, ownership.permissions & ModeBit.setUser == 0,
            ownership.permissions & groupExecution != groupExecution, identity.allows([.read, .write], ownership)
        else { throw .notPermitted }
    }

    func make(
        _ new: NewFile, at path: [UInt8], permissions: Int, from base: PathBase
    ) throws(FileError) {
        let isDirectory = new.kind == .directory
        let (directory, name) = try placeForNew(path, from: base, isDirectory: isDirectory)
        try require([.write, .execute], on: directory)
        if isDirectory { try requireDepth(of: 1, beneath: directory) }
        let isMasked = new.kind != .link && new.kind != .nullDevice
        let ownership = try identity.ownership(
            ofNew: new.kind, permissions: permissions, mask: isMasked ? creationMask : 0, in: directory.node.ownership())
        _ = try directory.node.make(new, named: name, ownership: ownership)
    }

    /// The directory for a new name, which is known to be free.
    private func placeForNew(
        _ path: [UInt8], from base: PathBase, isDirectory: Bool
    ) throws(FileError) -> (Location, FileName) {
        let (directory, last, hasTrailingSlash) = try locateParent(path, from: base)
        guard case .name(let name) = last else { throw .exists }
        guard try child(of: directory, named: name) == nil else { throw .exists }
        if hasTrailingSlash, !isDirectory { throw .missing }
        // Other errors come first, so that programs which make what is there see that it is.
        try directory.requireWritableMount()
        return (directory, name)
    }
}
