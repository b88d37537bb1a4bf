/// A part of the tree that a script sees, as the worker is told of it. A host path is never in it.
public struct FileGrant: Hashable, Sendable {
    /// From the root of the script's tree.
    public var path: CheckedPath
    public var source: Source

    public init(path: CheckedPath, source: Source) {
        self.path = path
        self.source = source
    }

    public enum Source: Hashable, Sendable {
        /// A file of so many bytes, which follow.
        case content(bytes: Int, isExecutable: Bool)
        /// A file or folder of the host, by the number that requests name.
        case mount(HostMountNumber, isFolder: Bool, access: FileAccess)
        /// An empty folder in the worker's memory with a bound of its own, in bytes.
        case scratch(bytes: Int)
        /// A folder, made where there is none, whose content is sent as artefacts when the script has ended.
        case collected(CollectionNumber)
    }
}

/// What a script may do with a part of the host's tree.
public enum FileAccess: UInt8, Sendable, CaseIterable {
    case readOnly = 1
    /// Writes are made by the host, after its checks.
    case readWrite = 2
    /// Writes stay in the worker's memory, over what the host has.
    case overlay = 3
}

/// Which of a run's mounts.
public struct HostMountNumber: Hashable, Sendable, RawRepresentable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Which of a run's collected folders.
public struct CollectionNumber: Hashable, Sendable, RawRepresentable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Bounds of the tree that the worker keeps in its memory; scratch folders have their own.
public struct FileQuota: Hashable, Sendable {
    /// Of all contents together.
    public var bytes: Int
    /// Files, folders and links together.
    public var files: Int
    /// Descriptors that a script may have open at a time.
    public var openFiles: Int
    /// Of all results together. What is beyond is not sent.
    public var artefactBytes: Int

    public init(bytes: Int, files: Int, openFiles: Int, artefactBytes: Int) {
        self.bytes = bytes
        self.files = files
        self.openFiles = openFiles
        self.artefactBytes = artefactBytes
    }
}

/// What a worker brings out of a collected folder: a folder, or a file whose bytes follow. Folders come before what
/// is in them.
public struct Artefact: Hashable, Sendable {
    public var collection: CollectionNumber
    /// From the collected folder; never that folder itself.
    public var path: CheckedPath
    public var content: Content

    public enum Content: Hashable, Sendable {
        case folder
        /// The bytes follow.
        case file(bytes: Int, isExecutable: Bool)
        /// A file whose bytes do not follow, since with it there would be more than may be brought out.
        case withheld(bytes: Int)
    }

    public init(collection: CollectionNumber, path: CheckedPath, content: Content) {
        self.collection = collection
        self.path = path
        self.content = content
    }
}
