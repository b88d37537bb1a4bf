import Glibc
import Policy
import Testing

@testable import SecurePython

private let mountNumber = HostMountNumber(rawValue: 1)

func checkedPath(_ text: String) -> CheckedPath {
    guard let path = CheckedPath(absolute: Array(("/" + text).utf8)) else { preconditionFailure("no path: \(text)") }
    return path
}

func place(_ text: String) -> HostPlace { HostPlace(mountNumber, checkedPath(text)) }

func mount(
    _ path: String, _ access: FileAccess = .readOnly, bytes: Int = 1 << 20, files: Int = 100
) throws -> HostMount {
    try HostMount(
        number: mountNumber, path: path, access: access, ledger: WriteLedger(bytes: bytes, files: files))
}

extension HostMount {
    func error(_ request: FileRequest) -> Int32? {
        if case .failed(let number) = answer(request).answer { number } else { nil }
    }

    func status(_ request: FileRequest) -> HostFileStatus? {
        switch answer(request).answer {
        case .status(let status), .opened(let status), .handle(_, let status): status
        default: nil
        }
    }

    /// All pages of a listing.
    func names(_ text: String) throws -> [HostFileName] {
        var names: [HostFileName] = []
        var after: UInt32 = 0
        repeat {
            guard case .names(let page, let next) = answer(.names(place(text), after: after)).answer else {
                Issue.record("no listing of \(text) after \(after)")
                return names
            }
            names += page
            after = next
        } while after != 0
        return names
    }

