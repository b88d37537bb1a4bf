internal import Glibc

/// An open file description: what one `open` made and every duplicate of its descriptor shares. Closed
/// when nobody holds it any more.
package final class OpenFile {
    let location: Location
    let tree: VirtualFileSystem
    package private(set) var flags: OpenFlags
    /// In bytes; in a directory a count of entries.
    package private(set) var offset = 0
    private let slot: OpenFileSlot
    private let readsContents: Bool
    private let writesContents: Bool
    /// The names of a directory as they were when its listing began.
    private var listing: [DirectoryEntry]?

    /// `MAX_RW_COUNT`: what one call transfers at most, in bytes.
    private static let largestTransfer = 0x7fff_f000

    init(
        _ tree: VirtualFileSystem, _ location: Location, _ flags: OpenFlags, _ slot: OpenFileSlot
    ) throws(FileError) {
        let holdsContents = location.node.kind == .regular && !flags.contains(.path)
        // A file that is opened for neither stays open all the same, whatever becomes of its name.
        readsContents = holdsContents && (flags.reads || !flags.writes)
        writesContents = holdsContents && flags.writes
        try location.node.openContents(reading: readsContents, writing: writesContents)
        self.tree = tree
        self.location = location
        self.slot = slot
        // What only mattered to `open` is not kept, as `fcntl` shows.
        self.flags = flags.subtracting([.create, .exclusive, .truncate, .closeOnExec, .noFollow])
    }

    deinit {
        if readsContents || writesContents {
            location.node.closeContents(reading: readsContents, writing: writesContents)
        }
    }

    package var kind: FileKind { location.node.kind }

    /// Whether it was opened with `O_PATH`: it names a place, and can do nothing else.
    package var isPath: Bool { flags.contains(.path) }
    package var isReadable: Bool { !isPath && flags.reads }
    package var isWritable: Bool { !isPath && flags.writes }

    /// `F_SETFL`: only `append` and `nonBlocking` can change.
    package func setStatusFlags(_ new: OpenFlags) throws(FileError) {
        try requireContents()
        let changeable: OpenFlags = [.append, .nonBlocking]
        flags = flags.subtracting(changeable).union(new.intersection(changeable))
    }

    /// `O_PATH` descriptors count as not open for everything that would touch contents.
    func requireContents() throws(FileError) {
        if isPath { throw .badDescriptor }
    }

    // MARK: Reading and writing

    /// `read(2)`: none at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = try transfer(from: offset, into: buffer)
        offset += count
        return count
    }

    /// `pread(2)`
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard offset >= 0 else { throw .invalid }
        return try transfer(from: offset, into: buffer)
    }

    /// `write(2)`: throws where not one byte could be written.
    package func write(from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
        let (count, end) = try transfer(buffer, to: offset)
        if count > 0 { offset = end }
        return count
    }

    /// `pwrite(2)`, which on Linux appends where the file was opened for appending.
    package func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
        guard offset >= 0 else { throw .invalid }
        return try transfer(buffer, to: offset).count
    }

    private func transfer(
        from offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileError) -> Int {
        guard isReadable else { throw .badDescriptor }
        guard !offset.addingReportingOverflow(buffer.count).overflow else { throw .invalid }
        if kind == .directory { throw .isDirectory }
        if buffer.isEmpty { return 0 }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Self.largestTransfer))
        let count = try location.node.read(at: offset, into: room)
        noteAccess()
        return min(max(count, 0), room.count)
    }

    private func transfer(
        _ buffer: UnsafeRawBufferPointer, to offset: Int
    ) throws(FileError) -> (count: Int, end: Int) {
        guard isWritable else { throw .badDescriptor }
        guard !offset.addingReportingOverflow(buffer.count).overflow else { throw .invalid }
        if buffer.isEmpty { return (0, offset) }
        let node = location.node
        let position = try flags.contains(.append) ? max(0, node.status().size) : offset
        guard position < Int.max else { throw .tooLarge }
        let part = UnsafeRawBufferPointer(rebasing: buffer.prefix(min(Self.largestTransfer, Int.max - position)))
        try tree.dropSetID(of: node)
        let count = try min(max(node.write(at: position, from: part), 0), part.count)
        return (count, position + count)
    }

    private func noteAccess() {
        if !flags.contains(.noAccessTime), !location.mount.isReadOnly { location.node.noteAccess() }
    }

    // MARK: Position

    package enum Origin: Int, Sendable {
        case start, current, end, data, hole
    }

    /// `lseek(2)`; returns the new position.
    package func seek(by distance: Int, from origin: Origin) throws(FileError) -> Int {
        try requireContents()
        if kind == .directory { return try seekInListing(by: distance, from: origin) }
        if kind == .nullDevice { return 0 }
        var base = 0
        switch origin {
        case .start: break
        case .current: base = offset
        case .end: base = try location.node.status().size
        case .data, .hole:
            guard distance >= 0, try distance < location.node.status().size,
                let found = try location.node.seek(from: distance, data: origin == .data)
            else { throw .outOfRange }
            offset = max(0, found)
            return offset
        }
        let (position, overflows) = base.addingReportingOverflow(distance)
        guard !overflows, position >= 0 else { throw .invalid }
        offset = position
        return position
    }

    private func seekInListing(by distance: Int, from origin: Origin) throws(FileError) -> Int {
        guard origin == .start || origin == .current else { throw .invalid }
        let (position, overflows) = (origin == .start ? 0 : offset).addingReportingOverflow(distance)
        guard !overflows, position >= 0 else { throw .invalid }
        offset = position
        if position == 0 { listing = nil }
        return position
    }

    // MARK: Listing

    /// The next entries of a directory, at most so many; none at the end. Each entry that stays is listed
    /// exactly once, whatever is made and removed meanwhile. Seeking to 0 begins anew.
    package func nextEntries(atMost limit: Int) throws(FileError) -> [DirectoryEntry] {
        try requireContents()
        guard kind == .directory else { throw .notDirectory }
        if location.node.isRemoved { throw .missing }
        let entries: [DirectoryEntry]
        if let listing {
            entries = listing
        } else {
            entries = try location.node.entries()
            listing = entries
        }
        let start = min(offset, entries.count)
        let end = start + min(max(limit, 0), entries.count - start)
        offset = max(offset, end)
        noteAccess()
        return Array(entries[start..<end])
    }

    package func remainingEntries() throws(FileError) -> [DirectoryEntry] {
        try nextEntries(atMost: Int.max)
    }
}
