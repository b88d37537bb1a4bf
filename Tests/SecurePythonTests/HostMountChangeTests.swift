import Glibc
import Policy
import Testing

@testable import SecurePython

private let new = FileRequest.Creation(permissions: 0o666, isExclusive: false)

extension HostMount {
    fileprivate func opened(_ text: String, creating: FileRequest.Creation? = nil) throws -> HostHandle {
        guard case .handle(let handle, _) = answer(.openForWriting(place(text), creating: creating)).answer else {
            throw SystemError(number: error(.openForWriting(place(text), creating: creating)) ?? 0)
        }
        return handle
    }
}

/// What may be changed through a mount with `readWrite`, and what never is.
@Suite struct HostMountChangeTests {
    @Test func nothingChangesThroughTheOtherMounts() throws {
        let tree = try TestTree()
        try tree.write("x", "f")
        for access in [FileAccess.readOnly, .overlay] {
            let mount = try mount(tree.path, access)
            let requests: [FileRequest] = [
                .openForWriting(place("f"), creating: nil), .openForWriting(place("g"), creating: new),
                .resize(place("f"), size: 0), .makeFolder(place("d"), permissions: 0o755), .unlink(place("f")),
                .rename(place("f"), to: checkedPath("g"), replacing: true), .setPermissions(place("f"), 0o600),
                .setTimes(place("f"), accessed: nil, modified: nil), .removeFolder(place("d")),
                .close(HostHandle(HostMountNumber(rawValue: 1), 1)),
            ]
            for request in requests { #expect(mount.error(request) == EROFS) }
        }
        #expect(tree.names == ["f"] && tree.text("f") == "x")
    }

    @Test func filesAreMadeWrittenAndRead() throws {
        let tree = try TestTree()
        let mount = try mount(tree.path, .readWrite)
        let handle = try mount.opened("f", creating: new)
        #expect(mount.answer(.write(handle, offset: 0, Array("hello".utf8))).answer == .written(5))
        #expect(mount.answer(.write(handle, offset: 7, Array("!".utf8))).answer == .written(1))
        #expect(mount.answer(.read(handle, offset: 3, count: 10)).answer == .bytes(Array("lo\0\0!".utf8)))
        #expect(mount.answer(.read(handle, offset: 100, count: 10)).answer == .bytes([]))
        #expect(mount.answer(.resizeOpen(handle, size: 4)).answer == .done)
        #expect(mount.answer(.synchronise(handle)).answer == .done)
        #expect(tree.text("f") == "hell")
        #expect(unlink(tree["f"]) == 0)
        #expect(mount.status(.statusOfOpen(handle))?.size == 4)
        #expect(mount.status(.statusOfOpen(handle))?.links == 0)
        #expect(mount.answer(.write(handle, offset: 0, [1])).answer == .written(1))
        #expect(mount.answer(.setPermissionsOfOpen(handle, 0o600)).answer == .done)
        let time = HostFileTime(seconds: 1, nanoseconds: 2)
        #expect(mount.answer(.setTimesOfOpen(handle, accessed: time, modified: time)).answer == .done)
        let status = mount.status(.statusOfOpen(handle))
        #expect(status?.permissions == 0o600 && status?.modified == time)
        #expect(mount.answer(.close(handle)).answer == .done)
        for request in [.close(handle), .read(handle, offset: 0, count: 1), .write(handle, offset: 0, [1])] as [FileRequest] {
            #expect(mount.error(request) == EBADF)
        }
        #expect(mount.error(.openForWriting(place("f"), creating: nil)) == ENOENT)
        #expect(mount.error(.openForWriting(place("no/f"), creating: new)) == ENOENT)
        try tree.write("old", "g")
        #expect(mount.error(.openForWriting(place("g"), creating: .init(permissions: 0o644, isExclusive: true))) == EEXIST)
        #expect(try mount.status(.statusOfOpen(mount.opened("g", creating: new)))?.size == 3)
    }

    @Test func foldersAndNamesAreMadeMovedAndRemoved() throws {
        let tree = try TestTree()
        let mount = try mount(tree.path, .readWrite)
        #expect(mount.answer(.makeFolder(place("d"), permissions: 0o777)).answer == .done)
        #expect(mount.error(.makeFolder(place("d"), permissions: 0o777)) == EEXIST)
        _ = try mount.opened("d/f", creating: new)
        #expect(mount.error(.removeFolder(place("d"))) == ENOTEMPTY)
        #expect(mount.error(.unlink(place("d"))) == EISDIR)
        #expect(mount.error(.removeFolder(place("d/f"))) == ENOTDIR)
        #expect(mount.answer(.rename(place("d/f"), to: checkedPath("g"), replacing: false)).answer == .done)
        _ = try mount.opened("h", creating: new)
        #expect(mount.error(.rename(place("g"), to: checkedPath("h"), replacing: false)) == EEXIST)
        #expect(mount.answer(.rename(place("g"), to: checkedPath("h"), replacing: true)).answer == .done)
        #expect(mount.answer(.removeFolder(place("d"))).answer == .done)
        #expect(tree.names == ["h"])
        #expect(mount.answer(.unlink(place("h"))).answer == .done)
        #expect(mount.error(.unlink(place("h"))) == ENOENT)
        tree.link("l", to: "/etc/passwd")
        #expect(mount.error(.rename(place("l"), to: checkedPath("m"), replacing: false)) == EPERM)
        #expect(mount.answer(.unlink(place("l"))).answer == .done)
        #expect(tree.names.isEmpty)
    }

    @Test func noSetIDBitIsEverMadeOrWrittenThrough() throws {
        let tree = try TestTree()
        try tree.write("program", "tool", mode: 0o4755)
        try tree.write("x", "f")
        let mount = try mount(tree.path, .readWrite)
        #expect(mount.error(.openForWriting(place("tool"), creating: nil)) == EPERM)
        #expect(mount.error(.resize(place("tool"), size: 0)) == EPERM)
        #expect(mount.error(.setPermissions(place("tool"), 0o777)) == EPERM)
        #expect(tree.mode("tool") == 0o4755 && tree.text("tool") == "program")
        // The wire refuses these; should one come through, the bits are lost.
        _ = mount.answer(.setPermissions(place("f"), 0o6755))
        #expect(tree.mode("f") == 0o755)
        _ = mount.answer(.openForWriting(place("g"), creating: .init(permissions: 0o7777, isExclusive: true)))
        #expect((tree.mode("g") ?? 0o7000) & 0o7000 == 0)
        _ = mount.answer(.makeFolder(place("d"), permissions: 0o7777))
        #expect((tree.mode("d") ?? 0o7000) & 0o7000 == 0)
        // What its owner set on a folder stays.
        chmod(tree["d"], 0o3770)
        #expect(mount.answer(.setPermissions(place("d"), 0o755)).answer == .done)
        #expect(tree.mode("d") == 0o3755)
    }

    @Test func aFileWithAnotherNameIsNeverChanged() throws {
        let tree = try TestTree()
        try tree.write("shared", "outside")
        try tree.folder("m")
        #expect(link(tree["outside"], tree["m/inside"]) == 0)
        let mount = try mount(tree["m"], .readWrite)
        let requests: [FileRequest] = [
            .openForWriting(place("inside"), creating: nil), .openForWriting(place("inside"), creating: new),
            .resize(place("inside"), size: 0), .setPermissions(place("inside"), 0o777),
            .setTimes(place("inside"), accessed: nil, modified: HostFileTime(seconds: 0, nanoseconds: 0)),
        ]
        for request in requests { #expect(mount.error(request) == EPERM) }
        #expect(tree.text("outside") == "shared")
        #expect(try mount.content("inside") == "shared")
        // Nor one that is given another name while it is open.
        try tree.write("own", "m/f")
        let handle = try mount.opened("f")
        #expect(link(tree["m/f"], tree["second"]) == 0)
        #expect(mount.error(.write(handle, offset: 0, [1])) == EPERM)
        #expect(mount.error(.resizeOpen(handle, size: 0)) == EPERM)
        #expect(mount.error(.setPermissionsOfOpen(handle, 0o777)) == EPERM)
        #expect(tree.text("second") == "own")
        // Taking the name away leaves the other.
        #expect(mount.answer(.unlink(place("inside"))).answer == .done)
        #expect(tree.text("outside") == "shared")
    }

    @Test func timesAreSet() throws {
        let tree = try TestTree()
        try tree.write("x", "f")
        let mount = try mount(tree.path, .readWrite)
        let time = HostFileTime(seconds: 1_000_000_000, nanoseconds: 5)
        let before = try #require(mount.status(.status(place("f"))))
        #expect(mount.answer(.setTimes(place("f"), accessed: nil, modified: time)).answer == .done)
        let after = try #require(mount.status(.status(place("f"))))
        #expect(after.modified == time && after.accessed == before.accessed)
    }

    @Test func bytesAndFilesAreCounted() throws {
        let tree = try TestTree()
        let mount = try mount(tree.path, .readWrite, bytes: 100, files: 3)
        let handle = try mount.opened("f", creating: new)
        #expect(mount.answer(.write(handle, offset: 0, [UInt8](repeating: 1, count: 60))).answer == .written(60))
        #expect(mount.error(.write(handle, offset: 1_000_000, [1])) == ENOSPC)
        #expect(mount.error(.resizeOpen(handle, size: 1_000_000)) == ENOSPC)
        #expect(mount.error(.write(handle, offset: 0, [UInt8](repeating: 1, count: 41))) == ENOSPC)
        #expect(mount.answer(.write(handle, offset: 0, [UInt8](repeating: 2, count: 40))).answer == .written(40))
        #expect(mount.error(.write(handle, offset: 0, [1])) == ENOSPC)
        #expect(mount.error(.write(handle, offset: UInt64(Int64.max), [1])) == EFBIG)
        #expect(tree.status("f")?.st_size == 60)
        #expect(mount.answer(.makeFolder(place("d"), permissions: 0o755)).answer == .done)
        _ = try mount.opened("d/g", creating: new)
        #expect(mount.error(.openForWriting(place("h"), creating: new)) == ENOSPC)
        #expect(mount.error(.makeFolder(place("h"), permissions: 0o755)) == ENOSPC)
        #expect(tree.names == ["d", "f"])
        // What is there costs nothing to open.
        _ = try mount.opened("f", creating: new)
    }

    @Test func onlySoManyFilesAreOpenAtATime() throws {
        let tree = try TestTree()
        let mount = try mount(tree.path, .readWrite)
        try tree.write("x", "f")
        var handles: [HostHandle] = []
        for _ in 0..<OpenHandles.maximum { handles.append(try mount.opened("f")) }
        #expect(Set(handles.map(\.number)).count == handles.count)
        #expect(mount.error(.openForWriting(place("f"), creating: nil)) == EMFILE)
        #expect(mount.error(.openForWriting(place("g"), creating: new)) == EMFILE)
        #expect(tree.names == ["f"])
        #expect(mount.answer(.close(handles[3])).answer == .done)
        _ = try mount.opened("f")
    }

    @Test func aWriteBeyondTheHostsOwnLimitIsAnErrorAndNoSignal() throws {
        let tree = try TestTree()
        let mount = try mount(tree.path, .readWrite)
        let handle = try mount.opened("f", creating: new)
        // The largest offset is beyond what any file system takes.
        #expect([EFBIG, EINVAL, ENOSPC].contains(mount.error(.write(handle, offset: 1 << 62, [1])) ?? 0))
    }
}
