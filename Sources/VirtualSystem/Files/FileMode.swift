internal import Glibc
internal import PythonRuntime

/// The mode of `open`, checked as CPython checks it.
struct FileMode {
    let isText: Bool
    let reads: Bool
    let writes: Bool
    /// One of `r`, `w`, `x`, `a`.
    private let kind: Character

    /// The mode of the function `open`.
    init(_ text: String) throws(PythonError) {
        let letters = Array(text)
        guard Set(letters).count == letters.count, letters.allSatisfy({ "axrwb+t".contains($0) }) else {
            throw PythonError(.valueError, "invalid mode: '\(text)'")
        }
        guard !(letters.contains("b") && letters.contains("t")) else {
            throw PythonError(.valueError, "can't have text and binary mode at once")
        }
        let kinds = letters.filter { "axrw".contains($0) }
        guard let kind = kinds.first, kinds.count == 1 else {
            throw PythonError(.valueError, "must have exactly one of create/read/write/append mode")
        }
        self.init(kind: kind, isUpdating: letters.contains("+"), isText: !letters.contains("b"))
    }

    /// The mode of the class `FileIO`.
    init(raw text: String) throws(PythonError) {
        let kinds = text.filter { "axrw".contains($0) }
        guard text.allSatisfy({ "axrwb+".contains($0) }) else { throw PythonError(.valueError, "invalid mode: \(text)") }
        guard let kind = kinds.first, kinds.count == 1, text.count(where: { $0 == "+" }) <= 1 else {
            throw PythonError(
                .valueError, "Must have exactly one of create/read/write/append mode and at most one plus")
        }
        self.init(kind: kind, isUpdating: text.contains("+"), isText: false)
    }

    private init(kind: Character, isUpdating: Bool, isText: Bool) {
        self.kind = kind
        self.isText = isText
        reads = kind == "r" || isUpdating
        writes = kind != "r" || isUpdating
    }

    var isUpdating: Bool { reads && writes }

    /// What `FileIO` shows and takes.
    var rawText: String {
        // A file that `w` truncated is shown as one for updating, as CPython shows it.
        if kind == "w" { return isUpdating ? "rb+" : "wb" }
        return "\(kind)b" + (isUpdating ? "+" : "")
    }

    /// What `open` hands to `FileIO`.
    var openText: String { "\(kind)" + (isUpdating ? "+" : "") }

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
