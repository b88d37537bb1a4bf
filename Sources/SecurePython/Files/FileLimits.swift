internal import Policy

/// Bounds of the files of one run. What is over them fails inside the script, as on a full disk; artefacts that are over
/// them are refused, and the report says so.
public struct FileLimits: Sendable, Equatable {
    /// Bytes of all contents that the script's tree keeps in memory; scratch folders have their own bound. They count
    /// for the run's memory as well.
    public var memoryBytes: Int
    /// Files, folders and links in memory.
    public var memoryFiles: Int
    /// Descriptors that the script may have open at a time.
    public var openFiles: Int

    /// Bytes by which writes may let host files grow or that they may write over, in all mounts together.
    public var writtenBytes: Int
    /// Files and folders that may be made in host folders.
    public var createdFiles: Int
    /// How long a file system of the host may take for one request before the script is told that it timed out.
    public var patience: Duration

    /// Files and folders that may be brought out.
    public var artefacts: Int
    /// Of all artefacts together.
    public var artefactBytes: Int
    /// Folders within one another.
    public var artefactDepth: Int

    /// Each as the property of its name.
    public init(
        memoryBytes: Int = 256 << 20,
        memoryFiles: Int = 100_000,
        openFiles: Int = 1_024,
        writtenBytes: Int = 1 << 30,
        createdFiles: Int = 100_000,
        patience: Duration = .seconds(10),
        artefacts: Int = 10_000,
        artefactBytes: Int = 1 << 30,
        artefactDepth: Int = 64
    ) {
        self.memoryBytes = memoryBytes
        self.memoryFiles = memoryFiles
        self.openFiles = openFiles
        self.writtenBytes = writtenBytes
        self.createdFiles = createdFiles
        self.patience = patience
        self.artefacts = artefacts
        self.artefactBytes = artefactBytes
        self.artefactDepth = artefactDepth
    }

    /// The part that the worker keeps.
    var quota: FileQuota {
        FileQuota(
            bytes: max(0, memoryBytes), files: max(0, memoryFiles), openFiles: max(0, openFiles),
            artefactBytes: max(0, artefactBytes))
    }
}
