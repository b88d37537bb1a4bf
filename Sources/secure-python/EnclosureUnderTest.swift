import CorpusRunner
import Policy
import SecurePython
import Synchronization

/// Runs each script of a corpus in a worker of its own; with the language layer off, in a fork of a worker that is
/// kept, since such a worker imports the whole standard library before it is ready.
final class EnclosureUnderTest: ScriptEnclosure {
    private let whitelist: Whitelist
    private let level: EnclosureLevel
    private let idle = Mutex<[(kind: Kind, worker: KeptWorker)]>([])

    /// What is settled when a worker is made.
    private struct Kind: Equatable {
        let absentLayers: Set<Layer>
        let hasFiles: Bool
        let hasMounts: Bool
    }

    var user: UInt32 { Sandbox.defaultWorkerUser }

    init(whitelist: Whitelist, level: EnclosureLevel) {
        self.whitelist = whitelist
        self.level = level
    }

    func run(_ script: EnclosedScript) throws -> ObservedRun {
        let sandbox = Sandbox(
            whitelist: whitelist, unsafelyWithout: script.absentLayers, enclosure: level, limits: limits(script.bounds),
            files: script.files.map(granted))
        let request = ScriptRequest(
            origin: .file(name: script.fileName), source: script.source, arguments: script.arguments.map { Array($0.utf8) })
        guard script.absentLayers.contains(.language), script.standardInput == nil, script.bounds == RunBounds() else {
            return observed(try sandbox.runBlocking(request, input: script.standardInput.map { .bytes($0) } ?? .none))
        }
        let kind = Kind(
            absentLayers: script.absentLayers, hasFiles: !script.files.isEmpty,
            hasMounts: script.files.contains { if case .mount = $0 { true } else { false } })
        let kept = idle.withLock { idle in
            idle.firstIndex { $0.kind == kind }.map { idle.remove(at: $0).worker }
        }
        let worker = try kept ?? KeptWorker(sandbox)
        defer { if worker.isUsable { idle.withLock { $0.append((kind, worker)) } } }
        return observed(try worker.run(request, files: sandbox.files))
    }

    func end() { idle.withLock { $0 = [] } }

    private func observed(_ completion: Completion) -> ObservedRun {
        let report = completion.report
        return ObservedRun(
            standardOutput: completion.standardOutput, standardError: completion.standardError,
            verdict: report.verdict.name, exitStatus: report.exitStatus, standingLayers: report.standingLayers,
            processorTime: report.processorTime, wallTime: report.wallTime,
            denyingLayers: report.denials.map(\.layer))
    }

    private func granted(_ files: EnclosedFiles) -> GrantedFiles {
        switch files {
        case .mount(let host, let path, let access): .mount(host: host, at: path, access: access)
        case .scratch(let bytes): .scratch(bytes: bytes)
        case .collect(let path, let host): .collect(path: path, into: host)
        }
    }

    private func limits(_ bounds: RunBounds) -> RunLimits {
        var limits = RunLimits(wallTime: .seconds(30))
        if let time = bounds.processorTime { limits.processorTime = .atMost(time) }
        if let time = bounds.wallTime { limits.wallTime = .atMost(time) }
        if let bytes = bounds.memoryBytes { limits.memoryBytes = .atMost(bytes) }
        if let bytes = bounds.outputBytes { limits.outputBytes = .atMost(bytes) }
        if let threads = bounds.threads { limits.threads = .atMost(threads) }
        return limits
    }
}
