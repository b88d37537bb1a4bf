package import Policy

extension ByteWriter {
    private mutating func place(_ place: HostPlace) throws(WireError) {
        unsigned32(place.mount.rawValue)
        try path(place.path)
    }

    mutating func handle(_ handle: HostHandle) {
        unsigned32(handle.mount.rawValue)
        unsigned32(handle.number)
    }

    mutating func permissions(_ permissions: UInt16) throws(WireError) {
        guard permissions <= 0o777 else { throw .outOfRange(field: "permissions") }
        unsigned16(permissions)
    }

    mutating func time(_ time: HostFileTime) throws(WireError) {
        guard time.nanoseconds < 1_000_000_000 else { throw .outOfRange(field: "time") }
        unsigned64(UInt64(bitPattern: time.seconds))
        unsigned32(time.nanoseconds)
    }

    private mutating func optionalTime(_ optional: HostFileTime?) throws(WireError) {
        flag(optional != nil)
        if let optional { try time(optional) }
    }

    package mutating func request(_ request: FileRequest) throws(WireError) {
        switch request {
        case .status(let place):
            byte(1)
            try self.place(place)
        case .names(let place, let after):
            byte(2)
            try self.place(place)
            unsigned32(after)
        case .readLink(let place):
            byte(3)
            try self.place(place)
        case .openForReading(let place):
            byte(4)
            try self.place(place)
        case .openForWriting(let place, let creating):
            byte(5)
            try self.place(place)
            flag(creating != nil)
            if let creating {
                try permissions(creating.permissions)
                flag(creating.isExclusive)
            }
        case .statusOfOpen(let handle):
            byte(6)
            self.handle(handle)
        case .read(let handle, let offset, let count):
            byte(7)
            self.handle(handle)
            try fileSize(offset, "offset")
            unsigned32(UInt32(clamping: max(1, min(count, WireLimits.filePiece))))
        case .write(let handle, let offset, let bytes):
            byte(8)
            self.handle(handle)
            try fileSize(offset, "offset")
            try piece(bytes)
        case .resizeOpen(let handle, let size):
            byte(9)
            self.handle(handle)
            try fileSize(size, "size")
        case .synchronise(let handle):
            byte(10)
            self.handle(handle)
        case .close(let handle):
            byte(11)
            self.handle(handle)
        case .resize(let place, let size):
            byte(12)
            try self.place(place)
            try fileSize(size, "size")
        case .makeFolder(let place, let permissions):
            byte(13)
            try self.place(place)
            try self.permissions(permissions)
        case .removeFolder(let place):
            byte(14)
            try self.place(place)
        case .unlink(let place):
            byte(15)
            try self.place(place)
        case .rename(let place, let target, let replacing):
            byte(16)
            try self.place(place)
            try path(target)
            flag(replacing)
        case .setPermissions(let place, let permissions):
            byte(17)
            try self.place(place)
            try self.permissions(permissions)
        case .setTimes(let place, let accessed, let modified):
            byte(18)
            try self.place(place)
            try optionalTime(accessed)
            try optionalTime(modified)
        case .statuses(let place):
            byte(21)
            try self.place(place)
        case .setPermissionsOfOpen(let handle, let permissions):
            byte(19)
            self.handle(handle)
            try self.permissions(permissions)
        case .setTimesOfOpen(let handle, let accessed, let modified):
            byte(20)
            self.handle(handle)
            try optionalTime(accessed)
            try optionalTime(modified)
        }
    }
}

extension ByteReader {
    private mutating func place() throws(WireError) -> HostPlace {
        HostPlace(HostMountNumber(rawValue: try unsigned32()), try path())
    }

    mutating func handle() throws(WireError) -> HostHandle {
        HostHandle(HostMountNumber(rawValue: try unsigned32()), try unsigned32())
    }

    mutating func permissions() throws(WireError) -> UInt16 {
        let permissions = try unsigned16()
        guard permissions <= 0o777 else { throw .outOfRange(field: "permissions") }
        return permissions
    }

    mutating func time() throws(WireError) -> HostFileTime {
        let seconds = Int64(bitPattern: try unsigned64())
        let nanoseconds = try unsigned32()
        guard nanoseconds < 1_000_000_000 else { throw .outOfRange(field: "time") }
        return HostFileTime(seconds: seconds, nanoseconds: nanoseconds)
    }

    private mutating func optionalTime() throws(WireError) -> HostFileTime? {
        try flag("has time") ? try time() : nil
    }

    private mutating func pieceSize() throws(WireError) -> Int {
        guard let count = Int(exactly: try unsigned32()), (1...WireLimits.filePiece).contains(count) else {
            throw .outOfRange(field: "piece")
        }
        return count
    }

    package mutating func fileRequest() throws(WireError) -> FileRequest {
        switch try byte() {
        case 1: .status(try place())
        case 2: .names(try place(), after: try unsigned32())
        case 3: .readLink(try place())
        case 4: .openForReading(try place())
        case 5:
            .openForWriting(
                try place(),
                creating: try flag("creates")
                    ? FileRequest.Creation(permissions: try permissions(), isExclusive: try flag("is exclusive")) : nil)
        case 6: .statusOfOpen(try handle())
        case 7: .read(try handle(), offset: try fileSize("offset"), count: try pieceSize())
        case 8: .write(try handle(), offset: try fileSize("offset"), try piece())
        case 9: .resizeOpen(try handle(), size: try fileSize("size"))
        case 10: .synchronise(try handle())
        case 11: .close(try handle())
        case 12: .resize(try place(), size: try fileSize("size"))
        case 13: .makeFolder(try place(), permissions: try permissions())
        case 14: .removeFolder(try place())
        case 15: .unlink(try place())
        case 16: .rename(try place(), to: try path(), replacing: try flag("replaces"))
        case 17: .setPermissions(try place(), try permissions())
        case 18: .setTimes(try place(), accessed: try optionalTime(), modified: try optionalTime())
        case 19: .setPermissionsOfOpen(try handle(), try permissions())
        case 20: .setTimesOfOpen(try handle(), accessed: try optionalTime(), modified: try optionalTime())
        case 21: .statuses(try place())
        default: throw .outOfRange(field: "file request")
        }
    }
}
