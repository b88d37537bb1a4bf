import Policy
import Testing

@testable import CorpusRunner

private func failClaim(_ text: String) throws -> FailClaim {
    try FailClaim(ScriptHeader(source: Array(text.utf8), path: "x.py"), path: "x.py")
}

private let complete = """
    # A loader does not read files.
    # goal: tangible
    # family: imports
    # held-by: audit: open
    # expect: HELD AttributeError, ImportError
    # control: python3
    import json
    # goal: authority
    """

@Test func readsACompleteHeader() throws {
    let claim = try failClaim(complete)
    #expect(claim.goal == .tangible)
    #expect(claim.heldBy == .audit)
    #expect(claim.expectation == .held(["AttributeError", "ImportError"]))
    #expect(claim.control == .plainPython)
    #expect(try ScriptHeader(source: Array(complete.utf8), path: "").claim == "A loader does not read files.")
}

@Test func readsAVerdictAndTheOtherControl() throws {
    let claim = try failClaim(
        complete.replacing("HELD AttributeError, ImportError", with: "crashed").replacing(": python3", with: ": without-language"))
    #expect(claim.expectation == .verdict("crashed"))
    #expect(claim.control == .withoutLanguage)
}

@Test(arguments: [
    ("# goal: tangible\n", ""), ("goal: tangible", "goal: tangibel"), ("held-by: audit", "held-by: hope"),
    ("HELD AttributeError, ImportError", "HELD"), ("HELD AttributeError, ImportError", "HELD A,,B"),
    ("HELD AttributeError, ImportError", "survived"), ("control: python3", "control: none"), ("# family: imports\n", ""),
    ("# family: imports", "# family: imports\n# family: imports"),
])
func refusesAnIncompleteHeader(old: String, new: String) {
    #expect(throws: CorpusError.self) { try failClaim(complete.replacing(old, with: new)) }
}

@Test(arguments: ["", "import os\n", "\n# late\n", "#\n"])
func refusesAScriptWithoutAClaim(text: String) {
    #expect(throws: CorpusError.self) { try ScriptHeader(source: Array(text.utf8), path: "x.py") }
}

@Test func readsWhatASucceedScriptNeeds() throws {
    let header = try ScriptHeader(
        source: Array("# It reads lines.\n# exit: 3\n# stdin: a\\nb\\\\n\\n\n# argv: one two\n".utf8), path: "x.py")
    let claim = try SucceedClaim(header, path: "x.py")
    #expect(claim.exitStatus == 3)
    #expect(claim.standardInput == Array("a\nb\\n\n".utf8))
    #expect(claim.arguments == ["one", "two"])
    let bare = try SucceedClaim(ScriptHeader(source: Array("# It runs.\n".utf8), path: "x.py"), path: "x.py")
    #expect(bare.exitStatus == 0)
    #expect(bare.standardInput == nil)
    #expect(bare.arguments.isEmpty)
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
