import Policy
import Testing

@testable import CorpusRunner

private func claim(_ expectation: String) throws -> FailClaim {
    let header = "# It.\n# goal: tangible\n# family: f\n# held-by: language\n# expect: \(expectation)\n# control: python3\n"
    return try FailClaim(ScriptHeader(source: Array(header.utf8), path: ""), kind: .fail, path: "")
}

private func holder(
    _ output: String, without layer: Layer, verdict: String = "ok", denials: [Layer] = [], expectation: String = "HELD NameError"
) throws -> String? {
    let run = ObservedRun(
        standardOutput: Array(output.utf8), standardError: [], verdict: verdict, exitStatus: 0, denyingLayers: denials)
    return try? LayerTable.holder(of: run, without: layer, claim: claim(expectation), nonce: "n1")
}

@Test func theLayerThatHeldIsNamed() throws {
    #expect(try holder("MARK n1\nHELD PermissionError\n", without: .language, denials: [.audit]) == "PermissionError (audit)")
    #expect(try holder("MARK n1\nHELD PermissionError\n", without: .language) == "PermissionError (kernel)")
    #expect(try holder("MARK n1\nHELD AssertionError\n", without: .language) == "AssertionError")
    #expect(try holder("MARK n1\nHELD NameError\n", without: .audit) == "NameError (language)")
    #expect(try holder("MARK n1\n", without: .language, verdict: "forbiddenSystemCall") == "killed (kernel)")
    #expect(try holder("MARK n1\n", without: .kernel, verdict: "crashed", expectation: "crashed") == "crashed")
    #expect(try holder("MARK n1\n", without: .kernel, expectation: "exit") == "exit")
}

@Test(arguments: ["", "HELD NameError\n", "MARK n1\n", "MARK n1\nESCAPED n1\n", "MARK n1\nHELD NameError\nESCAPED n1\n"])
func whatIsNoEvidenceIsNotHeld(output: String) throws {
    for layer in Layer.allCases { #expect(try holder(output, without: layer) == nil) }
}

@Test func theTableCountsWhatHeld() {
    let rows = [
        LayerTable.Row(attack: "a", heldBy: [.language: "PermissionError (audit)", .audit: "NameError (language)", .kernel: "x"]),
        LayerTable.Row(attack: "b", heldBy: [.language: "killed (kernel)"]),
    ]
    #expect(LayerTable.summary(rows) == [
        "without language: 1 by audit, 1 by kernel", "without audit: 1 by language, 1 not held",
        "without kernel: 1 not held, 1 without effect",
    ])
    #expect(LayerTable.text(rows).contains("| b | killed (kernel) | **not held** | **not held** |\n"))
}
