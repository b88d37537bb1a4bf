public import Policy
internal import Synchronization

/// The enclosure under test, as the runner needs it.
public protocol ScriptEnclosure: Sendable {
    /// Whom scripts run as where this process is root.
    var user: UInt32 { get }

    /// Runs one script in a fresh run with the given layers off.
    ///
    /// - Throws: what kept the run from starting; a script's own failure is no error.
    func run(
        source: [UInt8], fileName: String, arguments: [String], standardInput: [UInt8]?, without layers: Set<Layer>
    ) throws -> ObservedRun
}

/// Runs a corpus: every script inside the enclosure, and every one where nothing guards as well.
public struct CorpusRunner: Sendable {
    public struct Summary: Sendable {
        public var passed = 0
        public var failed = 0
        /// Attacks that were not tried because the layer that holds them is off.
        public var setAside = 0
    }

    private let scripts: [CorpusScript]
    private let enclosure: any ScriptEnclosure
    private let absentLayers: Set<Layer>
    private let runsControls: Bool
    private let jobs: Int

    /// - Parameters:
    ///   - folder: a corpus, a part of it, or one script of it.
    ///   - filter: only scripts whose path contains this text.
    ///   - absentLayers: layers that are off in every run.
    ///   - jobs: how many scripts run at a time.
    public init(
        folder: String, filter: String?, enclosure: any ScriptEnclosure, absentLayers: Set<Layer>, runsControls: Bool,
        jobs: Int
    ) throws(CorpusError) {
        let all = try CorpusScript.find(under: folder)
        scripts = all.filter { script in filter.map { script.shownPath.contains($0) } ?? true }
        guard !scripts.isEmpty else { throw CorpusError(path: folder, reason: "no script matches `\(filter ?? "")`") }
        self.enclosure = enclosure
        self.absentLayers = absentLayers
        self.runsControls = runsControls
        self.jobs = max(1, min(jobs, 64))
    }

    private enum Result {
        case passed
        case setAside
        case failed(String)
    }

    private struct Progress {
        var next = 0
        var summary = Summary()
    }

    /// Runs all scripts; `report` gets one line for each failure as it happens, one call at a time.
    public func run(report: @escaping @Sendable (String) -> Void) -> Summary {
        let progress = Mutex(Progress())
        onThreads(jobs) { slot in
            while let script = progress.withLock({ take(&$0) }) {
                let result = result(of: script, slot: slot)
                progress.withLock { progress in
                    switch result {
                    case .passed: progress.summary.passed += 1
                    case .setAside: progress.summary.setAside += 1
                    case .failed(let reason):
                        progress.summary.failed += 1
                        report("FAILED \(script.shownPath): \(reason)")
                    }
                }
            }
        }
        return progress.withLock { $0.summary }
    }

    private func take(_ progress: inout Progress) -> CorpusScript? {
        guard progress.next < scripts.count else { return nil }
        progress.next += 1
        return scripts[progress.next - 1]
    }

    private func result(of script: CorpusScript, slot: Int) -> Result {
        do {
            let source = try HostFiles.read(script.path)
            let header = try ScriptHeader(source: source, path: script.shownPath)
            switch script.kind {
            case .fail:
                return try attack(script, source, FailClaim(header, path: script.shownPath), slot)
            case .succeed, .everyday:
                return try success(script, source, SucceedClaim(header, path: script.shownPath), slot)
            }
        } catch {
            return .failed("\(error)")
        }
    }

    private func attack(_ script: CorpusScript, _ source: [UInt8], _ claim: FailClaim, _ slot: Int) throws -> Result {
        let ownLayerIsOff = absentLayers.contains(claim.heldBy)
        // Only what the language layer holds is promised twice, and only for what is tangible.
        if ownLayerIsOff, claim.heldBy != .language || claim.goal != .tangible { return .setAside }
        let target = try Target(owner: enclosure.user)
        let run = try enclosed(script, source, target.arguments, without: absentLayers)
        let reason = Judgement.attack(run, claim: claim, nonce: target.nonce, anyException: ownLayerIsOff)
        if let reason = reason ?? target.trace() { return .failed(reason) }
        if runsControls, let reason = try control(script, source, claim, slot) { return .failed(reason) }
        return .passed
    }

    private func enclosed(
        _ script: CorpusScript, _ source: [UInt8], _ arguments: [String], standardInput: [UInt8]? = nil,
        without layers: Set<Layer>
    ) throws -> ObservedRun {
        let run = try enclosure.run(
            source: source, fileName: script.fileName, arguments: arguments, standardInput: standardInput, without: layers)
        guard run.standingLayers.isDisjoint(with: layers) else {
            throw CorpusError(path: script.shownPath, reason: "a layer that was switched off stood: \(run.standingLayers)")
        }
        return run
    }

    private func control(_ script: CorpusScript, _ source: [UInt8], _ claim: FailClaim, _ slot: Int) throws -> String? {
        switch claim.control {
        case .plainPython:
            let python = PlainPython(slot: slot)
            let target = try Target(owner: python.user)
            let run = try python.run(
                source: source, arguments: target.arguments, standardInput: nil, in: target.enclosingFolder)
            return Judgement.control(run, nonce: target.nonce, place: "plain python3")
        case .withoutLanguage:
            let target = try Target(owner: enclosure.user)
            let run = try enclosed(script, source, target.arguments, without: absentLayers.union([.language]))
            return Judgement.control(run, nonce: target.nonce, place: "the worker without the language layer")
        }
    }

    private func success(
        _ script: CorpusScript, _ source: [UInt8], _ claim: SucceedClaim, _ slot: Int
    ) throws -> Result {
        let expectedPath = script.path.dropLast(".py".count) + ".expected"
        let expected = HostFiles.kind(String(expectedPath)) == .file ? try HostFiles.read(String(expectedPath)) : nil
        func judge(_ run: ObservedRun, _ place: String) -> String? {
            Judgement.success(
                run, exitStatus: claim.exitStatus, expected: expected, saysOK: script.kind == .succeed, place: place)
        }
        let run = try enclosed(
            script, source, claim.arguments, standardInput: claim.standardInput, without: absentLayers)
        if let reason = judge(run, "the worker") { return .failed(reason) }
        guard runsControls else { return .passed }
        let python = PlainPython(slot: slot)
        let target = try Target(owner: python.user)
        let control = try python.run(
            source: source, arguments: claim.arguments, standardInput: claim.standardInput, in: target.folder)
        if let reason = judge(control, "plain python3") { return .failed(reason) }
        return .passed
    }
}
