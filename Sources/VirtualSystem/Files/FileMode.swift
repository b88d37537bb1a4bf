internal import Glibc
internal import PythonRuntime

/// The mode of the function `open`, checked as CPython checks it.
struct OpenMode {
    let isText: Bool
    /// What `open` hands to `FileIO`, which checks the rest.
    let rawText: String

    init(_ text: String) throws(PythonError) {
        // No valid one is longer.
        let letters = Array(text.prefix(8))
        guard Set(letters).count == text.unicodeScalars.count, letters.allSatisfy({ "axrwb+t".contains($0) }) else {
            throw PythonError(.valueError, "invalid mode: '\(text)'")
        }
        guard !(letters.contains("b") && letters.contains("t")) else {
            throw PythonError(.valueError, "can't have text and binary mode at once")
        }
        let raw = "xrwa+".filter(letters.contains)
        guard raw.count(where: { $0 != "+" }) <= 1 else {
            throw PythonError(.valueError, "must have exactly one of create/read/write/append mode")
        }
        isText = !letters.contains("b")
        rawText = raw
    }

    /// The class of buffers for such a file.
    var bufferName: String {
        if rawText.contains("+") { return "BufferedRandom" }
        return rawText == "r" ? "BufferedReader" : "BufferedWriter"
    }
}

/// The mode of the class `FileIO`, checked as CPython checks it.
struct FileMode {
    let reads: Bool
    let writes: Bool
    /// One of `r`, `w`, `x`, `a`.
    private let kind: Character

    init(_ text: String) throws(PythonError) {
        guard text.utf8.allSatisfy({ "axrwb+".utf8.contains($0) }) else {
            throw PythonError(.valueError, "invalid mode: \(text)")
        }
        let kinds = text.utf8.filter { "axrw".utf8.contains($0) }
        guard let kind = kinds.first, kinds.count == 1, text.utf8.count(where: { $0 == UInt8(ascii: "+") }) <= 1 else {
            throw PythonError(
                .valueError, "Must have exactly one of create/read/write/append mode and at most one plus")
        }
        self.kind = Character(UnicodeScalar(kind))
        reads = self.kind == "r" || text.contains("+")
        writes = self.kind != "r" || text.contains("+")
    }

    private var isUpdating: Bool { reads && writes }

    var appends: Bool { kind == "a" }

    /// What `FileIO` shows.
    var shownText: String {
        // A file that `w` truncated is shown as one for updating, as CPython shows it.
        if kind == "w" { return isUpdating ? "rb+" : "wb" }
        return "\(kind)b" + (isUpdating ? "+" : "")
    }

    /// The flags of `open(2)`.
    var flags: Int {
        var flags = O_CLOEXEC | (isUpdating ? O_RDWR : writes ? O_WRONLY : O_RDONLY)
        switch kind {
        case "w": flags |= O_CREAT | O_TRUNC
        case "x": flags |= O_CREAT | O_EXCL
        case "a": flags |= O_CREAT | O_APPEND
        default: break
        }
        return Int(flags)
    }
}
