package import Policy

extension ByteWriter {
    /// Bytes of a content; never none.
    package mutating func piece(_ bytes: [UInt8]) throws(WireError) {
        guard (1...WireLimits.filePiece).contains(bytes.count) else { throw .outOfRange(field: "piece") }
        raw(bytes)
    }

    package mutating func path(_ path: CheckedPath) throws(WireError) {
        try count(path.names.count, upTo: CheckedPath.maximumDepth, "path")
        for name in path.names {
            byte(UInt8(clamping: name.count))
            raw(name)
        }
    }

    /// A size or an offset: no more than the kernel's signed type holds.
    mutating func fileSize(_ size: UInt64, _ field: String) throws(WireError) {
        guard Int64(exactly: size) != nil else { throw .outOfRange(field: field) }
        unsigned64(size)
    }

    private mutating func size(_ size: Int, upTo limit: Int, _ field: String) throws(WireError) {
        guard (0...limit).contains(size), let size = UInt64(exactly: size) else { throw .outOfRange(field: field) }
        unsigned64(size)
    }

    package mutating func quota(_ quota: FileQuota) {
        for bound in [quota.bytes, quota.files, quota.openFiles, quota.artefactBytes] { unsigned64(UInt64(clamping: bound)) }
    }

    package mutating func grant(_ grant: FileGrant) throws(WireError) {
        try path(grant.path)
        switch grant.source {
        case .content(let bytes, let isExecutable):
            byte(1)
            try size(bytes, upTo: WireLimits.grantContent, "content")
            flag(isExecutable)
        case .mount(let number, let isFolder, let access):
            byte(2)
            unsigned32(number.rawValue)
            flag(isFolder)
            byte(access.rawValue)
        case .scratch(let bytes):
            byte(3)
            try size(bytes, upTo: .max, "scratch")
        case .collected(let number):
            byte(4)
            unsigned32(number.rawValue)
        }
    }

    package mutating func artefact(_ artefact: Artefact) throws(WireError) {
        guard artefact.path != .start else { throw .outOfRange(field: "artefact") }
        unsigned32(artefact.collection.rawValue)
        try path(artefact.path)
        switch artefact.content {
        case .folder: byte(1)
        case .file(let bytes, let isExecutable):
            byte(2)
            try size(bytes, upTo: WireLimits.artefactBytes, "artefact")
            flag(isExecutable)
        case .withheld(let bytes):
            byte(3)
            try size(bytes, upTo: .max, "artefact")
        }
    }
}

extension ByteReader {
    package mutating func piece() throws(WireError) -> [UInt8] {
        guard (1...WireLimits.filePiece).contains(remaining) else { throw .outOfRange(field: "piece") }
        return try rest()
    }

    package mutating func path() throws(WireError) -> CheckedPath {
        var names: [[UInt8]] = []
        for _ in 0..<(try count(upTo: CheckedPath.maximumDepth, "path")) {
            names.append(try bytes(Int(try byte())))
        }
        guard let path = CheckedPath(names: names) else { throw .outOfRange(field: "path") }
        return path
    }

    mutating func fileSize(_ field: String) throws(WireError) -> UInt64 {
        let size = try unsigned64()
        guard Int64(exactly: size) != nil else { throw .outOfRange(field: field) }
        return size
    }

    private mutating func size(upTo limit: Int, _ field: String) throws(WireError) -> Int {
        guard let size = Int(exactly: try unsigned64()), size <= limit else { throw .outOfRange(field: field) }
        return size
    }

    package mutating func quota() throws(WireError) -> FileQuota {
        FileQuota(
            bytes: try size(upTo: .max, "quota"), files: try size(upTo: .max, "quota"),
            openFiles: try size(upTo: .max, "quota"), artefactBytes: try size(upTo: .max, "quota"))
    }

    package mutating func grant() throws(WireError) -> FileGrant {
        let path = try path()
        let source: FileGrant.Source
        switch try byte() {
        case 1:
            source = .content(
                bytes: try size(upTo: WireLimits.grantContent, "content"), isExecutable: try flag("is executable"))
        case 2:
            let number = HostMountNumber(rawValue: try unsigned32())
            let isFolder = try flag("is folder")
            guard let access = FileAccess(rawValue: try byte()) else { throw .outOfRange(field: "access") }
            source = .mount(number, isFolder: isFolder, access: access)
        case 3: source = .scratch(bytes: try size(upTo: .max, "scratch"))
        case 4: source = .collected(CollectionNumber(rawValue: try unsigned32()))
        default: throw .outOfRange(field: "grant")
        }
        return FileGrant(path: path, source: source)
    }

    package mutating func artefact() throws(WireError) -> Artefact {
        let collection = CollectionNumber(rawValue: try unsigned32())
        let path = try path()
        guard path != .start else { throw .outOfRange(field: "artefact") }
        let content: Artefact.Content
        switch try byte() {
        case 1: content = .folder
        case 2:
            content = .file(
                bytes: try size(upTo: WireLimits.artefactBytes, "artefact"), isExecutable: try flag("is executable"))
        case 3: content = .withheld(bytes: try size(upTo: .max, "artefact"))
        default: throw .outOfRange(field: "artefact")
        }
        return Artefact(collection: collection, path: path, content: content)
    }
}
