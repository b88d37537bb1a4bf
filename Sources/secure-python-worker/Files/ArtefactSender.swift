import Glibc
import Policy
import VirtualFileSystem
import VirtualSystem
import Wire

/// Brings out what stands in the collected folders when the script has ended. Links and pipes stay behind, and so does
/// what cannot be read.
struct ArtefactSender {
    private let tree: VirtualFileSystem
    private let connection: ChannelConnection
    /// Bytes of files that may still be sent. Sparse files, which take no memory, could fill the channel for hours.
    private var rest: Int

    init(tree: VirtualFileSystem, connection: ChannelConnection, bytes: Int) {
        self.tree = tree
        self.connection = connection
        rest = bytes
    }

    mutating func send(_ grants: [ReceivedGrant]) {
        for granted in grants {
            guard case .collected(let number) = granted.grant.source else { continue }
            send(.start, of: granted.grant.path, number)
        }
    }

    private mutating func send(_ folder: CheckedPath, of root: CheckedPath, _ collection: CollectionNumber) {
        var pending = [folder]
        while let folder = pending.popLast() {
            guard let entries = try? tree.entries(of: Self.text(root, folder)) else { continue }
            for entry in entries {
                guard let path = CheckedPath(names: folder.names + [entry.name.bytes]) else { continue }
                switch entry.kind {
                case .directory:
                    connection.sendArtefact(Artefact(collection: collection, path: path, content: .folder))
                    pending.append(path)
                case .regular: sendFile(path, of: root, collection)
                case .link, .pipe, .nullDevice: break
                }
            }
        }
    }

    private mutating func sendFile(_ path: CheckedPath, of root: CheckedPath, _ collection: CollectionNumber) {
        guard let file = try? tree.open(Self.text(root, path), .noFollow), let status = try? file.status(),
            status.kind == .regular
        else { return }
        guard status.size <= min(rest, WireLimits.artefactBytes) else {
            connection.sendArtefact(Artefact(collection: collection, path: path, content: .withheld(bytes: status.size)))
            return
        }
        rest -= status.size
        let isExecutable = status.ownership.permissions & 0o100 != 0
        connection.sendArtefact(
            Artefact(collection: collection, path: path, content: .file(bytes: status.size, isExecutable: isExecutable)))
        var rest = status.size
        withUnsafeTemporaryAllocation(byteCount: WireLimits.filePiece, alignment: 16) { room in
            while rest > 0 {
                let piece = UnsafeMutableRawBufferPointer(rebasing: room.prefix(min(rest, room.count)))
                var count = (try? file.read(into: piece)) ?? 0
                if count == 0 {
                    // A file of the host's that became shorter: as many bytes as were said have to follow.
                    piece.initializeMemory(as: UInt8.self, repeating: 0)
                    count = piece.count
                }
                connection.sendArtefactBytes(UnsafeRawBufferPointer(rebasing: piece.prefix(count)))
                rest -= count
            }
        }
    }

    private static func text(_ root: CheckedPath, _ path: CheckedPath) -> [UInt8] {
        [UInt8(ascii: "/")] + (CheckedPath(names: root.names + path.names) ?? root).bytes
    }
}
