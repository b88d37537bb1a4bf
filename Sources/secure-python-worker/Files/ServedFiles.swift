import Glibc
import LinuxShims
import Policy
import VirtualFileSystem
import Wire

/// A regular file of the host's, read by a descriptor that the host opened.
final class OpenedFile: HostFile {
    private let descriptor: Int32
    private let place: HostPlace
    private let known: FileStatus
    private let tree: ServedTree

    init(descriptor: Int32, place: HostPlace, known: FileStatus, tree: ServedTree) {
        self.descriptor = descriptor
        self.place = place
        self.known = known
        self.tree = tree
    }

    deinit { spl_close(descriptor) }

    /// What is told of the name, as long as it leads to the file that was opened.
    private var current: FileStatus? {
        guard let status = try? tree.status(of: place), status.kind == .regular, status.inode == known.inode else { return nil }
        return status
    }

    /// What the name says of the size is newer.
    func status() throws(FileError) -> FileStatus { current ?? known }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        let count = spl_read_at(descriptor, start, buffer.count, Int64(offset))
        guard count >= 0 else { throw FileError(number: Int32(clamping: -count)) }
        return count
    }

    /// What has lost its name can only be seen from here, and another file may have that name by now.
    func apply(_ change: AttributeChange) throws(FileError) {
        if current != nil { try tree.apply(change, to: place) }
    }
}

/// A file that the host holds open, and writes for the script.
final class WrittenFile: HostFile {
    private let handle: HostHandle
    private let tree: ServedTree

    init(handle: HostHandle, tree: ServedTree) {
        self.handle = handle
        self.tree = tree
    }

    deinit { _ = try? tree.ask(.close(handle)) }

    func status() throws(FileError) -> FileStatus {
        guard case .status(let status) = try tree.ask(.statusOfOpen(handle)).answer else { throw ServedTree.unfit }
        return tree.status(status)
    }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = min(buffer.count, WireLimits.filePiece)
        guard count > 0 else { return 0 }
        guard case .bytes(let bytes) = try tree.ask(.read(handle, offset: UInt64(clamping: offset), count: count)).answer,
            bytes.count <= count
        else { throw ServedTree.unfit }
        buffer.copyBytes(from: bytes)
        return bytes.count
    }

    func write(at offset: Int, from buffer: UnsafeRawBufferPointer) throws(FileError) -> Int {
        defer { tree.noteChange() }
        var rest = buffer[...]
        var position = offset
        while !rest.isEmpty {
            let piece = rest.prefix(WireLimits.filePiece)
            do throws(FileError) {
                let request = FileRequest.write(handle, offset: UInt64(clamping: position), Array(piece))
                guard case .written(let count) = try tree.ask(request).answer, (0...piece.count).contains(count) else {
                    throw ServedTree.unfit
                }
                if count == 0 { break }
                rest = rest.dropFirst(count)
                position += count
            } catch {
                if position == offset { throw error }
                break
            }
        }
        return position - offset
    }

    func resize(to size: Int) throws(FileError) {
        try tree.perform(.resizeOpen(handle, size: UInt64(clamping: size)))
    }

    func apply(_ change: AttributeChange) throws(FileError) {
        try tree.apply(
            change, permissions: { .setPermissionsOfOpen(handle, $0) },
            times: { .setTimesOfOpen(handle, accessed: $0, modified: $1) })
    }

    func synchronise() throws(FileError) {
        try tree.perform(.synchronise(handle))
    }
}
