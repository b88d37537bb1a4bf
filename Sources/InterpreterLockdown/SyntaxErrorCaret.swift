internal import CPython
internal import PythonRuntime

/// How far CPython's own printer underlines a syntax error: the traceback module differs from it where the error
/// ends on a later line, before its start, or beyond the text.
enum SyntaxErrorCaret {
    /// The line of carets to show in place of another; `nil` where the exception is no syntax error with a text.
    static func line(for exception: borrowing PythonReference, inPlaceOf shown: String) throws(PythonError) -> String? {
        guard PyErr_GivenExceptionMatches(exception.pointer, ExceptionKind.syntaxError.classPointer) != 0,
            shown.allSatisfy({ " ^\n".contains($0) }), shown.last == "\n"
        else { return nil }
        let text = try exception.attribute("text")
        guard text.isString, let start = try number(exception, "offset"), let line = try number(exception, "lineno")
        else { return nil }
        let source = try text.string()
        // Before the text, the traceback module shows no carets, and what was shown is the text.
        guard start > source.prefix(while: { " \n\u{c}".contains($0) }).count else { return nil }
        let size = source.utf8.count
        var end = -1
        if exception.type().pointer == ExceptionKind.syntaxError.classPointer {
            end = try number(exception, "end_offset") ?? -1
            end = try number(exception, "end_lineno") ?? line > line ? size : min(end, size + 1)
        }
        let width = end > 0 && end > start ? end - start : 1
        return shown.prefix { $0 == " " } + String(repeating: "^", count: width) + "\n"
    }

    private static func number(_ exception: borrowing PythonReference, _ name: String) throws(PythonError) -> Int? {
        guard let value = try exception.attributeIfPresent(name), value.isInteger else { return nil }
        return try value.integer()
    }
}
