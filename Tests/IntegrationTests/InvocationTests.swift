import Testing

@testable import secure_python

@Suite struct InvocationTests {
    private func invocation(_ arguments: String...) -> Invocation { Invocation(arguments.map { Array($0.utf8) }) }

    @Test func optionsEndAtTheScript() {
        let file = invocation("run", "--whitelist", "minimal", "--report=x", "a.py", "--help")
        #expect(file.parserArguments == ["run", "--whitelist", "minimal", "--report=x", "--", "a.py", "--help"])
        #expect(file.scriptAndArguments == [Array("a.py".utf8), Array("--help".utf8)])
        #expect(file.code == nil)
        #expect(file.runsScript)
    }

    @Test func optionsEndAtTheCode() {
        let code = invocation("run", "-c", "print()", "-c", "--", "x")
        #expect(code.parserArguments == ["run", "-c", "print()", "--", "-c", "--", "x"])
        #expect(code.code == Array("print()".utf8))
        #expect(code.scriptAndArguments.count == 3)
    }

    @Test func aDoubleDashOfTheUsersStays() {
        let dashed = invocation("run", "--", "-odd-name.py", "--")
        #expect(dashed.parserArguments == ["run", "--", "-odd-name.py", "--"])
        #expect(dashed.scriptAndArguments == [Array("-odd-name.py".utf8), Array("--".utf8)])
    }

    @Test func theScriptMayBeADash() {
        #expect(invocation("run", "-", "-").scriptAndArguments == [Array("-".utf8), Array("-".utf8)])
    }

    @Test func whatRunsNoScriptStartsNoWorker() {
        for other in [invocation(), invocation("run"), invocation("run", "--help"), invocation("test", "x"), invocation("run", "-c")] {
            #expect(!other.runsScript)
        }
    }

    @Test func textOfOthersCannotMoveTheCursor() {
        #expect("a\u{1b}[2J\n\u{7f}\u{202e}\u{2066}\u{200b}\u{9b}ü漢\u{2028}".escapedForTerminal
            == "a\\u{1b}[2J\\u{a}\\u{7f}\\u{202e}\\u{2066}\\u{200b}\\u{9b}ü漢\\u{2028}")
    }
}
