import Policy
import Testing

@testable import CorpusRunner

private func failClaim(_ text: String, kind: CorpusScript.Kind = .fail) throws -> FailClaim {
    try FailClaim(ScriptHeader(source: Array(text.utf8), path: "x.py"), kind: kind, path: "x.py")
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
    #expect(claim.expectation == .verdict(["crashed"]))
    #expect(claim.control == .withoutLanguage)
}

@Test(arguments: [
    ("# goal: tangible\n", ""), ("goal: tangible", "goal: tangibel"), ("held-by: audit", "held-by: hope"),
    ("HELD AttributeError, ImportError", "HELD"), ("HELD AttributeError, ImportError", "HELD A,,B"),
    ("HELD AttributeError, ImportError", "survived"), ("control: python3", "control: none"), ("# family: imports\n", ""),
    ("# family: imports", "# family: imports\n# family: imports"),
    ("# family: imports", "# family: imports\n# needs: everything"),
    ("# family: imports", "# family: imports\n# without: fear"),
    ("# family: imports", "# family: imports\n# limits: cpu=1"),
    ("# family: imports", "# family: imports\n# only: vax"),
])
func refusesAnIncompleteHeader(old: String, new: String) {
    #expect(throws: CorpusError.self) { try failClaim(complete.replacing(old, with: new)) }
}

@Test func readsTheLayersThatAScriptGoesWithout() throws {
    #expect(try failClaim(complete).settings.absentLayers == [])
    #expect(try failClaim(complete, kind: .kernel).settings.absentLayers == [.language, .audit])
    let text = complete.replacing("# family: imports", with: "# family: imports\n# without: audit\n# needs: process sockets")
    #expect(try failClaim(text, kind: .kernel).settings.absentLayers == [.audit])
    #expect(try failClaim(text).needs == [.process, .sockets])
}

@Test func readsWhatAnAttackIsTriedWith() throws {
    let text = complete.replacing("expect: HELD AttributeError, ImportError", with: "verdict: forbiddenSystemCall")
        .replacing("# family: imports", with: "# family: imports\n# each: fork vfork\n# only: x86-64")
    let claim = try failClaim(text)
    #expect(claim.expectation == .verdict(["forbiddenSystemCall"]))
    #expect(claim.variants == ["fork", "vfork"])
    let other = try failClaim(text.replacing("x86-64", with: "aarch64"))
    #expect(claim.isOfThisArchitecture != other.isOfThisArchitecture)
    #expect(try failClaim(complete).isOfThisArchitecture)
}

@Test func readsTheFilesThatAScriptIsGranted() throws {
    let needs = try FileNeeds("mount=ro:/data mount=rw:/a/b scratch=16MiB busy mount=overlay:/o collect=/out", path: "x.py")
    #expect(needs.isBusy)
    #expect(needs.needs == [
        .mount(.readOnly, at: "/data"), .mount(.readWrite, at: "/a/b"), .scratch(bytes: 16 << 20),
        .mount(.overlay, at: "/o"), .collect(at: "/out"),
    ])
    #expect(try failClaim(complete).settings.files.needs.isEmpty)
}

@Test(arguments: ["mount", "mount=/data", "mount=wo:/data", "mount=ro:data", "scratch=1", "collect=out", "files"])
func refusesAGrantThatCannotBeRead(text: String) {
    #expect(throws: CorpusError.self) { try FileNeeds(text, path: "x.py") }
}

@Test func readsALimitClaim() throws {
    let text = "# It spins.\n# limits: cpu=1s wall=2500ms memory=64MiB output=10KiB threads=0\n# verdict: cpuTime, wallTime\n# control: none\n"
    let claim = try LimitClaim(ScriptHeader(source: Array(text.utf8), path: "x.py"), path: "x.py")
    #expect(claim.verdicts == ["cpuTime", "wallTime"])
    #expect(claim.settings.bounds.processorTime == .seconds(1))
    #expect(claim.settings.bounds.wallTime == .milliseconds(2_500))
    #expect(claim.settings.bounds.memoryBytes == 64 << 20)
    #expect(claim.settings.bounds.outputBytes == 10 << 10)
    #expect(claim.settings.bounds.threads == 0)
}

@Test(arguments: ["cpu=1", "cpu=0s", "cpu=-1s", "wall=1m", "memory=64", "memory=64MB", "cpu=1s cpu=2s", "speed=1s", "threads=-1", "cpu", "cpu=1s=2s"])
func refusesALimitThatCannotBeRead(text: String) {
    #expect(throws: CorpusError.self) { try RunBounds(text, path: "x.py") }
}

@Test(arguments: ["", "# verdict: tired\n", "# verdict: cpuTime\n# control: python3\n"])
func refusesALimitClaimThatSaysTooLittle(text: String) {
    #expect(throws: CorpusError.self) {
        try LimitClaim(ScriptHeader(source: Array(("# It spins.\n" + text).utf8), path: "x.py"), path: "x.py")
    }
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
    #expect(bare.neededLayer == nil)
    let layered = try ScriptHeader(source: Array("# It warns.\n# needs-layer: audit\n".utf8), path: "x.py")
    #expect(try SucceedClaim(layered, path: "x.py").neededLayer == .audit)
    let wrong = try ScriptHeader(source: Array("# It warns.\n# needs-layer: some\n".utf8), path: "x.py")
    #expect(throws: CorpusError.self) { try SucceedClaim(wrong, path: "x.py") }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
