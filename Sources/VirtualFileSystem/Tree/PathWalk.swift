internal import Glibc

/// Resolves one path as Linux does: names from the left, each in a directory that the user may search,
/// symbolic links in place, at most forty of them.
struct PathWalk {
    enum LastName {
        case root, current, above
        case name(FileName)
    }

    private static let maximumLinks = 40

    private let tree: VirtualFileSystem
    private var linkCount = 0
    /// Where the walk is; after `walkToLast` the directory that the last name is in.
    private(set) var place: Location
    private(set) var last = LastName.root
    /// Whether slashes stand behind the last name.
    private(set) var hasTrailingSlash = false

    /// Throws where the path is empty or too long, or the base of a relative one is no directory.
    init(_ tree: VirtualFileSystem, _ path: [UInt8], from base: PathBase) throws(FileError) {
        self.tree = tree
        guard let first = path.first, !path.contains(0) else { throw path.isEmpty ? .missing : .invalid }
        guard path.count < min(4096, tree.limits.pathBytes) else { throw .nameTooLong }
        if first == Self.slash {
            place = tree.root
            return
        }
        switch base {
        case .workingDirectory: place = tree.workingDirectory
        case .badDescriptor: throw .badDescriptor
        case .file(let file):
            guard file.location.node.kind == .directory else { throw .notDirectory }
            place = file.location
        }
    }

    private static let slash = UInt8(ascii: "/")

    /// Walks to the directory of the last name.
    mutating func walkToLast(_ path: ArraySlice<UInt8>) throws(FileError) {
        last = .root
        hasTrailingSlash = false
        var rest = path.drop { $0 == Self.slash }
        // What comes after each link that is being walked.
        var pending: [ArraySlice<UInt8>] = []
        if rest.isEmpty { return }
        while true {
            try tree.require(.execute, on: place)
            let bytes = rest.prefix { $0 != Self.slash }
            let name = Self.classify(bytes)
            rest = rest[bytes.endIndex...]
            let slashFollows = !rest.isEmpty
            rest = rest.drop { $0 == Self.slash }
            if rest.isEmpty {
                guard let outer = pending.popLast() else {
                    last = name
                    hasTrailingSlash = slashFollows
                    return
                }
                rest = outer
            }
            if let target = try step(name, followingLinks: true) {
                pending.append(rest)
                rest = target
            } else if place.node.kind != .directory {
                throw .notDirectory
            }
        }
    }

    private static func classify(_ bytes: ArraySlice<UInt8>) -> LastName {
        let dot = UInt8(ascii: ".")
        if bytes.first == dot {
            if bytes.count == 1 { return .current }
            if bytes.count == 2, bytes.last == dot { return .above }
        }
        return .name(FileName(bytes))
    }

    /// Walks over the last name. Returns the target of a link that is to be walked next.
    mutating func stepOverLast(followingLinks: Bool) throws(FileError) -> ArraySlice<UInt8>? {
        try step(last, followingLinks: followingLinks)
    }

    private mutating func step(_ name: LastName, followingLinks: Bool) throws(FileError) -> ArraySlice<UInt8>? {
        switch name {
        case .root, .current: return nil
        case .above:
            stepAbove()
            return nil
        case .name(let name):
            guard let node = try tree.child(of: place, named: name) else { throw .missing }
            return try enter(node, followingLinks: followingLinks)
        }
    }

    private mutating func stepAbove() {
        // The root of a mount has the parent of what it covers.
        while place.node === place.mount.root, let below = place.mount.place { place = below }
        if let parent = place.node.parent, place.node !== place.mount.root { place = place.at(parent) }
        place = Self.uncovered(place)
    }

    private static func uncovered(_ place: Location) -> Location {
        var place = place
        while let mount = place.node.covering { place = Location(mount: mount, node: mount.root) }
        return place
    }

    /// Goes on to a node in the current directory, or into the link that it is.
    mutating func enter(_ node: FileNode, followingLinks: Bool) throws(FileError) -> ArraySlice<UInt8>? {
        guard node.kind == .link, followingLinks else {
            place = Self.uncovered(place.at(node))
            return nil
        }
        guard linkCount < Self.maximumLinks else { throw .links }
        linkCount += 1
        if !place.mount.isReadOnly { node.noteAccess() }
        let target = try node.linkTarget()
        // A lower tree may say anything.
        guard target.count < 4096, !target.contains(0) else { throw .nameTooLong }
        if target.first == Self.slash { place = tree.root }
        let rest = target.drop { $0 == Self.slash }
        return rest.isEmpty ? nil : rest
    }
}

extension VirtualFileSystem {
    /// A name in a directory, whatever covers it.
    func child(of directory: Location, named name: FileName) throws(FileError) -> FileNode? {
        guard directory.node.kind == .directory else { throw .notDirectory }
        if directory.node.isRemoved { throw .missing }
        guard name.bytes.count <= FileName.maximumLength else { throw .nameTooLong }
        return try directory.node.lookup(name)
    }

    /// Resolves a path to what is there.
    func locate(
        _ path: [UInt8], from base: PathBase, followingLastLink: Bool, mustBeDirectory: Bool = false
    ) throws(FileError) -> Location {
        var walk = try PathWalk(self, path, from: base)
        var (follows, mustBeDirectory) = (followingLastLink, mustBeDirectory)
        var text = path[...]
        while true {
            try walk.walkToLast(text)
            if case .name = walk.last, walk.hasTrailingSlash { (follows, mustBeDirectory) = (true, true) }
            guard let target = try walk.stepOverLast(followingLinks: follows) else { break }
            text = target
        }
        if mustBeDirectory, walk.place.node.kind != .directory { throw .notDirectory }
        return walk.place
    }

    /// Resolves a path to the directory of its last name, which need not exist and is not followed.
    func locateParent(
        _ path: [UInt8], from base: PathBase
    ) throws(FileError) -> (directory: Location, last: PathWalk.LastName, hasTrailingSlash: Bool) {
        var walk = try PathWalk(self, path, from: base)
        try walk.walkToLast(path[...])
        return (walk.place, walk.last, walk.hasTrailingSlash)
    }
}
