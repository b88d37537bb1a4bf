internal import Glibc

/// Bounds of a tree that do not belong to one file system.
package struct TreeLimits: Hashable, Sendable {
    /// Open file descriptions at a time.
    package var openFiles: Int
    /// In bytes, with the NUL that ends a path on Linux; at most 4096.
    package var pathBytes: Int
    /// How many directories may stand in one another.
    package var depth: Int

    package init(openFiles: Int = 1024, pathBytes: Int = 4096, depth: Int = 1024) {
        self.openFiles = openFiles
        self.pathBytes = pathBytes
        self.depth = depth
    }
}

/// What a path that does not begin with a slash starts from.
package enum PathBase {
    case workingDirectory
    case file(OpenFile)
    /// A descriptor that is not open: matters only where it is used.
    case badDescriptor
}

/// The tree of files that a script sees: file systems mounted in one another, a working directory, a user.
/// Paths are bytes. Every function answers as the system call of Linux that it stands for, with the same
/// error numbers in the same order of precedence. One caller at a time; a call into a file system that the
/// host serves may block.
package final class VirtualFileSystem {
    package let identity: Identity
    package let limits: TreeLimits
    /// The mode bits that new files do not get.
    package private(set) var creationMask = 0o022
    private(set) var workingDirectory: Location
    let rootMount: Mount
    private var mounts: [Mount] = []
    let openFiles: OpenFileCounter
    let currentTime: () -> FileTime

    /// `now` is the clock for times that are set to the present.
    package init(
        root: any FileSystem, isReadOnly: Bool = false, identity: Identity = Identity(),
        limits: TreeLimits = TreeLimits(), now: @escaping () -> FileTime
    ) {
        self.identity = identity
        currentTime = now
        self.limits = limits
        openFiles = OpenFileCounter(limit: limits.openFiles)
        rootMount = Mount(root, place: nil, isReadOnly: isReadOnly, device: 1)
        workingDirectory = Location(mount: rootMount, node: rootMount.root)
        mounts = [rootMount]
    }

    var root: Location { Location(mount: rootMount, node: rootMount.root) }

    /// Covers an existing directory, or a file by a file system that is one file. For the owner of the tree, not for the
    /// script.
    package func mount(_ fileSystem: any FileSystem, at path: [UInt8], isReadOnly: Bool = false) throws(FileError) {
        let place = try locate(path, from: .workingDirectory, followingLastLink: true)
        guard place.node.kind == fileSystem.root.kind else { throw .notDirectory }
        guard !place.isSame(as: root) else { throw .busy }
        guard !mounts.contains(where: { $0.root === fileSystem.root }) else { throw .busy }
        let mount = Mount(fileSystem, place: place, isReadOnly: isReadOnly, device: mounts.count + 1)
        mounts.append(mount)
        place.node.covering = mount
    }

    /// Sets the mask and returns the one before.
    package func setCreationMask(_ mask: Int) -> Int {
        defer { creationMask = mask & 0o777 }
        return creationMask
    }

    // MARK: The working directory

    package func changeDirectory(_ path: [UInt8]) throws(FileError) {
        let place = try locate(path, from: .workingDirectory, followingLastLink: true, mustBeDirectory: true)
        try enter(place)
    }

    package func changeDirectory(_ file: OpenFile) throws(FileError) {
        guard file.location.node.kind == .directory else { throw .notDirectory }
        try enter(file.location)
    }

    private func enter(_ directory: Location) throws(FileError) {
        try require(.execute, on: directory)
        try directory.node.openContents(reading: false, writing: false)
        workingDirectory = directory
    }

    /// The absolute path of the working directory; ENOENT once it was removed.
    package func workingDirectoryPath() throws(FileError) -> [UInt8] {
        try path(of: workingDirectory)
    }

    func path(of location: Location) throws(FileError) -> [UInt8] {
        var place = location
        var names: [FileName] = []
        var length = 0
        while true {
            if place.node.isRemoved { throw .missing }
            if let parent = place.node.parent, place.node !== place.mount.root {
                names.append(place.node.name)
                length += place.node.name.bytes.count + 1
                // The system call fails where the path would not fit into a page.
                guard length < 4096 else { throw .nameTooLong }
                place = place.at(parent)
            } else if let below = place.mount.place {
                place = below
            } else {
                break
            }
        }
        if names.isEmpty { return [UInt8(ascii: "/")] }
        return names.reversed().flatMap { [UInt8(ascii: "/")] + $0.bytes }
    }

    // MARK: Permissions

    /// Throws where the user may not use a node so.
    func require(_ access: Identity.Access, on place: Location) throws(FileError) {
        if access.contains(.write), place.node.kind != .pipe { try place.requireWritableMount() }
        guard try identity.allows(access, place.node.ownership()) else { throw .denied }
    }

    // MARK: Depth

    /// How many directories lead to a directory, mounts included.
    func depth(of location: Location) -> Int {
        var depth = 0
        var place = location
        while true {
            if let parent = place.node.parent, place.node !== place.mount.root {
                depth += 1
                place = place.at(parent)
            } else if let below = place.mount.place {
                place = below
            } else {
                return depth
            }
        }
    }

    /// Throws where a directory of some height beneath this one would stand too deep.
    func requireDepth(of height: Int, beneath directory: Location) throws(FileError) {
        guard depth(of: directory) + height <= limits.depth else { throw .nameTooLong }
    }
}

/// Counts open file descriptions, which outlive calls and may outlive the tree.
final class OpenFileCounter {
    private let limit: Int
    fileprivate var count = 0

    init(limit: Int) {
        self.limit = limit
    }

    func take() throws(FileError) -> OpenFileSlot {
        guard count < limit else { throw .tooManyOpen }
        count += 1
        return OpenFileSlot(counter: self)
    }
}

/// Room for one open file description, given back when nobody holds it any more.
final class OpenFileSlot {
    private let counter: OpenFileCounter

    fileprivate init(counter: OpenFileCounter) {
        self.counter = counter
    }

    deinit {
        counter.count -= 1
    }
}
