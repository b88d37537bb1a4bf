/// One script of the corpus, found under a folder and not yet run.
struct CorpusScript: Sendable {
    /// The folder of the corpus decides what its scripts claim.
    enum Kind: String, Sendable {
        /// Native code at the kernel: an attack that runs with the language and audit layers off.
        case kernel
        /// A program that uses up what it may, and is ended with the verdict that says so.
        case limits
        /// A program that breaks the interpreter, and harms nobody else.
        case crashers
        /// An attack that must be refused.
        case fail
        /// A program that must work, and whose last line is `OK`.
        case succeed
        /// A program that must end with status 0.
        case everyday
    }

    /// Folders whose scripts need another program to run them, such as `reachability-walk` and build-scripts/run-cpython-tests.
    private static let foldersOfOtherPrograms: Set<String> = ["reachability", "cpython"]

    let path: String
    /// The path as the user's folder shows it.
    let shownPath: String
    let kind: Kind

    /// Whether it is to run among its like only: it uses up a processor, and what it leaves behind is looked for.
    var isGreedy: Bool { kind == .limits || kind == .crashers }

    var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// All scripts under a folder (or the one that the path names), in the order of their paths.
    ///
    /// A script outside the folders of `Kind` is an error: it would never be run.
    static func find(under root: String) throws(CorpusError) -> [CorpusScript] {
        let absolute = try HostFiles.absolute(root)
        var scripts: [CorpusScript] = []
        func visit(_ path: String, _ shown: String) throws(CorpusError) {
            switch HostFiles.kind(path) {
            case .folder:
                for name in try HostFiles.list(path) where !foldersOfOtherPrograms.contains(name) && name != "__pycache__" {
                    try visit(path + "/" + name, shown + "/" + name)
                }
            case .file where path.hasSuffix(".py"):
                guard let kind = path.split(separator: "/").dropLast().reversed().lazy.compactMap({ Kind(rawValue: String($0)) }).first
                else { throw CorpusError(path: shown, reason: "is in none of the folders fail, kernel, limits, crashers, succeed and everyday") }
                scripts.append(CorpusScript(path: path, shownPath: shown, kind: kind))
            default:
                break
            }
        }
        var shown = root
        while shown.count > 1, shown.last == "/" { shown.removeLast() }
        try visit(absolute, shown)
        guard !scripts.isEmpty else { throw CorpusError(path: root, reason: "holds no script of the corpus") }
        return scripts
    }
}
