import Policy
import PolicyFiles
import Testing

/// Every fault of a whitelist is refused, with the line it stands on.
@Suite struct WhitelistRefusalTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        let line: Int?
        let problem: PolicyFileError.Problem

        init(_ description: String, _ text: String, line: Int?, _ problem: PolicyFileError.Problem) {
            testDescription = description
            self.text = text
            self.line = line
            self.problem = problem
        }
    }

    static let keys = ["extends", "built-in", "frozen", "extension", "source", "virtual", "writable", "names"]

    static let cases: [Case] = [
        Case(
            "unknown module", "source:\n  - json\n  - jsom\n", line: 3, .unknownModule("jsom", python: "3.11")),
        Case(
            "unknown kind", "source:\n  - json\nbuiltin:\n  - math\n", line: 3, .unknownKey("builtin", accepted: keys)),
        Case("unknown key", "# a\n\nallow: all\n", line: 3, .unknownKey("allow", accepted: keys)),
        Case(
            "wrong kind", "source:\n  - json\n  - math\n", line: 3,
            .wrongKind("math", listedUnder: "source", belongsUnder: "built-in")),
        Case(
            "virtual module as built-in", "built-in:\n  - sys\n", line: 2,
            .wrongKind("sys", listedUnder: "built-in", belongsUnder: "virtual")),
        Case(
            "never listed", "built-in:\n  - math\n  - marshal\n", line: 3,
            .neverListed("marshal", reason: "forges code")),
        Case(
            "never listed under another kind", "source:\n  - marshal\n", line: 2,
            .neverListed("marshal", reason: "forges code")),
        Case(
            "beneath a never-listed package", "source:\n  - ctypes.util\n", line: 2,
            .neverListed("ctypes.util", reason: "calls any C function")),
        Case(
            "unknown beneath a never-listed package", "source:\n  - ctypes.nothing\n", line: 2,
            .neverListed("ctypes.nothing", reason: "calls any C function")),
        Case("duplicate", "source:\n  - json\n  - re\n  - json\n", line: 4, .duplicate("json", firstLine: 2)),
        Case(
            "duplicate under another kind", "source:\n  - json\nbuilt-in:\n  - json\n", line: 4,
            .wrongKind("json", listedUnder: "built-in", belongsUnder: "source")),
        Case("duplicate key", "source:\n  - json\nsource:\n  - re\n", line: 3, .duplicateKey("source", firstLine: 1)),
        Case(
            "every attribute of a module in C", "built-in:\n  - math\nwritable:\n  - math.*\n", line: 4,
            .wholeModuleNotSource("math")),
        Case("every attribute of no module", "writable:\n  - .*\n", line: 2, .invalidWritable(".*")),
        Case(
            "name that is never granted", "names:\n  - exec\n  - breakpoint\n", line: 3,
            .unknownName("breakpoint", grantable: ["exec", "SystemExit"])),
        Case("name twice", "names:\n  - exec\n  - exec\n", line: 3, .duplicate("exec", firstLine: 2)),
        Case("builtins", "built-in:\n  - builtins\n", line: 2, .alwaysPresent("builtins")),
        Case("__main__", "source:\n  - re\n  - __main__\n", line: 3, .alwaysPresent("__main__")),
        Case("no module name", "source:\n  - re\n  - ../re\n", line: 3, .invalidModuleName("../re")),
        Case("empty name", "source:\n  - re\n  -\n", line: 3, .invalidModuleName("")),
        Case(
            "package missing", "source:\n  - re\n  - json.tool\n", line: 3,
            .packageNotListed("json.tool", package: "json", kind: "source")),
        Case(
            "text for a list", "source: json\n", line: 1,
            .expected("a list under `source:`, one `- name` a line")),
        Case(
            "nothing for a list", "\nsource:\n", line: 2, .expected("a list under `source:`, one `- name` a line")),
        Case(
            "mapping for a list", "source:\n  json: yes\n", line: 1,
            .expected("a list under `source:`, one `- name` a line")),
        Case(
            "mapping in a list", "source:\n  - json: yes\n", line: 2,
            .expected("a plain name after the dash; a reason goes into a comment")),
        Case(
            "list in a list", "source:\n  - re\n  - - json\n", line: 3,
            .expected("a plain name after the dash; a reason goes into a comment")),
        Case("list of parents", "extends:\n  - base\n", line: 1, .expected("one name after `extends:`")),
        Case("empty parent", "source:\n  - re\nextends:\n", line: 3, .expected("one name after `extends:`")),
        Case(
            "a list at the top", "- json\n", line: 1,
            .expected("a mapping with the keys \(keys.joined(separator: ", "))")),
        Case("empty file", "", line: 1, .expected("a mapping, but the file is empty")),
        Case("comments only", "# nothing\n\n", line: 3, .expected("a mapping, but the file is empty")),
        Case("unknown parent", "# a\nextends: bass\n", line: 2, .unknownWhitelist("bass", shipped: ["base"])),
        Case(
            "missing parent file", "source:\n  - json\nextends: ./gone.yaml\n", line: 3,
            .extendsUnreadable("././gone.yaml: cannot be read: No such file or directory")),
        Case("extends itself", "extends: w.yaml\n", line: 1, .unknownWhitelist("w.yaml", shipped: ["base"])),
        Case("writable without a module", "writable:\n  - filters\n", line: 2, .invalidWritable("filters")),
        Case(
            "writable of an unlisted module", "source:\n  - re\nwritable:\n  - re.x\n  - warnings.filters\n", line: 5,
            .writableOfUnlistedModule("warnings.filters", module: "warnings")),
        Case(
            "writable twice", "source:\n  - re\nwritable:\n  - re.x\n  - re.x\n", line: 5,
            .duplicate("re.x", firstLine: 4)),
        Case(
            "first fault first", "virtual:\n  - nope\nsource:\n  - nada\n", line: 2,
            .unknownModule("nope", python: "3.11")),
    ]

    @Test(arguments: cases)
    func isRefused(_ given: Case) throws {
        let error = try #require(refusal(of: given.text))
        #expect(error == PolicyFileError(file: "./w.yaml", line: given.line, problem: given.problem))
    }

    @Test(arguments: cases)
    func isToldWithFileAndLine(_ given: Case) throws {
        let error = try #require(refusal(of: given.text))
        let line = try #require(given.line)
        #expect(error.description.hasPrefix("./w.yaml:\(line): "))
    }

    @Test func wordsSayWhatToDoNext() throws {
        #expect(
            refusal(of: "source:\n  - math\n")?.description
                == "./w.yaml:2: `math` is listed under `source`, but its kind is `built-in`; move the line there")
        #expect(
            refusal(of: "source:\n  - ctypes\n")?.description
                == "./w.yaml:2: `ctypes` may stand on no whitelist: it calls any C function")
    }
}
