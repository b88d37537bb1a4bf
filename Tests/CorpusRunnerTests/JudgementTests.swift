import Policy
import Testing

@testable import CorpusRunner

private func run(
    _ output: String, verdict: String = "ok", exitStatus: Int32 = 0, standing: Set<Layer> = [.language]
) -> ObservedRun {
    ObservedRun(
        standardOutput: Array(output.utf8), standardError: Array("Traceback\nValueError: x\n".utf8), verdict: verdict,
        exitStatus: exitStatus, standingLayers: standing)
}

private func claim(_ expectation: String) throws -> FailClaim {
    let header = "# It.\n# goal: tangible\n# family: f\n# held-by: language\n# expect: \(expectation)\n# control: python3\n"
    return try FailClaim(ScriptHeader(source: Array(header.utf8), path: ""), kind: .fail, path: "")
}

private func judge(_ output: String, _ expectation: String, verdict: String = "ok", anyException: Bool = false) throws -> String? {
    try Judgement.attack(run(output, verdict: verdict), claim: claim(expectation), nonce: "n1", anyException: anyException)
}

@Test func aHeldAttackPasses() throws {
    #expect(try judge("talk\nMARK n1\nHELD NameError\n", "HELD TypeError, NameError") == nil)
    #expect(try judge("MARK n1\nHELD NameError", "HELD NameError", verdict: "denied") == nil)
}

@Test(arguments: [
    "", "HELD NameError\n", "MARK n2\nHELD NameError\n", "MARK n1\n", "MARK n1\nHELD TypeError\n",
    "MARK n1\nHELD NameError\nHELD NameError\n", "MARK n1\nHELD NameError\nESCAPED n1\n", "ESCAPED n1\n",
    "HELD NameError\nMARK n1\n", "MARK n1 HELD NameError\n", "MARK n1\nESCAPED n2\n",
])
func anythingElseFails(output: String) throws {
    #expect(try judge(output, "HELD NameError") != nil)
}

@Test func aCrashAfterTheWordFails() throws {
    #expect(try judge("MARK n1\nHELD NameError\n", "HELD NameError", verdict: "crashed") != nil)
}

@Test func theLayerThatIsToHoldMustStand() throws {
    let observed = run("MARK n1\nHELD NameError\n", standing: [.audit])
    let claim = try claim("HELD NameError")
    #expect(Judgement.attack(observed, claim: claim, nonce: "n1", anyException: false) != nil)
}

@Test func anotherLayerMayHoldInItsOwnWords() throws {
    #expect(try judge("MARK n1\nHELD PermissionError\n", "HELD NameError", anyException: true) == nil)
    #expect(try judge("HELD PermissionError\n", "HELD NameError", anyException: true) != nil)
}

@Test func aSilentEndCountsOnlyWithItsVerdict() throws {
    #expect(try judge("MARK n1\n", "crashed", verdict: "crashed") == nil)
    #expect(try judge("MARK n1\n", "crashed") != nil)
    #expect(try judge("", "crashed", verdict: "crashed") != nil)
    #expect(try judge("MARK n1\nHELD NameError\n", "crashed", verdict: "crashed") != nil)
    #expect(try judge("MARK n1\n", "exit") == nil)
    #expect(try judge("MARK n1\n", "exit", verdict: "exception") != nil)
}

@Test func aControlMustEscape() {
    #expect(Judgement.control(run("MARK n1\nESCAPED n1\n"), nonce: "n1", place: "p") == nil)
    for output in ["ESCAPED n1\n", "MARK n1\n", "MARK n1\nHELD NameError\n", "MARK n1\nESCAPED n1\nHELD X\n", ""] {
        #expect(Judgement.control(run(output), nonce: "n1", place: "p") != nil)
    }
}

@Test func everyRouteOfAControlMustBeOpen() {
    #expect(Judgement.control(run("MARK n1\nREFUSED openat: no\nESCAPED n1\n"), nonce: "n1", place: "p")?.contains("openat: no") == true)
}

@Test func aProgramMustEndAsItSays() {
    func judge(_ output: String, _ exitStatus: Int32 = 0, expected: String? = nil, saysOK: Bool = true) -> String? {
        Judgement.success(
            run(output, exitStatus: exitStatus), exitStatus: 0, expected: expected.map { Array($0.utf8) }, saysOK: saysOK,
            place: "p")
    }
    #expect(judge("1\nOK\n") == nil)
    #expect(judge("OK\n") == nil)
    #expect(judge("NOT OK\n") != nil)
    #expect(judge("OK\nmore\n") != nil)
    #expect(judge("OK\n", 1) != nil)
    #expect(judge("1\nOK\n", expected: "1\nOK\n") == nil)
    #expect(judge("1\nOK\n", expected: "2\nOK\n") == "another output than expected on p: line 1 is `1` instead of `2`")
    #expect(judge("anything", saysOK: false) == nil)
}
