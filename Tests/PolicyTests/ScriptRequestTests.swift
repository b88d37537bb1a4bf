import Policy
import Testing

@Suite struct ScriptRequestTests {
    @Test func showsPathsAsPythonDoes() {
        let file = ScriptRequest(origin: .file(name: "a.py"), source: [])
        #expect(file.displayPath == "/app/a.py")
        #expect(file.argumentZero == "/app/a.py")
        let command = ScriptRequest(origin: .command, source: [])
        #expect(command.displayPath == "<string>")
        #expect(command.argumentZero == "-c")
        let input = ScriptRequest(origin: .standardInput, source: [])
        #expect(input.displayPath == "<stdin>")
        #expect(input.argumentZero == "-")
    }
}
