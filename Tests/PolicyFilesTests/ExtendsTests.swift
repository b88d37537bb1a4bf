import Foundation
import Policy
import PolicyFiles
import Testing

@Suite struct ExtendsTests {
    @Test func addsToAShippedWhitelist() throws {
        let whitelist = try resolver(
            files: ["dir/mine.yaml": "extends: base\nsource:\n  - json\n"],
            shipped: ["base": "source:\n  - re\nwritable:\n  - re.x\n"]
        ).whitelist("dir/mine.yaml")
        #expect(whitelist.name == "mine.yaml")
        #expect(whitelist.modules == [try name("json"): .source, try name("re"): .source])
        #expect(whitelist.writableAttributes == ["re.x"])
        #expect(whitelist.standing(of: try name("math")) == .available(.builtIn))
        #expect(whitelist.standing(of: try name("marshal")) == .neverListed(reason: "forges code"))
    }

    @Test func readsPathsRelativeToTheFile() throws {
        let whitelist = try resolver(files: [
            "a/b/mine.yaml": "extends: ../base.yaml\nsource:\n  - json\n",
            "a/b/../base.yaml": "extends: ./more/last.yaml\nsource:\n  - re\n",
            "a/b/.././more/last.yaml": "extends: /abs/end.yaml\nbuilt-in:\n  - math\n",
            "/abs/end.yaml": "virtual:\n  - sys\n",
        ]).whitelist("a/b/mine.yaml")
        #expect(whitelist.modules.keys.sorted().map(\.text) == ["json", "math", "re", "sys"])
    }

    @Test func mayRepeatWhatItExtends() throws {
        let whitelist = try resolver(
            files: ["./w.yaml": "extends: base\nsource:\n  - re\n"], shipped: ["base": "source:\n  - re\n"]
        ).whitelist("./w.yaml")
        #expect(whitelist.modules == [try name("re"): .source])
    }

    @Test func aPackageMayComeFromWhatIsExtended() throws {
        let whitelist = try resolver(
            files: ["./w.yaml": "extends: base\nsource:\n  - json.tool\nwritable:\n  - json.x\n"],
            shipped: ["base": "source:\n  - json\n"]
        ).whitelist("./w.yaml")
        #expect(whitelist.modules[try name("json.tool")] == .source)
        #expect(whitelist.writableAttributes == ["json.x"])
    }

    @Test func letsAWholeModuleBeAssignedTo() throws {
        let whitelist = try resolver(
            files: ["./w.yaml": "extends: base\nwritable:\n  - re.*\n"], shipped: ["base": "source:\n  - re\n"]
        ).whitelist("./w.yaml")
        #expect(whitelist.writableAttributes == ["re.*"])
    }

    @Test func grantsNamesBesidesThoseOfWhatIsExtended() throws {
        let whitelist = try resolver(
            files: ["./w.yaml": "extends: base\nnames:\n  - exec\n"], shipped: ["base": "names:\n  - SystemExit\n"]
        ).whitelist("./w.yaml")
        #expect(whitelist.grantedNames == [.exec, .systemExit])
    }

    @Test func aFaultIsToldWhereItStands() throws {
        let files = ["./w.yaml": "extends: ./base.yaml\n", "././base.yaml": "source:\n  - re\n  - jsom\n"]
        #expect(
            throws: PolicyFileError(
                file: "././base.yaml", line: 3, problem: .unknownModule("jsom", python: "3.11"))
        ) { try resolver(files: files).whitelist("./w.yaml") }
    }

    @Test func refusesACycleOfFiles() throws {
        let folder = try TemporaryFolder()
        let a = folder.url.appending(path: "a.yaml").path
        let b = folder.url.appending(path: "b.yaml").path
        try "source:\n  - re\n\nextends: ./b.yaml\n".write(toFile: a, atomically: true, encoding: .utf8)
        try "# b\nextends: ./../\(folder.url.lastPathComponent)/a.yaml\n"
            .write(toFile: b, atomically: true, encoding: .utf8)
        do throws(PolicyFileError) {
            _ = try WhitelistResolver(catalogue: smallCatalogue, shippedNames: [], shipped: { _ in nil }).whitelist(a)
            Issue.record("accepted")
        } catch {
            #expect(error.file.hasSuffix("/b.yaml"))
            #expect(error.line == 2)
            guard case .extendsCycle(let names) = error.problem else {
                Issue.record("\(error)")
                return
            }
            #expect(names.count == 3)
            #expect(names[0] == a)
        }
    }

    @Test func refusesACycleByAnyPath() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "a.yaml")
        let link = folder.url.appending(path: "link.yaml")
        try "extends: ./link.yaml\n".write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        do throws(PolicyFileError) {
            _ = try WhitelistResolver(catalogue: smallCatalogue, shippedNames: [], shipped: { _ in nil })
                .whitelist(file.path)
            Issue.record("accepted")
        } catch {
            #expect(error.line == 1)
            #expect(error.problem == .extendsCycle([file.path, "./link.yaml"]))
        }
    }

    @Test func refusesACycleOfShippedWhitelists() throws {
        let shipped: [String: PolicyText] = [
            "a": PolicyText(name: "a.yaml", text: "extends: b\n"),
            "b": PolicyText(name: "b.yaml", text: "\nextends: a\n"),
        ]
        let resolver = WhitelistResolver(
            catalogue: smallCatalogue, shippedNames: ["a", "b"], shipped: { shipped[$0].map { .text($0) } })
        #expect(throws: PolicyFileError(file: "b.yaml", line: 2, problem: .extendsCycle(["a", "b", "a"]))) {
            try resolver.whitelist("a")
        }
    }

    @Test func refusesALongChain() throws {
        var files: [String: String] = [:]
        for index in 0..<40 { files["/\(index)"] = "extends: /\(index + 1)\n" }
        #expect(throws: PolicyFileError(file: "/15", line: 1, problem: .extendsTooLong(limit: 16))) {
            try resolver(files: files).whitelist("/0")
        }
    }

    @Test func aShippedWhitelistExtendsNoFile() throws {
        #expect(
            throws: PolicyFileError(file: "shipped", line: 1, problem: .shippedExtendsFile("./a.yaml"))
        ) { try resolver(files: ["./a.yaml": "{}"], shipped: ["base": "extends: ./a.yaml\n"]).whitelist("base") }
    }

    @Test func anUnknownNameIsToldWithoutALine() throws {
        #expect(
            throws: PolicyFileError(
                file: "standart", line: nil, problem: .unknownWhitelist("standart", shipped: ["base"]))
        ) { try resolver(shipped: ["base": "{}"]).whitelist("standart") }
    }

    @Test func aMissingFileIsToldWithoutALine() throws {
        #expect(
            throws: PolicyFileError(file: "./x", line: nil, problem: .unreadable(reason: "No such file or directory"))
        ) { try resolver().whitelist("./x") }
    }

    @Test func resolvedWhitelistsAreTakenAsTheyAre() throws {
        let base = Whitelist(name: "base", modules: [try name("re"): .source], writableAttributes: ["re.x"])
        let resolver = WhitelistResolver(
            catalogue: smallCatalogue, shippedNames: ["base"], shipped: { $0 == "base" ? .resolved(base) : nil })
        let text = PolicyText(name: "/dir/mine.yaml", text: "extends: base\nsource:\n  - json\n")
        let whitelist = try resolver.whitelist(from: text)
        #expect(whitelist.name == "mine.yaml")
        #expect(whitelist.modules.count == 2)
        #expect(whitelist.writableAttributes == ["re.x"])
        #expect(try resolver.whitelist("base").modules == base.modules)
    }
}