    func content(_ text: String) throws -> String? {
        guard let descriptor = answer(.openForReading(place(text))).descriptor else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = pread(descriptor.number, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// What a mount shows, and what it does not: only what is beneath its folder, and of that only what may be read.
@Suite struct HostMountTests {
    @Test func filesFoldersAndLinksAreTold() throws {
        let tree = try TestTree()
        try tree.write("hello", "a.txt", mode: 0o640)
        try tree.write("x", "sub/b")
        tree.link("l", to: "../../etc/passwd")
        let mount = try mount(tree.path)
        let file = try #require(mount.status(.status(place("a.txt"))))
        #expect(file.kind == .regular && file.size == 5 && file.permissions == 0o640 && file.links == 1)
        #expect(file.inode == tree.status("a.txt").map { UInt64($0.st_ino) })
        #expect(mount.status(.status(place("sub")))?.kind == .folder)
        #expect(mount.status(.status(place("l")))?.kind == .link)
        #expect(mount.status(.status(HostPlace(mountNumber, .start)))?.kind == .folder)
        #expect(mount.answer(.readLink(place("l"))).answer == .link(Array("../../etc/passwd".utf8)))
        #expect(mount.error(.readLink(place("a.txt"))) == EINVAL)
        #expect(mount.error(.status(place("none"))) == ENOENT)
        #expect(mount.error(.status(place("a.txt/x"))) == ENOTDIR)
        // The same, of all that is in a folder.
        let start = HostPlace(mountNumber, .start)
        #expect(mkfifo(tree["fifo"], 0o600) == 0)
        guard case .statuses(let entries, let isWhole) = mount.answer(.statuses(start)).answer else {
            Issue.record("the folder tells of nothing in it")
            return
        }
        #expect(isWhole && entries.count == 3)
        for entry in entries {
            #expect(mount.status(.status(place(String(decoding: entry.name, as: UTF8.self)))) == entry.status)
        }
        #expect(mount.error(.statuses(place("a.txt"))) == ENOTDIR)
        #expect(mount.error(.statuses(place("l"))) == ELOOP || mount.error(.statuses(place("l"))) == ENOTDIR)
        #expect(mount.error(.statuses(place("none"))) == ENOENT)
        #expect(try mount.content("sub/b") == "x")
        let kinds = try mount.names("").sorted { $0.name.lexicographicallyPrecedes($1.name) }
        #expect(kinds.map { String(decoding: $0.name, as: UTF8.self) } == ["a.txt", "l", "sub"])
        #expect(kinds.map(\.kind) == [.regular, .link, .folder])
    }

    @Test func noLinkIsFollowed() throws {
        let tree = try TestTree()
        let outside = try TestTree()
        try outside.write("secret", "secret")
        tree.link("file", to: outside["secret"])
        tree.link("folder", to: outside.path)
        tree.link("up", to: "..")
        tree.link("self", to: "self")
        let mount = try mount(tree.path, .readWrite)
        for name in ["file", "self"] {
            #expect(mount.error(.openForReading(place(name))) == ELOOP)
            #expect(mount.error(.openForWriting(place(name), creating: nil)) == ELOOP)
            #expect(mount.error(.openForWriting(place(name), creating: .init(permissions: 0o644, isExclusive: false))) == ELOOP)
            #expect(mount.error(.resize(place(name), size: 0)) == ELOOP)
            #expect(mount.error(.setPermissions(place(name), 0o777)) == ELOOP)
        }
        for name in ["folder/secret", "up/x"] {
            #expect(mount.error(.status(place(name))) == ELOOP)
            #expect(mount.error(.openForReading(place(name))) == ELOOP)
            #expect(mount.error(.unlink(place(name))) == ELOOP)
            #expect(mount.error(.makeFolder(place(name), permissions: 0o755)) == ELOOP)
            #expect(mount.error(.rename(place("file"), to: checkedPath(name), replacing: true)) == ELOOP)
        }
        #expect(mount.error(.names(place("folder"), after: 0)) != nil)
        #expect(outside.text("secret") == "secret")
        #expect(outside.names == ["secret"])
    }

    @Test func specialFilesAreAbsentAndNeverOpened() throws {
        let tree = try TestTree()
        mkfifo(tree["fifo"], 0o666)
        let device = mknod(tree["null"], S_IFCHR | 0o666, makedev(1, 3)) == 0
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(tree["socket"].utf8.prefix(100))) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        #expect(bound == 0)
        try tree.write("x", "plain")
        let mount = try mount(tree.path, .readWrite)
        #expect(try mount.names("").map { String(decoding: $0.name, as: UTF8.self) } == ["plain"])
        for name in ["fifo", "socket"] + (device ? ["null"] : []) {
            #expect(mount.error(.status(place(name))) == ENOENT)
            // Opening a FIFO would wait for its other end, and this test with it.
            #expect(mount.error(.openForReading(place(name))) == ENOENT)
            #expect(mount.error(.openForWriting(place(name), creating: nil)) == ENOENT)
            #expect(mount.error(.openForWriting(place(name), creating: .init(permissions: 0o644, isExclusive: false))) == EACCES)
            #expect(mount.error(.openForWriting(place(name), creating: .init(permissions: 0o644, isExclusive: true))) == EEXIST)
            #expect(mount.error(.makeFolder(place(name), permissions: 0o755)) == EEXIST)
            #expect(mount.error(.unlink(place(name))) == ENOENT)
            #expect(mount.error(.rename(place(name), to: checkedPath("new"), replacing: true)) == ENOENT)
            #expect(mount.error(.rename(place("plain"), to: checkedPath(name), replacing: true)) == EACCES)
            #expect(mount.error(.setPermissions(place(name), 0o600)) == ENOENT)
        }
        #expect(tree.status("fifo") != nil && tree.text("plain") == "x")
        for path in [tree["fifo"], "/dev/null"] {
            #expect(throws: SystemError(number: ENOTSUP)) { try SecurePythonTests.mount(path) }
        }
    }

    @Test func aDescriptorIsReadOnlyAndOfThatFile() throws {
        let tree = try TestTree()
        try tree.write("content", "f")
        let answer = try mount(tree.path, .readWrite).answer(.openForReading(place("f")))
        let descriptor = try #require(answer.descriptor)
        #expect(fcntl(descriptor.number, F_GETFL) & O_ACCMODE == O_RDONLY)
        #expect(fcntl(descriptor.number, F_GETFD) & FD_CLOEXEC != 0)
        var byte: UInt8 = 0
        #expect(write(descriptor.number, &byte, 1) == -1)
    }

    @Test func theFolderStaysTheSameWhateverBecomesOfItsName() throws {
        let tree = try TestTree()
        try tree.write("old", "m/f")
        try tree.write("new", "n/f")
        let mount = try mount(tree["m"])
        #expect(rename(tree["m"], tree["moved"]) == 0)
        #expect(rename(tree["n"], tree["m"]) == 0)
        #expect(try mount.content("f") == "old")
        #expect(rename(tree["m"], tree["n"]) == 0)
        tree.link("m", to: tree["n"])
        #expect(try mount.content("f") == "old")
        #expect(unlink(tree["moved/f"]) == 0 && rmdir(tree["moved"]) == 0)
        #expect(mount.error(.status(place("f"))) == ENOENT)
        #expect(mount.error(.names(place(""), after: 0)) == ENOENT)
    }

    @Test func aSingleFileCanBeMounted() throws {
        let tree = try TestTree()
        try tree.write("one", "f")
        let mount = try mount(tree["f"], .readWrite)
        #expect(!mount.isFolder)
        let start = HostPlace(mountNumber, .start)
        #expect(mount.status(.status(start))?.size == 3)
        #expect(mount.error(.status(place("x"))) == ENOTDIR)
        #expect(mount.error(.names(start, after: 0)) == ENOTDIR)
        #expect(try mount.content("") == "one")
        guard case .handle(let handle, _) = mount.answer(.openForWriting(start, creating: nil)).answer else {
            Issue.record("not opened")
            return
        }
        #expect(mount.answer(.write(handle, offset: 3, Array("two".utf8))).answer == .written(3))
        #expect(tree.text("f") == "onetwo")
        for request in [
            .unlink(start), .removeFolder(start), .rename(start, to: checkedPath("y"), replacing: true),
            .makeFolder(start, permissions: 0o755),
        ] as [FileRequest] { #expect(mount.error(request) == EBUSY) }
    }

    @Test func namesMayHoldAnyBytes() throws {
        let tree = try TestTree()
        let names: [[UInt8]] = [
            Array("a\nb".utf8), [0xff, 0xfe, 0x80], Array("\u{1b}[31m".utf8), [UInt8](repeating: 0xe9, count: 255),
            Array("...".utf8), Array(" ".utf8),
        ]
        for name in names {
            let made = withText(Array(tree.path.utf8) + [0x2f] + name) { creat($0, 0o644) }
            #expect(made >= 0)
            close(made)
        }
        let mount = try mount(tree.path)
        #expect(Set(try mount.names("").map(\.name)) == Set(names))
        for name in names {
            let path = try #require(CheckedPath(names: [name]))
            #expect(mount.status(.status(HostPlace(mountNumber, path)))?.kind == .regular)
        }
    }

    @Test func aHugeFolderComesInPages() throws {
        let tree = try TestTree()
        let count = 20_000
        for index in 0..<count { close(creat(tree["file-\(index)"], 0o644)) }
        let mount = try mount(tree.path)
        let names = try mount.names("")
        #expect(names.count == count && Set(names.map(\.name)).count == count)
        guard case .names(let page, let next) = mount.answer(.names(place(""), after: 0)).answer else {
            Issue.record("no page")
            return
        }
        #expect(next != 0 && page.count < 2_000)
        // Neither a page that was not reached nor one of another folder, nor any after a new beginning.
        #expect(mount.error(.names(place(""), after: next + 1)) == ESTALE)
        try tree.folder("sub")
        #expect(mount.error(.names(place("sub"), after: next)) == ESTALE)
        #expect(try mount.names("sub").isEmpty)
        #expect(mount.error(.names(place(""), after: next)) == ESTALE)
    }

    @Test func aFileThatShrinksIsReadToItsEnd() throws {
        let tree = try TestTree()
        try tree.write(String(repeating: "x", count: 10_000), "f")
        let answer = try mount(tree.path).answer(.openForReading(place("f")))
        let descriptor = try #require(answer.descriptor)
        truncate(tree["f"], 10)
        var bytes = [UInt8](repeating: 0, count: 100)
        #expect(pread(descriptor.number, &bytes, 100, 5) == 5)
        #expect(pread(descriptor.number, &bytes, 100, 5_000) == 0)
    }

    @Test func noOtherMountIsEntered() throws {
        // A file system that every Linux has mounted within another.
        let mount = try mount("/")
        #expect(mount.status(.status(place("proc/self/status"))) == nil)
        #expect(mount.error(.status(place("proc/version"))) == EACCES)
        #expect(mount.error(.openForReading(place("proc/version"))) == EACCES)
        #expect(mount.error(.names(place("proc"), after: 0)) == EACCES)
    }

    @Test func thereIsNoWayOutWhileFoldersAreSwapped() throws {
        let tree = try TestTree()
        let outside = try TestTree()
        try outside.write("secret", "f")
        try tree.write("inside", "m/d/f")
        tree.link("m/l", to: outside.path)
        let mount = try mount(tree["m"], .readWrite)
        let stop = Stopper()
        let (one, other, spare) = (tree["m/d"], tree["m/l"], tree["m/s"])
        let error = onThread {
            while !stop.isSet {
                rename(one, spare)
                rename(other, one)
                rename(one, other)
                rename(spare, one)
            }
            stop.confirm()
        }
        #expect(error == 0)
        for _ in 0..<20_000 {
            let content = try mount.content("d/f")
            #expect(content == nil || content == "inside")
            _ = mount.answer(.openForWriting(place("d/new"), creating: .init(permissions: 0o644, isExclusive: true)))
            mount.close()
            _ = mount.answer(.unlink(place("d/new")))
        }
        stop.set()
        #expect(outside.names == ["f"] && outside.text("f") == "secret")
    }
}

private func makedev(_ major: UInt, _ minor: UInt) -> dev_t { dev_t(major << 8 | minor) }
