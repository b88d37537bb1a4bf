internal import Policy

/// What a script under `fail/` or `kernel/` claims: that its forbidden act is refused.
struct FailClaim: Equatable {
    enum Goal: String {
        /// A file, a socket, a process: something outside the interpreter.
        case tangible
        /// An object inside the interpreter that a script must never hold.
        case authority
    }

    enum Expectation: Equatable {
        /// The script itself sees one of these exceptions and prints its name.
        case held([String])
        /// The run is ended from outside, with one of these verdicts.
        case verdict([String])
    }

    enum Control: String {
        /// The attack must work on a plain interpreter.
        case plainPython = "python3"
        /// The attack is on a part that only this package has: it must work with that layer off.
        case withoutLanguage = "without-language"
        /// The attack needs what only a worker has: it must work there with all three layers off.
        case withoutKernel = "without-kernel"
    }

    let goal: Goal
    let heldBy: Layer
    let expectation: Expectation
    let control: Control
    let settings: RunSettings
    /// `# needs: process sockets`: what it aims at beyond the files and the port that each attack is given.
    let needs: Set<Target.Need>
    /// `# only: x86-64`: the attack is on something that other architectures do not have.
    let isOfThisArchitecture: Bool
    /// `# each: execve execveat`: the attack is tried once with each of these words as its last argument.
    let variants: [String]

    init(_ header: ScriptHeader, kind: CorpusScript.Kind, path: String) throws(CorpusError) {
        func value(_ key: String) throws(CorpusError) -> String {
            guard let value = header[key], !value.isEmpty else {
                throw CorpusError(path: path, reason: "the header lacks `# \(key): ...`")
            }
            return value
        }
        func wrong(_ key: String, _ value: String) -> CorpusError {
            CorpusError(path: path, reason: "`# \(key): \(value)` is not one of the known values")
        }
        _ = try value("family")
        let goalText = try value("goal")
        guard let goal = Goal(rawValue: goalText) else { throw wrong("goal", goalText) }
        let heldByText = try value("held-by")
        guard let heldBy = Layer(rawValue: heldByText.firstWord(before: ":")) else { throw wrong("held-by", heldByText) }
        let controlText = try value("control")
        guard let control = Control(rawValue: controlText.firstWord(before: ":")) else { throw wrong("control", controlText) }
        var needs: Set<Target.Need> = []
        for word in (header["needs"] ?? "").split(separator: " ") {
            guard let need = Target.Need(rawValue: String(word)) else { throw wrong("needs", String(word)) }
            needs.insert(need)
        }
        self.goal = goal
        self.heldBy = heldBy
        self.control = control
        self.needs = needs
        let only = header["only"]
        guard only == nil || only == "x86-64" || only == "aarch64" else { throw wrong("only", only ?? "") }
        isOfThisArchitecture = only.map { $0 == Self.architecture } ?? true
        variants = (header["each"] ?? "").split(separator: " ").map(String.init)
        // Native code is what the kernel layer is for: it must hold it alone.
        settings = try RunSettings(header, unsaid: kind == .kernel ? [.language, .audit] : [], path: path)
        if header["verdict"] != nil, header["expect"] == nil {
            expectation = .verdict(try Verdicts.read(value("verdict"), path: path))
        } else {
            expectation = try Self.expectation(value("expect"), path: path)
        }
    }

    #if arch(x86_64)
        private static let architecture = "x86-64"
    #else
        private static let architecture = "aarch64"
    #endif

    private static func expectation(_ text: String, path: String) throws(CorpusError) -> Expectation {
        guard text.hasPrefix("HELD ") else { return .verdict(try Verdicts.read(text, path: path)) }
        let types = text.dropFirst("HELD ".count).split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard !types.contains("") else {
            throw CorpusError(path: path, reason: "`# expect: HELD` names no exception type")
        }
        return .held(types)
    }
}

/// The names of verdicts that end a run without a word of the script; `exit` is the run's orderly end.
enum Verdicts {
    private static let known: Set<String> = [
        "exit", "exception", "denied", "cpuTime", "wallTime", "memory", "output", "hostCalls", "crashed",
        "forbiddenSystemCall", "hostFault",
    ]

    /// Reads names with commas between them.
    static func read(_ text: String, path: String) throws(CorpusError) -> [String] {
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard let unknown = names.first(where: { !known.contains($0) }) else { return names }
        throw CorpusError(
            path: path, reason: "`\(unknown)` is neither `HELD ExceptionType, ...` nor one of the verdicts \(known.sorted())")
    }
}

/// How a script of any folder wants to be run.
struct RunSettings: Equatable {
    /// Layers that are off for this script, `# without: language audit`.
    let absentLayers: Set<Layer>
    /// `# limits: ...`.
    let bounds: RunBounds
    /// `# files: ...`.
    let files: FileNeeds

    /// - Parameter unsaid: the layers that are off where the header does not say `without`.
    init(_ header: ScriptHeader, unsaid: Set<Layer> = [], path: String) throws(CorpusError) {
        bounds = try RunBounds(header["limits"] ?? "", path: path)
        files = try FileNeeds(header["files"] ?? "", path: path)
        guard let text = header["without"] else {
            absentLayers = unsaid
            return
        }
        var layers: Set<Layer> = []
        for word in text.split(separator: " ") {
            guard let layer = Layer(rawValue: String(word)) else {
                throw CorpusError(path: path, reason: "`# without:` names `\(word)`, which is no layer")
            }
            layers.insert(layer)
        }
        absentLayers = layers
    }
}
