internal import CPython
internal import CPythonShims
internal import PythonRuntime

/// What python3 checks of a script's bytes, and shows of its lines, by reading the file.
enum SourceText {
    /// - Throws: `SyntaxError` for null bytes, and for text that is no UTF-8 and declares no encoding.
    static func check(_ source: [UInt8], path: String) throws(PythonError) {
        if let line = lineNumber(in: source, of: { $0 == 0 }) {
            throw try syntaxError("source code cannot contain null bytes", path: path, line: line)
        }
        guard !declaresEncoding(source), String(validating: source, as: UTF8.self) == nil else { return }
        var line = 1
        var end = source.startIndex
        while end < source.endIndex {
            let bytes = source[end...].prefix { $0 != newline }
            if String(validating: bytes, as: UTF8.self) == nil {
                let first = bytes.first { $0 >= 0x80 } ?? 0
                throw PythonError(
                    .syntaxError,
                    "Non-UTF-8 code starting with '\\x\(String(first, radix: 16))' in file \(path) on line \(line), "
                        + "but no encoding declared; see https://peps.python.org/pep-0263/ for details")
            }
            line += 1
            end = bytes.endIndex + 1
        }
    }

    private static let newline = UInt8(ascii: "\n")

    /// Fills in the line of a syntax error that the compiler would have read from the file.
    static func showingLine(of error: PythonError, in source: [UInt8]) throws(PythonError) -> PythonError {
        guard error.matches(.syntaxError) else { return error }
        let exception = error.exceptionObject()
        let number = try exception.attribute("lineno")
        guard try exception.attribute("text").isNone, number.isInteger else { return error }
        guard let line = line(try number.integer(), of: source), !line.contains(0) else { return error }
        let text = try checked(newString(String(decoding: line, as: UTF8.self) + "\n"))
        try exception.setAttribute("text", text)
        return .instance(exception)
    }

    /// The lines count from 1.
    private static func line(_ number: Int, of source: [UInt8]) -> ArraySlice<UInt8>? {
        guard number > 0 else { return nil }
        var rest = source[...]
        for _ in 1..<number {
            guard let end = rest.firstIndex(of: newline) else { return nil }
            rest = rest[(end + 1)...]
        }
        return rest.prefix { $0 != newline }
    }

    private static func lineNumber(in source: [UInt8], of isWanted: (UInt8) -> Bool) -> Int? {
        guard let index = source.firstIndex(where: isWanted) else { return nil }
        return source[..<index].count { $0 == newline } + 1
    }

    /// A coding cookie in one of the first two lines, as PEP 263 has it, or near enough to leave the
    /// rest to CPython.
    private static func declaresEncoding(_ source: [UInt8]) -> Bool {
        source.split(separator: newline, maxSplits: 2, omittingEmptySubsequences: false).prefix(2).contains {
            let line = String(decoding: $0, as: UTF8.self)
            return line.contains("#") && (line.contains("coding:") || line.contains("coding="))
        }
    }

    private static func syntaxError(_ message: String, path: String, line: Int) throws(PythonError) -> PythonError {
        let lock = InterpreterLock()
        let details = try lock.list()
        try details.append(lock.string(path))
        try details.append(lock.integer(line))
        try details.append(lock.integer(0))
        try details.append(lock.none)
        return .instance(try lock.exceptionClass(.syntaxError).call(lock.string(message), details.asTuple()))
    }
}
