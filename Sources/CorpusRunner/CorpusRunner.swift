public import Policy
internal import Synchronization

/// One run that a corpus asks for.
public struct EnclosedScript: Sendable {
    public let source: [UInt8]
    public let fileName: String
    public let arguments: [String]
    /// `nil` grants none.
    public let standardInput: [UInt8]?
    public let absentLayers: Set<Layer>
    public let bounds: RunBounds
    public let files: [EnclosedFiles]
}

/// The enclosure under test, as the runner needs it.
public protocol ScriptEnclosure: Sendable {
    /// Whom scripts run as where this process is root.
    var user: UInt32 { get }

    /// Runs one script in a fresh run.
    ///
    /// - Throws: what kept the run from starting; a script's own failure is no error.
    func run(_ script: EnclosedScript) throws -> ObservedRun

    /// Ends whatever is kept from one run to the next. Called when all runs are over.
    func end()
}

/// Runs a corpus: every script inside the enclosure, and every one where nothing guards as well.
public struct CorpusRunner: Sendable {
    public struct Summary: Sendable {
        public var passed = 0
        public var failed = 0
        /// Attacks that were not tried: the layer that holds them is off, or they are of another architecture.
        public var setAside = 0
    }

    /// Those that may run beside anything else, then those that may not.
    private let phases: [[CorpusScript]]
    private let enclosure: any ScriptEnclosure
    private let absentLayers: Set<Layer>
    private let runsControls: Bool
    private let jobs: Int
    private let leftProcesses: LeftProcesses
    /// How much later than a limit a run may end.
    private let grace: Duration

    /// - Parameters:
    ///   - folder: a corpus, a part of it, or one script of it.
    ///   - filter: only scripts whose path contains this text.
    ///   - absentLayers: layers that are off in every run.
    ///   - jobs: how many scripts run at a time.
    public init(
        folder: String, filter: String?, enclosure: any ScriptEnclosure, absentLayers: Set<Layer>, runsControls: Bool,
        jobs: Int
    ) throws(CorpusError) {
        try self.init(
            folder: folder, filter: filter, enclosure: enclosure, absentLayers: absentLayers, runsControls: runsControls,
            jobs: jobs, leftProcesses: .ofThisProcess)
        try ProcessTree.adoptOrphans()
    }

    init(
        folder: String, filter: String?, enclosure: any ScriptEnclosure, absentLayers: Set<Layer>, runsControls: Bool,
        jobs: Int, leftProcesses: LeftProcesses, grace: Duration = .milliseconds(100)
    ) throws(CorpusError) {
        let all = try CorpusScript.find(under: folder)
        let scripts = all.filter { script in filter.map { script.shownPath.contains($0) } ?? true }
        guard !scripts.isEmpty else { throw CorpusError(path: folder, reason: "no script matches `\(filter ?? "")`") }
        phases = [scripts.filter { !$0.isGreedy }, scripts.filter { $0.isGreedy }]
        self.enclosure = enclosure
        self.absentLayers = absentLayers
        self.runsControls = runsControls
        self.jobs = max(1, min(jobs, 64))
        self.leftProcesses = leftProcesses
        self.grace = grace
    }

    enum Result {
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
        for scripts in phases {
            progress.withLock { $0.next = 0 }
            onThreads(jobs) { slot in
                while let script = progress.withLock({ take(&$0, of: scripts) }) {
                    let result = result(of: script, slot: slot)
                    progress.withLock { record(result, script.shownPath, &$0, report) }
                }
            }
        }
        enclosure.end()
        if phases.contains(where: { $0.contains { $0.isGreedy } }) {
            let left = leftProcesses.descendants()
            let result = left.isEmpty ? Result.passed : .failed("all runs are over, and these are left: \(left)")
            progress.withLock { record(result, "processes", &$0, report) }
        }
        return progress.withLock { $0.summary }
    }

    private func record(_ result: Result, _ name: String, _ progress: inout Progress, _ report: (String) -> Void) {
        switch result {
        case .passed: progress.summary.passed += 1
        case .setAside: progress.summary.setAside += 1
        case .failed(let reason):
            progress.summary.failed += 1
            report("FAILED \(name): \(reason)")
        }
    }

    private func take(_ progress: inout Progress, of scripts: [CorpusScript]) -> CorpusScript? {
        guard progress.next < scripts.count else { return nil }
        progress.next += 1
        return scripts[progress.next - 1]
    }

    func result(of script: CorpusScript, slot: Int) -> Result {
        do {
            let source = try HostFiles.read(script.path)
            let header = try ScriptHeader(source: source, path: script.shownPath)
            switch script.kind {
            case .fail, .kernel:
                return try attack(script, source, FailClaim(header, kind: script.kind, path: script.shownPath), slot)
            case .limits, .crashers:
                return try limited(script, source, LimitClaim(header, path: script.shownPath))
            case .succeed, .everyday:
                return try success(script, source, SucceedClaim(header, path: script.shownPath), slot)
            }
        } catch {
            return .failed("\(error)")
        }
    }

