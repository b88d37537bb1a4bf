import Glibc

/// What the command itself has to say, on stderr.
enum Complaint {
    static func print(_ text: String) { write("secure-python: " + text.escapedForTerminal + "\n") }

    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            written += count
        }
    }
}

extension String {
    /// The text with everything escaped that could move a cursor, fake a line or turn the reading direction.
    var escapedForTerminal: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
