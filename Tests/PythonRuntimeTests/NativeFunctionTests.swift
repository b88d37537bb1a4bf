import PythonRuntime
import Testing

@Suite("Native functions behave as functions", .serialized)
struct NativeFunctionTests {
    private func function(
        _ signature: NativeSignature, _ lock: borrowing InterpreterLock,
        _ body: @escaping NativeImplementation
    ) throws(PythonError) -> PythonReference {
        try NativeFunctions(lock: lock).type.function("probe", signature, "Answers.", body)
    }

    @Test("Arguments are bound by position, by name, by default and by star")
    func binding() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let probe = try function("(a, b=2, *rest, c=3, **others)", lock) { call throws(PythonError) in
                let parts = try [
                    String(call.integer(0)), String(call.integer(1, default: 2)), call.object(2).representation(),
                    String(call.integer(3, default: 3)), call.object(4).representation(),
                ]
                return try call.lock.string(parts.joined(separator: " "))
            }
            let arguments = try lock.list()
            for value in 1...4 { try arguments.append(lock.integer(value)) }
            let keywords = try lock.dictionary()
            try keywords.setValue(lock.integer(9), forKey: "c")
            try keywords.setValue(lock.integer(8), forKey: "d")
            #expect(try probe.call(lock.integer(1)).string() == "1 2 () 3 {}")
            #expect(try probe.call(arguments: arguments.asTuple(), keywords: keywords).string() == "1 2 (3, 4) 9 {'d': 8}")
        }
    }

    @Test("Missing, surplus, doubled and unknown arguments are TypeErrors")
    func wrongArguments() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let probe = try function("(a, /, b=1)", lock) { call throws(PythonError) in call.lock.none }
            let one = try lock.integer(1)
            expectError(.typeError) { () throws(PythonError) in _ = try probe.call() }
            expectError(.typeError) { () throws(PythonError) in _ = try probe.call(one, one, one) }
            for name in ["a", "b", "c"] {
                let keywords = try lock.dictionary()
                try keywords.setValue(one, forKey: name)
                let positional = try lock.pair(one, one)
                expectError(.typeError) { () throws(PythonError) in
                    _ = try probe.call(arguments: positional, keywords: keywords)
                }
            }
        }
    }

    @Test("A thrown error is the exception that the caller sees")
    func errors() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let refusing = try function("()", lock) { call throws(PythonError) in
                throw PythonError.system(2, path: "/nowhere")
            }
            do throws(PythonError) {
                _ = try refusing.call()
                Issue.record("nothing was thrown")
            } catch {
                #expect(error.matches(.osError))
                let text = try error.exceptionObject().text()
                #expect(text == "[Errno 2] No such file or directory: '/nowhere'")
            }
        }
    }

    @Test("A native function has a name, a docstring and a signature, and nothing that leads elsewhere")
    func surface() {
        RunningInterpreter.withLock { lock throws(PythonError) in
            let probe = try function("(a, b=1)", lock) { call throws(PythonError) in call.lock.none }
            let value1 = try probe.attribute("__name__").string()
            #expect(value1 == "probe")
            let value2 = try probe.attribute("__text_signature__").string()
            #expect(value2 == "(a, b=1)")
            for name in ["__self__", "__globals__", "__closure__", "__code__", "__dict__", "__get__"] {
                let isAbsent = switch try probe.attributeIfPresent(name) {
                case .none: true
                case .some: false
                }
                #expect(isAbsent, "\(name)")
            }
            expectError(.typeError) { () throws(PythonError) in _ = try probe.type().call() }
            expectError(.attributeError) { () throws(PythonError) in try probe.setAttribute("x", lock.none) }
            expectError(.typeError) { () throws(PythonError) in try probe.type().setAttribute("x", lock.none) }
        }
    }
}
