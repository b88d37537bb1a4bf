package import Policy
import Wire

/// What frames say about files.
extension RandomFrames {
    private mutating func size() -> UInt64 {
        random.choice([0, 1, 4_095, 65_536, 1 << 32, UInt64(Int64.max) - 1, UInt64(Int64.max), random.next() >> 1])
    }

    private mutating func fileName() -> [UInt8] {
        let length = random.choice([1, 1, 2, 3, 8, 254, 255])
        let name = (0..<length).map { _ in random.choice([UInt8(ascii: "a"), 10, 0x1b, 0x7f, 0x80, 0xff, UInt8(ascii: ".")]) }
        return CheckedPath.isName(name) ? name : [UInt8(ascii: "x")] + name.dropFirst()
    }

    private mutating func path(atLeast least: Int = 0) -> CheckedPath {
        // Few names, so that they come to mean the same file.
        let depth = least + random.choice([0, 1, 1, 2, 3, 15])
        let names = (0..<depth).map { _ in random.chance(1, in: 3) ? fileName() : [random.choice(Array("fgd".utf8))] }
        return CheckedPath(names: names) ?? CheckedPath(names: [[UInt8(ascii: "f")]]) ?? .start
    }

    private mutating func mount() -> HostMountNumber {
        HostMountNumber(rawValue: random.choice([1, 1, 1, 2, 2, 3, 0, .max]))
    }

    private mutating func place() -> HostPlace { HostPlace(mount(), path()) }
    private mutating func handle() -> HostHandle { HostHandle(mount(), random.choice([1, 2, 3, 4, 0, .max])) }
    private mutating func permissions() -> UInt16 { UInt16(random.below(0o1000)) }

    private mutating func time() -> HostFileTime {
        HostFileTime(
            seconds: random.choice([0, -1, .min, .max, 1 << 33]), nanoseconds: random.choice([0, 1, 999_999_999]))
    }

    private mutating func optionalTime() -> HostFileTime? { random.chance(1, in: 2) ? time() : nil }

    private mutating func status() -> HostFileStatus {
        HostFileStatus(
            kind: random.choice(HostFileKind.allCases), permissions: permissions(), inode: random.next(),
            links: UInt32(random.below(3)), size: size(), blocks: random.next(), accessed: time(), modified: time(),
            changed: time())
    }

    mutating func quota() -> FileQuota {
        FileQuota(bytes: Int(size()), files: random.below(1_000), openFiles: random.below(1_000), artefactBytes: Int(size()))
    }

    mutating func grant() -> HostToChild {
        let source: FileGrant.Source
        switch random.below(5) {
        case 0: return .grantBytes([random.byte()] + random.bytes(random.below(5_000)))
        case 1: source = .content(bytes: random.below(WireLimits.grantContent + 1), isExecutable: random.chance(1, in: 2))
        case 2: source = .mount(mount(), isFolder: random.chance(1, in: 2), access: random.choice(FileAccess.allCases))
        case 3: source = .scratch(bytes: Int(size()))
        default: source = .collected(CollectionNumber(rawValue: UInt32(random.below(3))))
        }
        return .grant(FileGrant(path: path(), source: source))
    }

    mutating func answer() -> FileAnswer {
        switch random.below(10) {
        case 0: .failed(Int32(random.below(200)))
        case 1: .done
        case 2: .status(status())
        case 3:
            .names(
                (0..<random.below(50)).map { _ in
                    HostFileName(name: fileName(), kind: random.choice(HostFileKind.allCases), inode: random.next())
                }, next: UInt32(random.below(3)))
        case 4: .link(random.bytes(random.below(WireLimits.linkLength + 1)))
        case 5: .opened(status())
        case 6: .handle(handle(), status())
        case 7: .bytes(random.bytes(random.below(5_000)))
        case 8:
            .statuses(
                (0..<random.below(20)).map { _ in HostFileEntry(name: fileName(), status: status()) },
                isWhole: random.chance(1, in: 2))
        default: .written(random.below(WireLimits.filePiece + 1))
        }
    }

    package mutating func request() -> FileRequest {
        switch random.below(21) {
        case 0: .status(place())
        case 19: .statuses(place())
        case 1: .names(place(), after: UInt32(random.below(3)))
        case 2: .readLink(place())
        case 3: .openForReading(place())
        case 4: .openForWriting(place(), creating: nil)
        case 5: .openForWriting(place(), creating: .init(permissions: permissions(), isExclusive: random.chance(1, in: 2)))
        case 6: .statusOfOpen(handle())
        case 7: .read(handle(), offset: size(), count: 1 + random.below(WireLimits.filePiece))
        case 8: .write(handle(), offset: size(), [random.byte()] + random.bytes(random.below(5_000)))
        case 9: .resizeOpen(handle(), size: size())
        case 10: .setPermissionsOfOpen(handle(), permissions())
        case 11: .setTimesOfOpen(handle(), accessed: optionalTime(), modified: optionalTime())
        case 12: .synchronise(handle())
        case 13: .close(handle())
        case 14: .resize(place(), size: size())
        case 15: .makeFolder(place(), permissions: permissions())
        case 16: random.chance(1, in: 2) ? .removeFolder(place()) : .unlink(place())
        case 17: .rename(place(), to: path(), replacing: random.chance(1, in: 2))
        case 18: .setPermissions(place(), permissions())
        default: .setTimes(place(), accessed: optionalTime(), modified: optionalTime())
        }
    }

    package mutating func artefact() -> Artefact {
        Artefact(
            collection: CollectionNumber(rawValue: random.choice([1, 1, 1, 2])), path: path(atLeast: 1),
            content: random.choice([
                .folder, .withheld(bytes: Int(size())),
                .file(bytes: random.choice([0, 1, 1, 100, 70_000, WireLimits.artefactBytes]), isExecutable: random.chance(1, in: 2)),
            ]))
    }
}
