internal import Glibc
internal import LinuxShims
internal import Policy

/// A listing of a host folder that goes on from page to page.
struct FolderListing: Sendable {
    private let folder: OwnedDescriptor
    var path = CheckedPath.start
    /// Which page comes next; never 0.
    private(set) var position: UInt32 = 0
    private(set) var isAtEnd = false
    private var told = 0

    /// More names than this are no listing.
    static let maximumNames = 1 << 20
    /// A record of a name is longer than the name is in a frame.
    private static let roomForRecords = 32 << 10
    private static let longestRecord = 512

    init(_ folder: OwnedDescriptor) { self.folder = folder }

    /// Some more names; none at the end.
    mutating func nextPage() throws(SystemError) -> [HostFileName] {
        var records = [UInt8](repeating: 0, count: Self.roomForRecords)
        var page: [HostFileName] = []
        var room = Self.roomForRecords
        // FIFOs, devices and sockets fill no page; and the page that holds the last name is the last one.
        while page.isEmpty || room >= Self.longestRecord, !isAtEnd {
            if page.isEmpty { room = Self.roomForRecords }
            let count = try checked(spl_read_names(folder.number, &records, room))
            isAtEnd = count == 0
            room -= count
            records.withUnsafeBytes { bytes in
                append(UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: &page)
            }
        }
        told += page.count
        if told > Self.maximumNames { throw SystemError(number: EOVERFLOW) }
        position &+= 1
        return page
    }

    /// `struct linux_dirent64`: inode, offset, length of the record, type, name.
    private func append(_ records: UnsafeRawBufferPointer, to page: inout [HostFileName]) {
        var start = 0
        while start + 19 < records.count {
            let inode = records.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            let length = Int(records.loadUnaligned(fromByteOffset: start + 16, as: UInt16.self))
            guard length > 19, length <= records.count - start else { return }
            let name = Array(records[start + 19..<start + length].prefix { $0 != 0 })
            if CheckedPath.isName(name), let kind = kind(ofType: records[start + 18], name) {
                page.append(HostFileName(name: name, kind: kind, inode: inode))
            }
            start += length
        }
    }

    /// `nil` for what no script is told of.
    private func kind(ofType type: UInt8, _ name: [UInt8]) -> HostFileKind? {
        switch Int(type) {
        case Int(DT_DIR): return .folder
        case Int(DT_REG): return .regular
        case Int(DT_LNK): return .link
        case Int(DT_UNKNOWN):
            // Some file systems keep no types in their folders.
            var status = spl_status()
            guard withText(name, { spl_examine_in(folder.number, $0, &status) }) == 0 else { return nil }
            return HostFileKind(status)
        default: return nil
        }
    }
}
