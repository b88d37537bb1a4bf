public import Policy

/// The files that a script of the corpus is granted, `# files: mount=ro:/data scratch=16MiB collect=/out busy`.
struct FileNeeds: Equatable {
    enum Need: Equatable {
        case mount(FileAccess, at: String)
        case scratch(bytes: Int)
        case collect(at: String)
    }

    /// In the order in which the header names them.
    let needs: [Need]
    /// The host changes its folders while the script runs.
    let isBusy: Bool

    init(_ text: String, path: String) throws(CorpusError) {
        var needs: [Need] = []
        var isBusy = false
        for word in text.split(separator: " ").map(String.init) {
            if word == "busy" {
                isBusy = true
                continue
            }
            guard let need = Self.need(word) else {
                throw CorpusError(
                    path: path, reason: "`# files:` has `\(word)`, which is none of mount=ro:/PATH, mount=rw:/PATH, "
                        + "mount=overlay:/PATH, scratch=SIZE, collect=/PATH and busy")
            }
            needs.append(need)
        }
        self.needs = needs
        self.isBusy = isBusy
    }

    private static func need(_ word: String) -> Need? {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "mount":
            let access = parts[1].firstWord(before: ":")
            guard let access = accesses[access], parts[1].contains(":/") else { return nil }
            return .mount(access, at: String(parts[1].drop { $0 != "/" }))
        case "scratch": return RunBounds.bytes(parts[1]).map { .scratch(bytes: $0) }
        case "collect": return parts[1].hasPrefix("/") ? .collect(at: parts[1]) : nil
        default: return nil
        }
    }

    private static let accesses: [String: FileAccess] = ["ro": .readOnly, "rw": .readWrite, "overlay": .overlay]
}

/// A part of the tree of files that a run is granted.
public enum EnclosedFiles: Sendable, Equatable {
    case mount(host: String, at: String, access: FileAccess)
    /// At /tmp.
    case scratch(bytes: Int)
    case collect(path: String, into: String)
}
