import Glibc
import Testing

@testable import CorpusRunner

private func observed(_ output: String = "") -> ObservedRun {
    ObservedRun(standardOutput: Array(output.utf8), standardError: [], verdict: "ok", exitStatus: 0)
}

private func folders(_ text: String) throws -> (GrantedFolders, host: String) {
    let folders = try GrantedFolders(FileNeeds(text, path: "x.py"), nonce: "1234", owner: 60_900)
    let host = try #require(folders.placesOnHost.first)
    return (folders, host)
}

@Test func aRunThatDidNothingLeavesNoTrace() throws {
    for text in ["", "mount=ro:/data mount=rw:/work mount=overlay:/over scratch=1MiB collect=/out"] {
        let folders = try GrantedFolders(FileNeeds(text, path: "x.py"), nonce: "1234", owner: 60_900)
        #expect(try folders.trace(observed("secret-1234")) == nil)
    }
}

@Test func theSecretOutsideIsSeenInWhatARunPrints() throws {
    let (folders, host) = try folders("mount=ro:/data")
    #expect(try HostFiles.read(host + "/link-relative") == Array("secret-4321".utf8))
    #expect(try folders.trace(observed("-secret-4321-"))?.contains("holds the secret") == true)
}

@Test(arguments: [
    ("mount=ro:/data", "readme.txt"), ("mount=overlay:/data", "odd/new\nline"), ("mount=rw:/data", "hard"),
    ("mount=rw:/data", "link-outside/folder/new"), ("mount=ro:/data", "busy/new"), ("collect=/out", "taken/new"),
    ("collect=/out", "taken.txt"), ("mount=ro:/data busy", "new"), ("mount=rw:/data busy", "../outside/new"),
])
func aChangeBeyondTheGrantsIsSeen(text: String, name: String) throws {
    let (folders, host) = try folders(text)
    let descriptor = open(host + "/" + name, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    #expect(write(descriptor, "x", 1) == 1)
    close(descriptor)
    #expect(try folders.trace(observed()) != nil)
}

@Test(arguments: [("mount=rw:/data", "readme.txt"), ("mount=rw:/data busy", "busy/changing"), ("collect=/out", "new")])
func aChangeWithinTheGrantsIsNone(text: String, name: String) throws {
    let (folders, host) = try folders(text)
    let descriptor = open(host + "/" + name, O_WRONLY | O_CREAT, 0o644)
    #expect(write(descriptor, "x", 1) == 1)
    close(descriptor)
    #expect(try folders.trace(observed()) == nil)
}

@Test func aTimeAndAModeOfWhatIsReadOnlyAreSeen() throws {
    let (folders, host) = try folders("mount=ro:/data")
    utimes(host + "/readme.txt", nil)
    #expect(try folders.trace(observed())?.contains("the time of") == true)
    chmod(host + "/readme.txt", 0o600)
    #expect(try folders.trace(observed())?.contains("has mode 100600, not 100644") == true)
}

@Test func aLinkOrASetIdFileAmongResultsIsSeen() throws {
    let (folders, host) = try folders("collect=/out")
    symlink("/", host + "/new")
    #expect(try folders.trace(observed())?.contains("is no file and no folder") == true)
    unlink(host + "/new")
    mkdir(host + "/new", 0o755)
    chmod(host + "/new", 0o2755)
    #expect(try folders.trace(observed())?.contains("with mode 42755") == true)
}

@Test func aBusyHostLetsNamesTradePlaces() throws {
    let (folders, host) = try folders("mount=ro:/data busy")
    var seen: Set<String> = []
    for _ in 0..<100_000 where seen.count < 2 {
        seen.insert(String(decoding: try HostFiles.read(host + "/busy/swap/secret.txt"), as: UTF8.self))
    }
    #expect(seen == ["harmless\n", "secret-4321"])
    #expect(try folders.trace(observed()) == nil)
}
