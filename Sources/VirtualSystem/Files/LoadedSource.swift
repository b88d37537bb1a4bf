internal import VirtualFileSystem

/// The text of a source that a run loaded, as a file that can only be read.
final class LoadedSource {
    let content: [UInt8]
    private let inode: Int
    /// In bytes.
    var offset = 0
    var isBlocking = true

    /// `source` answers the text of a loaded source by its path; `nil` where none is known by this one.
    init?(_ path: [UInt8], from folder: [UInt8], source: (String) -> [UInt8]?) {
        guard !path.isEmpty, path.last != Self.slash else { return nil }
        let place = Self.resolved(path.first == Self.slash ? path : folder + [Self.slash] + path)
        guard let text = String(validating: place, as: UTF8.self) else { return nil }
        if let content = source(text) {
            self.content = content
        } else if text.hasPrefix("/app/"), let content = source(String(text.dropFirst("/app/".count))) {
            // A script may be known by a name relative to the folder that it starts in.
            self.content = content
        } else {
            return nil
        }
        // FNV-1a: the same file has the same number for as long as the process lives.
        let hash = place.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        inode = Int(hash >> 16) + 16
    }

    private static let slash = UInt8(ascii: "/")

    /// Without `.` and `..`; there are no links on the way.
    private static func resolved(_ path: [UInt8]) -> [UInt8] {
        let dot = UInt8(ascii: ".")
        var names: [ArraySlice<UInt8>] = []
        for name in path.split(separator: slash) where !name.elementsEqual([dot]) {
            if name.elementsEqual([dot, dot]) { _ = names.popLast() } else { names.append(name) }
        }
        return names.flatMap { [slash] + $0 }
    }

    var status: FileStatus {
        let past = FileTime(seconds: 0)
        return FileStatus(
            kind: .regular, ownership: Ownership(permissions: 0o444, user: 0, group: 0), inode: inode,
            size: content.count, blocks: (content.count + 511) / 512, accessed: past, modified: past, changed: past)
    }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard offset >= 0, offset < content.count else { return 0 }
        let part = content[offset...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        return part.count
    }
}
