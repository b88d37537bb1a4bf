internal import Glibc

package enum RenameRule: Hashable, Sendable {
    case replace
    /// `RENAME_NOREPLACE`
    case keepExisting
    /// `RENAME_EXCHANGE`
    case exchange
}

extension VirtualFileSystem {
    /// `renameat2(2)`.
    package func rename(
        _ old: [UInt8], to new: [UInt8], oldBase: PathBase = .workingDirectory,
        newBase: PathBase = .workingDirectory, _ rule: RenameRule = .replace
    ) throws(FileError) {
        let (oldDirectory, oldLast, oldSlash) = try locateParent(old, from: oldBase)
        let (newDirectory, newLast, newSlash) = try locateParent(new, from: newBase)
        guard oldDirectory.mount === newDirectory.mount else { throw .crossesMounts }
        guard case .name(let oldName) = oldLast else { throw .busy }
        guard case .name(let newName) = newLast else { throw rule == .keepExisting ? .exists : .busy }
        try oldDirectory.requireWritableMount()

        guard let source = try child(of: oldDirectory, named: oldName) else { throw .missing }
        let target = try child(of: newDirectory, named: newName)
        if target != nil, rule == .keepExisting { throw .exists }
        if rule == .exchange {
            guard let target else { throw .missing }
            if newSlash, target.kind != .directory { throw .notDirectory }
        }
        if source.kind != .directory, oldSlash || (rule != .exchange && newSlash) { throw .notDirectory }
        if source.kind == .directory, Self.contains(source, newDirectory.node) { throw .invalid }
        if let target, target.kind == .directory, Self.contains(target, oldDirectory.node) {
            throw rule == .exchange ? .invalid : .notEmpty
        }
        if source === target { return }

        try requireMovable(source, from: oldDirectory, over: target, in: newDirectory, rule)
        if source.covering != nil || target?.covering != nil { throw .busy }
        if newDirectory.node !== oldDirectory.node {
            try requireDepth(ofMoved: source, from: oldDirectory, to: newDirectory)
            if rule == .exchange, let target {
                try requireDepth(ofMoved: target, from: newDirectory, to: oldDirectory)
            }
        }
        if rule == .exchange, let target {
            try oldDirectory.node.exchange(
                source, named: oldName, with: target, in: newDirectory.node, named: newName)
            return
        }
        if let target, target.kind == .directory, try !target.isEmpty() { throw .notEmpty }
        try oldDirectory.node.move(
            source, named: oldName, to: newDirectory.node, as: newName, replacing: target)
    }

    private func requireMovable(
        _ source: FileNode, from oldDirectory: Location, over target: FileNode?, in newDirectory: Location,
        _ rule: RenameRule
    ) throws(FileError) {
        let isDirectory = source.kind == .directory
        try requireRemovable(source, from: oldDirectory, asDirectory: isDirectory)
        if let target {
            let expectsDirectory = rule == .exchange ? target.kind == .directory : isDirectory
            try requireRemovable(target, from: newDirectory, asDirectory: expectsDirectory)
        } else {
            try require([.write, .execute], on: newDirectory)
        }
        guard newDirectory.node !== oldDirectory.node else { return }
        // A directory that changes its parent is written: its `..` changes.
        if isDirectory { try require(.write, on: oldDirectory.at(source)) }
        if rule == .exchange, let target, target.kind == .directory {
            try require(.write, on: newDirectory.at(target))
        }
    }

    /// Whether a directory is another one or stands above it in the same file system.
    private static func contains(_ directory: FileNode, _ other: FileNode) -> Bool {
        var place: FileNode? = other
        while let node = place {
            if node === directory { return true }
            place = node.parent
        }
        return false
    }

    private func requireDepth(
        ofMoved node: FileNode, from oldDirectory: Location, to newDirectory: Location
    ) throws(FileError) {
        guard node.kind == .directory, depth(of: newDirectory) > depth(of: oldDirectory) else { return }
        try requireDepth(of: height(of: node), beneath: newDirectory)
    }

    /// How many directories stand in one another from this one on.
    private func height(of directory: FileNode) throws(FileError) -> Int {
        var level = [directory]
        var height = 0
        while !level.isEmpty, height <= limits.depth {
            height += 1
            var next: [FileNode] = []
            for node in level {
                for entry in try node.entries() where entry.kind == .directory {
                    if let child = try node.lookup(entry.name), child.kind == .directory { next.append(child) }
                }
            }
            level = next
        }
        return height
    }
}
