public import Policy
internal import Synchronization

/// Runs each tangible attack under `fail/` with each one of the layers off in turn, and says by what it was held.
public struct LayerTable: Sendable {
    public struct Row: Sendable {
        public let attack: String
        /// What held the attack with this layer off, `nil` where nothing did.
        public let heldBy: [Layer: String]
    }

    private let scripts: [CorpusScript]
    private let enclosure: any ScriptEnclosure
    private let jobs: Int

    private struct Progress {
        var next = 0
        var rows: [Row] = []
    }

    /// - Parameters:
    ///   - folder: a corpus, a part of it, or one script of it.
    ///   - filter: only scripts whose path contains this text.
    ///   - jobs: how many scripts run at a time.
    public init(folder: String, filter: String?, enclosure: any ScriptEnclosure, jobs: Int) throws(CorpusError) {
        scripts = try CorpusScript.find(under: folder).filter { script in
            script.kind == .fail && (filter.map { script.shownPath.contains($0) } ?? true)
        }
        guard !scripts.isEmpty else { throw CorpusError(path: folder, reason: "no attack matches `\(filter ?? "")`") }
        self.enclosure = enclosure
        self.jobs = max(1, min(jobs, 64))
    }

    /// The rows in the order of their paths; `report` gets one line for each attack that was not held, as it happens.
    public func fill(report: @escaping @Sendable (String) -> Void) -> [Row] {
        let progress = Mutex(Progress())
        onThreads(jobs) { _ in
            while let script = progress.withLock({ take(&$0) }) {
                do {
                    guard let (row, failures) = try row(of: script) else { continue }
                    progress.withLock { progress in
                        progress.rows.append(row)
                        failures.forEach(report)
                    }
                } catch {
                    progress.withLock { progress in
                        progress.rows.append(Row(attack: script.shownPath, heldBy: [:]))
                        report("FAILED \(script.shownPath): \(error)")
                    }
                }
            }
        }
        enclosure.end()
        return progress.withLock { $0.rows.sorted { $0.attack < $1.attack } }
    }

    private func take(_ progress: inout Progress) -> CorpusScript? {
        guard progress.next < scripts.count else { return nil }
        progress.next += 1
        return scripts[progress.next - 1]
    }

    /// `nil` for an attack on authority, which only the language layer holds.
    private func row(of script: CorpusScript) throws -> (Row, failures: [String])? {
        let source = try HostFiles.read(script.path)
        let header = try ScriptHeader(source: source, path: script.shownPath)
        let claim = try FailClaim(header, kind: script.kind, path: script.shownPath)
        guard claim.goal == .tangible, claim.isOfThisArchitecture else { return nil }
        var heldBy: [Layer: String] = [:]
        var failures: [String] = []
        for layer in Layer.allCases {
            do {
                heldBy[layer] = try cell(script, source, claim, without: layer)
            } catch {
                failures.append("FAILED \(script.shownPath) without \(layer.rawValue): \(error.reason)")
            }
        }
        return (Row(attack: script.shownPath, heldBy: heldBy), failures)
    }

    /// What held an attack with a layer off; the last of its words, where it has several.
    private func cell(
        _ script: CorpusScript, _ source: [UInt8], _ claim: FailClaim, without layer: Layer
    ) throws(NotHeld) -> String {
        let layers = claim.settings.absentLayers.union([layer])
        var holder = ""
        for variant in claim.variants.isEmpty ? [nil] : claim.variants.map(Optional.some) {
            let run: ObservedRun
            let target: Target
            do {
                target = try Target(
                    owner: enclosure.user, needs: claim.needs, variant: variant, files: claim.settings.files)
                run = try enclosure.run(
                    EnclosedScript(
                        source: source, fileName: script.fileName, arguments: target.arguments, standardInput: nil,
                        absentLayers: layers, bounds: claim.settings.bounds, files: target.files.grants))
            } catch {
                throw NotHeld(reason: "\(error)")
            }
            guard run.standingLayers == Set(Layer.allCases).subtracting(layers) else {
                throw NotHeld(reason: "the layers that stood are \(run.standingLayers.map(\.rawValue).sorted())")
            }
            holder = try Self.holder(of: run, without: layer, claim: claim, nonce: target.nonce)
            if let trace = target.trace(run) { throw NotHeld(reason: trace) }
        }
        return holder
    }

    struct NotHeld: Error { let reason: String }

    /// What held an attack. The layer is the one that a denial names; where none does, an exception of the system
    /// with the language layer off is the kernel's own, and any other is the language's.
    static func holder(
        of run: ObservedRun, without layer: Layer, claim: FailClaim, nonce: String
    ) throws(NotHeld) -> String {
        let words = AttackProtocol(output: run.standardOutput, nonce: nonce).words
        if words.contains(.escaped) { throw NotHeld(reason: "ESCAPED") }
        guard words.first == .mark else { throw NotHeld(reason: "ended before its forbidden act, as \(run.verdict)") }
        switch words.dropFirst().first {
        case nil:
            if run.verdict == "forbiddenSystemCall" { return "killed (kernel)" }
            // An attack that is to end the interpreter, or to leave it in order, is held where it does just that.
            let end = run.verdict == "ok" ? "exit" : run.verdict
            if case .verdict(let names) = claim.expectation, names.contains(end) { return end }
            throw NotHeld(reason: "died in its forbidden act without a word, as \(run.verdict)")
        case .held(let type) where words.count == 2:
            let isOfSystem = type.hasSuffix("OSError") || systemErrors.contains(type)
            let holder = run.denyingLayers.last ?? (layer != .language ? .language : isOfSystem ? .kernel : nil)
            return holder.map { "\(type) (\($0.rawValue))" } ?? type
        default: throw NotHeld(reason: "said \(words)")
        }
    }

    /// Subclasses of OSError, and what native modules raise for a call that failed.
    private static let systemErrors: Set<String> = [
        "PermissionError", "FileNotFoundError", "ProcessLookupError", "ChildProcessError", "BlockingIOError",
        "ConnectionRefusedError", "OperationalError", "error", "URLError", "SSLError",
    ]
}

extension LayerTable {
    /// The table in Markdown.
    public static func text(_ rows: [Row]) -> String {
        let head = "| attack | " + Layer.allCases.map { "without \($0.rawValue)" }.joined(separator: " | ") + " |\n"
            + "|---" + String(repeating: "|---", count: Layer.allCases.count) + "|\n"
        return rows.reduce(into: head) { text, row in
            let cells = Layer.allCases.map { row.heldBy[$0] ?? "**not held**" }
            text += "| \(row.attack) | " + cells.joined(separator: " | ") + " |\n"
        }
    }

    /// One line for each layer: how many attacks were held without it, and by what.
    public static func summary(_ rows: [Row]) -> [String] {
        Layer.allCases.map { layer in
            var counts: [String: Int] = [:]
            for row in rows { counts[kind(of: row.heldBy[layer]), default: 0] += 1 }
            let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
            return "without \(layer.rawValue): " + parts.joined(separator: ", ")
        }
    }

    private static func kind(of cell: String?) -> String {
        guard let cell else { return "not held" }
        guard let start = cell.lastIndex(of: "("), cell.last == ")" else { return "without effect" }
        return "by \(cell[cell.index(after: start)...].dropLast())"
    }
}
