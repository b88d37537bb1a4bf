import PolicyFiles
import Testing

/// Policy files use a small part of YAML; the rest is refused, with its line.
@Suite struct YAMLReaderTests {
    private func expect(
        _ text: String, line: Int?, _ problem: PolicyFileError.Problem, _ location: SourceLocation = #_sourceLocation
    ) {
        let error = refusal(of: text)
        #expect(error == PolicyFileError(file: "./w.yaml", line: line, problem: problem), sourceLocation: location)
    }

    @Test func refusesAnchors() {
        expect("source: &all\n  - re\n", line: 1, .notAccepted(feature: "anchors are"))
        expect("source:\n  - &one re\n", line: 2, .notAccepted(feature: "anchors are"))
        expect("&top\nsource:\n  - re\n", line: 1, .notAccepted(feature: "anchors are"))
        expect("&key source:\n  - re\n", line: 1, .notAccepted(feature: "anchors are"))
    }

    @Test func refusesAliases() {
        expect("source:\n  - re\nvirtual: *all\n", line: 3, .notAccepted(feature: "aliases are"))
        expect("source:\n  - *all\n", line: 2, .notAccepted(feature: "aliases are"))
    }

    @Test func refusesTags() {
        expect("source: !!seq\n  - re\n", line: 1, .notAccepted(feature: "tags are"))
        expect("source:\n  - !!str re\n", line: 2, .notAccepted(feature: "tags are"))
        expect("source:\n  - ! re\n", line: 2, .notAccepted(feature: "tags are"))
        expect("!mine\nsource: []\n", line: 1, .notAccepted(feature: "tags are"))
        expect("source:\n  - !<tag:yaml.org,2002:str> re\n", line: 2, .notAccepted(feature: "tags are"))
    }

    @Test func refusesDirectivesAndMoreDocuments() {
        expect("%YAML 1.1\n---\nsource:\n  - re\n", line: 1, .notAccepted(feature: "directives are"))
        expect("%TAG ! tag:a,2000:\n---\nsource:\n  - re\n", line: 1, .notAccepted(feature: "directives are"))
        expect("source:\n  - re\n---\nsource:\n  - json\n", line: 3, .notAccepted(feature: "a second document is"))
    }

    @Test func mergesNothing() {
        let error = refusal(of: "source:\n  - re\n<<: {virtual: [sys]}\n")
        #expect(error?.line == 3)
    }

    @Test func refusesDuplicateKeysHoweverSpelt() {
        expect("source:\n  - re\n\"source\":\n  - json\n", line: 3, .duplicateKey("source", firstLine: 1))
        expect("source:\n  - re\n\"sou\\x72ce\":\n  - json\n", line: 3, .duplicateKey("source", firstLine: 1))
        expect("{source: [re],\n source: [json]}\n", line: 2, .duplicateKey("source", firstLine: 1))
    }

    @Test func refusesKeysThatAreNoNames() {
        expect("[source]:\n  - re\n", line: 1, .expected("a name as the key"))
        expect("? {a: b}\n: c\n", line: 1, .expected("a name as the key"))
    }

    @Test(arguments: [
        ("source:\n\t- re\n", 2), ("source:\n  - \"re\n", 3), ("source: [re\n", 2), ("source: - re\n", 1),
        ("source:\n  - re\n - json\n", 3), ("a: b: c\n", 1), ("source:\n  - @re\n", 2), ("\u{0}", 1), ("re\u{7}\n", 1),
        ("source:\n  - re\n  - \u{1}\n", 3),
    ])
    func tellsTheLineOfWrongSyntax(text: String, line: Int) throws {
        let error = try #require(refusal(of: text))
        #expect(error.line == line, "\(error)")
        guard case .syntax = error.problem else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func refusesBytesThatAreNoText() throws {
        let cut = Array("source:\n  - r\u{E9}".utf8.dropLast())
        for bytes: [UInt8] in [[0xFF, 0xFE], cut, [0xC0, 0x80], [0xED, 0xA0, 0x80]] {
            do throws(PolicyFileError) {
                _ = try AuditEventTable(PolicyText(name: "t", bytes: bytes))
                Issue.record("accepted \(bytes)")
            } catch {
                guard case .syntax = error.problem else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }

    @Test func refusesUTF16() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "source:\n  - re\n".utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(throws: PolicyFileError.self) { try AuditEventTable(PolicyText(name: "t", bytes: bytes)) }
    }

    @Test(arguments: ["\\0", "\\e[2J", "\\n", "\\u202e", "\\u2066", "\\u2028", "\\ufeff", "\\x9b"])
    func refusesCharactersThatMoveTheCursor(_ escape: String) throws {
        expect("source:\n  - \"re\(escape)\"\n", line: 2, .controlCharacter)
    }

    @Test func capsTheDepth() {
        expect("source:\n  - re\nx:\n" + "[[[[[[[[[[]]]]]]]]]]".indented + "\n", line: 4, .tooDeep(limit: 6))
        expect(String(repeating: "[", count: 100_000), line: 1, .tooDeep(limit: 6))
        expect(String(repeating: "- ", count: 100_000), line: 1, .tooDeep(limit: 6))
        expect(String(repeating: "? ", count: 100_000), line: 1, .tooDeep(limit: 6))
        expect(String(repeating: "{a: ", count: 100_000), line: 1, .tooDeep(limit: 6))
    }

    @Test func capsTheNumberOfValues() {
        let text = "source:\n" + String(repeating: "  - re\n", count: 30_000)
        expect(text, line: 20_000 - 3 + 2, .tooManyValues(limit: 20_000))
    }

    @Test func capsTheLengthOfValues() {
        let text = String(repeating: "a", count: 1025)
        expect("source:\n  - re\n  - \(text)\n", line: 3, .scalarTooLong(limit: 1024))
    }

    @Test func readsEveryWayToWriteAName() throws {
        let text = "source: [re, 'json']\nvirtual:\n  - \"sys\"  # with a reason\nbuilt-in:\n- math\n"
        let whitelist = try resolver(files: ["./w.yaml": text]).whitelist("./w.yaml")
        #expect(whitelist.modules.keys.sorted().map(\.text) == ["json", "math", "re", "sys"])
    }
}

extension String {
    fileprivate var indented: String { "  " + self }
}
