package import Policy
package import Wire

/// Frames about files, one of every kind.
package enum FileSamples {
    package static func path(_ text: String) -> CheckedPath {
        guard let path = CheckedPath(absolute: Array(text.utf8)) else { preconditionFailure("a sample is no path: \(text)") }
        return path
    }

    private static let mount = HostMountNumber(rawValue: 1)
    private static let file = HostPlace(mount, path("/data/a \n€"))
    private static let start = HostPlace(mount, .start)
    private static let handle = HostHandle(mount, 7)
    private static let time = HostFileTime(seconds: -1, nanoseconds: 999_999_999)

    private static let status = HostFileStatus(
        kind: .regular, permissions: 0o644, inode: .max, links: 2, size: 1 << 40, blocks: 3, accessed: time,
        modified: HostFileTime(seconds: 0, nanoseconds: 0), changed: time)

    package static let grants: [HostToChild] = [
        .grant(FileGrant(path: path("/a/b"), source: .content(bytes: 3, isExecutable: true))), .grantBytes([1, 2, 3]),
        .grant(FileGrant(path: path("/data"), source: .mount(mount, isFolder: true, access: .readOnly))),
        .grant(FileGrant(path: path("/f"), source: .mount(mount, isFolder: false, access: .overlay))),
        .grant(FileGrant(path: path("/tmp"), source: .scratch(bytes: 1 << 26))),
        .grant(FileGrant(path: path("/out"), source: .collected(CollectionNumber(rawValue: 1)))),
    ]

    package static let answers: [HostToChild] = [
        .fileAnswer(.failed(2)), .fileAnswer(.done), .fileAnswer(.status(status)), .fileAnswer(.names([], next: 0)),
        .fileAnswer(
            .names(
                [
                    HostFileName(name: [0xff, 10], kind: .link, inode: 1),
                    HostFileName(name: [UInt8](repeating: 65, count: 255), kind: .folder, inode: 2),
                ], next: 4)),
        .fileAnswer(.link(Array("../x".utf8))), .fileAnswer(.opened(status)), .fileAnswer(.handle(handle, status)),
        .fileAnswer(.statuses([], isWhole: true)),
        .fileAnswer(.statuses([HostFileEntry(name: [0xff, 10], status: status)], isWhole: false)), .fileAnswer(.bytes([])),
        .fileAnswer(.bytes([1, 2])), .fileAnswer(.written(65_536)),
    ]

    package static let requests: [ChildToHost] = ([
        .status(start), .status(file), .names(start, after: 0), .names(file, after: 3), .statuses(file), .readLink(file), .openForReading(file),
        .openForWriting(file, creating: nil), .openForWriting(file, creating: .init(permissions: 0o666, isExclusive: true)),
        .statusOfOpen(handle), .read(handle, offset: 1 << 40, count: 65_536), .write(handle, offset: 0, [1]),
        .resizeOpen(handle, size: 0), .synchronise(handle), .close(handle), .resize(file, size: 1 << 62),
        .makeFolder(file, permissions: 0o777), .removeFolder(file), .unlink(file),
        .rename(file, to: path("/data/b"), replacing: true), .setPermissions(file, 0),
        .setPermissionsOfOpen(handle, 0o777), .setTimesOfOpen(handle, accessed: time, modified: nil),
        .setTimes(file, accessed: nil, modified: time), .setTimes(file, accessed: time, modified: nil),
    ] as [FileRequest]).map(ChildToHost.fileRequest)

    package static let artefacts: [ChildToHost] = [
        .artefact(Artefact(collection: CollectionNumber(rawValue: 1), path: path("/d"), content: .folder)),
        .artefact(
            Artefact(
                collection: CollectionNumber(rawValue: 1), path: path("/d/x"),
                content: .file(bytes: 2, isExecutable: false))),
        .artefactBytes([1, 2]),
        .artefact(
            Artefact(collection: CollectionNumber(rawValue: 1), path: path("/w"), content: .withheld(bytes: .max))),
    ]
}
