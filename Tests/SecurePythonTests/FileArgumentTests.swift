import Policy
import Testing

@testable import SecurePython

@Suite struct FileArgumentTests {
    @Test(arguments: [
        ("./data:/data", GrantedFiles.mount(host: "./data", at: "/data", access: .readOnly)),
        ("/a:/b:ro", .mount(host: "/a", at: "/b", access: .readOnly)), ("a:/b:rw", .mount(host: "a", at: "/b", access: .readWrite)),
        ("a:/b:overlay", .mount(host: "a", at: "/b", access: .overlay)),
        ("a:b:/c:rw", .mount(host: "a:b", at: "/c", access: .readWrite)), ("ro:/rw", .mount(host: "ro", at: "/rw", access: .readOnly)),
        ("a:/b/../c", .mount(host: "a", at: "/b/../c", access: .readOnly)),
    ])
    func mountsAreRead(text: String, mount: GrantedFiles) throws { #expect(try FileArgument.mount(text) == mount) }

    @Test(arguments: ["", "a", "/a", "a:b", ":/a", "a:/b:x", "a:rw", ":/a:rw", "a:/b:RO"]) func nonsenseIsNoMount(text: String) {
        #expect(throws: FileArgument.Unreadable.self) { try FileArgument.mount(text) }
    }

    @Test func foldersToCollectAreRead() throws {
        #expect(try FileArgument.collect("/out:./a:b") == .collect(path: "/out", into: "./a:b"))
        for text in ["", "/out", "/out:", "out:x", ":x"] {
            #expect(throws: FileArgument.Unreadable.self) { try FileArgument.collect(text) }
        }
    }

    @Test func scratchHasASize() throws {
        #expect(try FileArgument.scratch("64MiB") == .scratch(bytes: 64 << 20))
        for text in ["", "0", "-1", "unlimited", "many"] {
            #expect(throws: FileArgument.Unreadable.self) { try FileArgument.scratch(text) }
        }
    }
}

@Suite struct ReportPlaceTests {
    private func check(_ files: [GrantedFiles], _ path: String) throws(SandboxError) {
        var sandbox = Sandbox(whitelist: Whitelist(name: "test"))
        sandbox.files = files
        try sandbox.checkReportPlace(path)
    }

    @Test func aReportIsNeverWithinWhatAScriptReaches() throws {
        let tree = try TestTree()
        try tree.folder("m/sub/deep")
        try tree.folder("other")
        try tree.write("{}", "file")
        tree.link("way", to: tree["m/sub"])
        tree.link("alias", to: tree["m"])
        for files in [
            [.mount(host: tree["m"], at: "/d")], [.mount(host: tree["alias"], at: "/d", access: .readWrite)],
            [.collect(path: "/out", into: tree["m"])],
        ] as [[GrantedFiles]] {
            for path in ["m/r", "m/sub/r", "m/sub/deep/../../r", "way/deep/r", "alias/r", "other/../m/r"] {
                let error = #expect(throws: SandboxError.self) { try check(files, tree[path]) }
                #expect(error?.code == .request && error?.explanation.contains("Write it elsewhere") == true)
            }
            for path in ["r", "other/r", "way/../../r", "file"] { try check(files, tree[path]) }
        }
        #expect(throws: SandboxError.self) { try check([.mount(host: tree["file"], at: "/f")], tree["file"]) }
        try check([.scratch(bytes: 1), .memory(path: "/a", content: [])], tree["r"])
    }
}