    private func attack(_ script: CorpusScript, _ source: [UInt8], _ claim: FailClaim, _ slot: Int) throws -> Result {
        let layers = absentLayers.union(claim.settings.absentLayers)
        let ownLayerIsOff = layers.contains(claim.heldBy)
        guard claim.isOfThisArchitecture else { return .setAside }
        // Only what the language layer holds is promised twice, and only for what is tangible.
        if ownLayerIsOff, claim.heldBy != .language || claim.goal != .tangible { return .setAside }
        for variant in claim.variants.isEmpty ? [nil] : claim.variants.map(Optional.some) {
            guard let reason = try attack(script, source, claim, variant, without: layers, slot) else { continue }
            return .failed((variant.map { "with \($0): " } ?? "") + reason)
        }
        return .passed
    }

    private func attack(
        _ script: CorpusScript, _ source: [UInt8], _ claim: FailClaim, _ variant: String?, without layers: Set<Layer>,
        _ slot: Int
    ) throws -> String? {
        let target = try Target(owner: enclosure.user, needs: claim.needs, variant: variant, files: claim.settings.files)
        let run = try enclosed(script, source, target.arguments, target.files, claim.settings, without: layers)
        let reason = Judgement.attack(
            run, claim: claim, nonce: target.nonce, anyException: layers.contains(claim.heldBy))
        if let reason = reason ?? target.trace(run) { return reason }
        return runsControls ? try control(script, source, claim, variant, slot) : nil
    }

    private func enclosed(
        _ script: CorpusScript, _ source: [UInt8], _ arguments: [String], _ files: GrantedFolders,
        standardInput: [UInt8]? = nil, _ settings: RunSettings, without layers: Set<Layer>
    ) throws -> ObservedRun {
        let run = try enclosure.run(
            EnclosedScript(
                source: source, fileName: script.fileName, arguments: arguments, standardInput: standardInput,
                absentLayers: layers, bounds: settings.bounds, files: files.grants))
        guard run.standingLayers.isDisjoint(with: layers) else {
            throw CorpusError(path: script.shownPath, reason: "a layer that was switched off stood: \(run.standingLayers)")
        }
        return run
    }

    private func control(
        _ script: CorpusScript, _ source: [UInt8], _ claim: FailClaim, _ variant: String?, _ slot: Int
    ) throws -> String? {
        let layers: Set<Layer>
        switch claim.control {
        case .plainPython:
            let python = PlainPython(slot: slot)
            let target = try Target(owner: python.user, needs: claim.needs, variant: variant, files: claim.settings.files)
            let run = try python.run(
                source: source, arguments: target.controlArguments, standardInput: nil, in: target.enclosingFolder)
            return Judgement.control(run, nonce: target.nonce, place: "plain python3")
        case .withoutLanguage: layers = absentLayers.union([.language, .kernel])
        case .withoutKernel: layers = Set(Layer.allCases)
        }
        let target = try Target(owner: enclosure.user, needs: claim.needs, variant: variant, files: claim.settings.files)
        let run = try enclosed(script, source, target.arguments, target.files, claim.settings, without: layers)
        let names = layers.map(\.rawValue).sorted().joined(separator: ", ")
        return Judgement.control(run, nonce: target.nonce, place: "the worker without \(names)")
    }

    /// A run that is ended for what it uses, and what it must not have harmed.
    private func limited(_ script: CorpusScript, _ source: [UInt8], _ claim: LimitClaim) throws -> Result {
        let layers = absentLayers.union(claim.settings.absentLayers)
        let target = try Target(owner: enclosure.user, needs: [], files: claim.settings.files)
        let run = try enclosed(script, source, target.arguments, target.files, claim.settings, without: layers)
        if let reason = Judgement.limit(run, claim: claim, grace: grace) ?? target.trace(run) { return .failed(reason) }
        let left = leftProcesses.orphans()
        guard left.isEmpty else { return .failed("a run has ended, and these are left: \(left)") }
        let next = try enclosure.run(
            EnclosedScript(
                source: Array("print(6 * 7)\n".utf8), fileName: "next.py", arguments: [], standardInput: nil,
                absentLayers: absentLayers, bounds: RunBounds(), files: []))
        guard next.verdict == "ok", next.standardOutput == Array("42\n".utf8) else {
            return .failed("the next run is not unaffected: it ended as \(next.verdict)")
        }
        return .passed
    }

    private func success(
        _ script: CorpusScript, _ source: [UInt8], _ claim: SucceedClaim, _ slot: Int
    ) throws -> Result {
        if let layer = claim.neededLayer, absentLayers.contains(layer) { return .setAside }
        let expectedPath = script.path.dropLast(".py".count) + ".expected"
        let expected = HostFiles.kind(String(expectedPath)) == .file ? try HostFiles.read(String(expectedPath)) : nil
        func judge(_ run: ObservedRun, _ place: String) -> String? {
            Judgement.success(
                run, exitStatus: claim.exitStatus, expected: expected, saysOK: script.kind == .succeed, place: place)
        }
        let target = try Target(owner: enclosure.user, needs: [], files: claim.settings.files)
        let run = try enclosed(
            script, source, claim.arguments + target.files.places, target.files, standardInput: claim.standardInput,
            claim.settings, without: absentLayers.union(claim.settings.absentLayers))
        if let reason = judge(run, "the worker") ?? target.trace(run) { return .failed(reason) }
        guard runsControls else { return .passed }
        let python = PlainPython(slot: slot)
        let own = try Target(owner: python.user, needs: [], files: claim.settings.files)
        let control = try python.run(
            source: source, arguments: claim.arguments + own.files.placesOnHost, standardInput: claim.standardInput,
            in: own.folder)
        if let reason = judge(control, "plain python3") { return .failed(reason) }
        return .passed
    }
}
