internal import CPython
internal import CPythonShims
internal import Policy
internal import PythonRuntime

/// Compiles the statements of a session, and remembers what they imported from `__future__`.
struct StatementCompiler {
    private var features: Int32 = 0

    /// A statement whose value is wanted.
    mutating func compileValued(
        _ statement: Statement, trees: borrowing PythonReference, lock: borrowing InterpreterLock
    ) throws(PythonError) -> ValuedCode {
        let code = try ValuedCode(
            statement.source, isExpression: statement.form == .expression, path: statement.displayPath, features: Int(features),
            trees: trees, lock: lock)
        features |= Int32(truncatingIfNeeded: code.features)
        return code
    }

    /// `nil` where the text is the beginning of a statement that needs more lines.
    mutating func compile(_ statement: Statement) throws(PythonError) -> KeptReference? {
        let name = try InterpreterLock().string(statement.displayPath)
        try SourceText.check(statement.source, path: statement.displayPath)
        // The compiler tries to read the line of an error from a file of the statement's name, which is no file's.
        spy_refuse_quietly("open")
        defer { spy_refuse_quietly(nil) }
        do {
            switch statement.form {
            case .script: return KeptReference(try compile(statement.source, name, start: Py_file_input, flags: 0))
            case .expression: return KeptReference(try compile(statement.source, name, start: Py_eval_input, flags: 0))
            case .interactive: return try compileTyped(statement.source, name)
            }
        } catch {
            throw try SourceText.showingLine(of: error, in: statement.source)
        }
    }

    /// As `codeop.compile_command`: what is an error as it stands, and none with one more line, needs more lines.
    private mutating func compileTyped(
        _ source: [UInt8], _ name: borrowing PythonReference
    ) throws(PythonError) -> KeptReference? {
        let text = Self.isBlank(source) ? Array("pass".utf8) : source
        let flags = spy_flags_incomplete_input()
        do {
            return KeptReference(try compile(text, name, start: Py_single_input, flags: flags))
        } catch {
            guard error.matches(.syntaxError), try isIncomplete(text, name, flags: flags) else { throw error }
            return nil
        }
    }

    private func isIncomplete(
        _ text: [UInt8], _ name: borrowing PythonReference, flags: Int32
    ) throws(PythonError) -> Bool {
        var trial = self
        do {
            _ = try trial.compile(text + Array("\n".utf8), name, start: Py_single_input, flags: flags)
            return true
        } catch {
            guard error.matches(.syntaxError) else { return false }
            return try error.exceptionObject().text().contains("incomplete input")
        }
    }

    private mutating func compile(
        _ source: [UInt8], _ name: borrowing PythonReference, start: Int32, flags: Int32
    ) throws(PythonError) -> PythonReference {
        let name = name.pointer
        return try checked(
            (source + [0]).withUnsafeBytes { bytes in
                spy_compile_statement(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? spy_empty_string(), name, start, flags, &features)
            })
    }

    /// Nothing but blank lines and comments.
    private static func isBlank(_ source: [UInt8]) -> Bool {
        source.split(separator: UInt8(ascii: "\n")).allSatisfy { line in
            let first = line.first { ![0x20, 0x09, 0x0c, 0x0d].contains($0) }
            return first == nil || first == UInt8(ascii: "#")
        }
    }
}
