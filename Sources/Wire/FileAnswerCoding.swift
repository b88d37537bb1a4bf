package import Policy

extension ByteWriter {
    private mutating func status(_ status: HostFileStatus) throws(WireError) {
        byte(status.kind.rawValue)
        try permissions(status.permissions)
        unsigned64(status.inode)
        unsigned32(status.links)
        try fileSize(status.size, "size")
        unsigned64(status.blocks)
        try time(status.accessed)
        try time(status.modified)
        try time(status.changed)
    }

    package mutating func answer(_ answer: FileAnswer) throws(WireError) {
        switch answer {
        case .failed(let error):
            byte(1)
            signed32(error)
        case .done: byte(2)
        case .status(let status):
            byte(3)
            try self.status(status)
        case .names(let names, let next):
            byte(4)
            unsigned32(next)
            try count(names.count, upTo: WireLimits.namesOfPage, "names")
            for each in names {
                guard CheckedPath.isName(each.name) else { throw .outOfRange(field: "name") }
                byte(each.kind.rawValue)
                unsigned64(each.inode)
                byte(UInt8(clamping: each.name.count))
                raw(each.name)
            }
        case .link(let text):
            byte(5)
            try blob(text, upTo: WireLimits.linkLength, "link")
        case .opened(let status):
            byte(6)
            try self.status(status)
        case .handle(let handle, let status):
            byte(7)
            self.handle(handle)
            try self.status(status)
        case .bytes(let bytes):
            byte(8)
            try blob(bytes, upTo: WireLimits.filePiece, "bytes")
        case .written(let count):
            byte(9)
            unsigned32(UInt32(clamping: count))
        case .statuses(let entries, let isWhole):
            byte(10)
            flag(isWhole)
            try count(entries.count, upTo: WireLimits.namesOfPage, "statuses")
            for each in entries {
                guard CheckedPath.isName(each.name) else { throw .outOfRange(field: "name") }
                byte(UInt8(clamping: each.name.count))
                raw(each.name)
                try status(each.status)
            }
        }
    }
}

extension ByteReader {
    private mutating func fileKind() throws(WireError) -> HostFileKind {
        guard let kind = HostFileKind(rawValue: try byte()) else { throw .outOfRange(field: "kind") }
        return kind
    }

    private mutating func status() throws(WireError) -> HostFileStatus {
        HostFileStatus(
            kind: try fileKind(), permissions: try permissions(), inode: try unsigned64(), links: try unsigned32(),
            size: try fileSize("size"), blocks: try unsigned64(), accessed: try time(), modified: try time(),
            changed: try time())
    }

    package mutating func answer() throws(WireError) -> FileAnswer {
        switch try byte() {
        case 1: return .failed(try signed32())
        case 2: return .done
        case 3: return .status(try status())
        case 4:
            let next = try unsigned32()
            let count = try count(upTo: WireLimits.namesOfPage, "names")
            var names: [HostFileName] = []
            names.reserveCapacity(count)
            for _ in 0..<count {
                let kind = try fileKind()
                let inode = try unsigned64()
                let name = try bytes(Int(try byte()))
                guard CheckedPath.isName(name) else { throw .outOfRange(field: "name") }
                names.append(HostFileName(name: name, kind: kind, inode: inode))
            }
            return .names(names, next: next)
        case 5: return .link(try blob(upTo: WireLimits.linkLength, "link"))
        case 6: return .opened(try status())
        case 7: return .handle(try handle(), try status())
        case 8: return .bytes(try blob(upTo: WireLimits.filePiece, "bytes"))
        case 9:
            guard let count = Int(exactly: try unsigned32()), count <= WireLimits.filePiece else {
                throw .outOfRange(field: "written")
            }
            return .written(count)
        case 10:
            let isWhole = try flag("is whole")
            let count = try count(upTo: WireLimits.namesOfPage, "statuses")
            var entries: [HostFileEntry] = []
            entries.reserveCapacity(count)
            for _ in 0..<count {
                let name = try bytes(Int(try byte()))
                guard CheckedPath.isName(name) else { throw .outOfRange(field: "name") }
                entries.append(HostFileEntry(name: name, status: try status()))
            }
            return .statuses(entries, isWhole: isWhole)
        default: throw .outOfRange(field: "file answer")
        }
    }
}
