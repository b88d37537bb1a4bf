/// A regular file in memory. Over a file of a lower tree it holds only the pages that were written; the
/// others are read from there.
final class MemoryFile: MemoryNode {
    private let pages: SparsePages
    private var size = 0
    /// How much of the lower file still shows, in bytes, once the node is kept.
    private var lowerSize = 0

    override init(kind: FileKind, ownership: Ownership, ledger: Ledger, parent: FileNode?, name: FileName) {
        pages = SparsePages(ledger: ledger)
        super.init(kind: kind, ownership: ownership, ledger: ledger, parent: parent, name: name)
    }

    override init(lower: FileNode, ledger: Ledger, parent: FileNode?, name: FileName) {
        pages = SparsePages(ledger: ledger)
        super.init(lower: lower, ledger: ledger, parent: parent, name: name)
    }

    override var extent: (size: Int, blocks: Int) {
        let lowerBlocks = lowerSize / 512 + (lowerSize % 512 > 0 ? 1 : 0)
        return (size, max(lowerBlocks, pages.count * (SparsePages.pageSize / 512)))
    }

    override func adopt(_ status: FileStatus) {
        size = max(0, status.size)
        lowerSize = size
    }

    override func openContents(reading: Bool, writing: Bool) throws(FileError) {
        // Also a file that is only written needs the rest of pages that are written in part.
        try lower?.openContents(reading: reading || writing, writing: false)
    }

    override func closeContents(reading: Bool, writing: Bool) {
        lower?.closeContents(reading: reading || writing, writing: false)
    }

    override func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard offset >= 0 else { throw .invalid }
        if let lower, !isKept { return try lower.read(at: offset, into: buffer) }
        guard offset < size else { return 0 }
        let count = min(buffer.count, size - offset)
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count))
        if offset < lowerSize { return try readThrough(at: offset, into: room) }
        pages.read(at: offset, into: room)
        return count
    }

    /// Reads where pages of this file lie over the lower one's contents.
    private func readThrough(at offset: Int, into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let end = offset + room.count
        var position = offset
        while position < end {
            let number = position / SparsePages.pageSize
            let isHeld = pages.isHeld(number)
            let next = isHeld ? pages.firstAbsent(from: number) : pages.firstHeld(from: number) ?? Int.max
            let (start, overflows) = next.multipliedReportingOverflow(by: SparsePages.pageSize)
            let stop = overflows ? end : min(end, start)
            let part = UnsafeMutableRawBufferPointer(rebasing: room[(position - offset)..<(stop - offset)])
            if isHeld {
                pages.read(at: position, into: part)
            } else {
                do throws(FileError) {
                    try readLower(at: position, into: part)
                } catch {
                    if position == offset { throw error }
                    break
                }
            }
            position = stop
        }
        return position - offset
    }

    /// Fills a buffer with what the lower file shows, and zeros after that.
    private func readLower(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
        var filled = 0
        if let lower, offset < lowerSize {
            let wanted = min(buffer.count, lowerSize - offset)
            while filled < wanted {
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<wanted])
                let count = try lower.read(at: offset + filled, into: part)
                // The file below may have become shorter.
                if count <= 0 { break }
                filled += min(count, part.count)
            }
        }
        _ = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).initializeMemory(as: UInt8.self, repeating: 0)
    }

    override func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
        guard offset >= 0, !offset.addingReportingOverflow(buffer.count).overflow else { throw .tooLarge }
        if buffer.isEmpty { return 0 }
        try keep()
        defer { noteChange(ofContents: true) }
        let written = try pages.write(at: offset, from: buffer, fill: filler)
        size = max(size, offset + written)
        return written
    }

    private var filler: ((Int, UnsafeMutableRawBufferPointer) throws(FileError) -> Void)? {
        if lowerSize == 0 { return nil }
        return { [self] position, page throws(FileError) in try readLower(at: position, into: page) }
    }

    override func resize(to newSize: Int) throws(FileError) {
        guard newSize >= 0 else { throw .invalid }
        try keep()
        if newSize < size {
            lowerSize = min(lowerSize, newSize)
        }
        // Room that was allocated beyond the end goes as well.
        if newSize <= size { pages.discard(from: newSize) }
        if newSize != size { noteChange(ofContents: true) }
        size = newSize
    }

    override func allocate(_ range: Range<Int>, growingTo newSize: Int?) throws(FileError) {
        guard range.lowerBound >= 0, !range.isEmpty else { throw .invalid }
        try keep()
        let first = range.lowerBound / SparsePages.pageSize
        let last = (range.upperBound - 1) / SparsePages.pageSize
        // A range that can never fit must not be tried page by page.
        guard last - first < ledger.pageLimit else { throw .noSpace }
        var made: [Int] = []
        for number in first...last {
            do throws(FileError) {
                if try pages.hold(number, fill: filler) { made.append(number) }
            } catch {
                for number in made { pages.drop(number) }
                throw error
            }
        }
        if let newSize, newSize > size { size = newSize }
        noteChange(ofContents: true)
    }

    override func seek(from offset: Int, data: Bool) throws(FileError) -> Int? {
        if let lower, !isKept {
            let size = try lower.status().size
            return data ? offset : size
        }
        guard offset >= 0, offset < size else { return nil }
        if offset < lowerSize {
            if data { return offset }
            // What shows of the lower file is taken for data.
            return try seek(from: lowerSize, data: false) ?? size
        }
        let number = offset / SparsePages.pageSize
        if data {
            guard let found = pages.firstHeld(from: number, isWritten: true) else { return nil }
            let start = found * SparsePages.pageSize
            return start < size ? max(offset, start) : nil
        }
        let (start, overflows) = pages.firstAbsent(from: number, isWritten: true)
            .multipliedReportingOverflow(by: SparsePages.pageSize)
        return overflows ? size : min(size, max(offset, start))
    }
}
