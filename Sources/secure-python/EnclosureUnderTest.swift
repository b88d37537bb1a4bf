import CorpusRunner
import Policy
import SecurePython
import Synchronization

/// Runs each script of a corpus in a worker of its own; with the language layer off, in a fork of a worker that is
/// kept, since such a worker imports the whole standard library before it is ready.
final class EnclosureUnderTest: ScriptEnclosure {
    private let whitelist: Whitelist
    private let level: EnclosureLevel
    private let idle = Mutex<[(absentLayers: Set<Layer>, worker: KeptWorker)]>([])

    var user: UInt32 { Sandbox.defaultWorkerUser }

    init(whitelist: Whitelist, level: EnclosureLevel) {
        self.whitelist = whitelist
        self.level = level
    }

    func run(_ script: EnclosedScript) throws -> ObservedRun {
        let sandbox = Sandbox(
            whitelist: whitelist, unsafelyWithout: script.absentLayers, enclosure: level, limits: limits(script.bounds))
        let request = ScriptRequest(
            origin: .file(name: script.fileName), source: script.source, arguments: script.arguments.map { Array($0.utf8) })
        guard script.absentLayers.contains(.language), script.standardInput == nil, script.bounds == RunBounds() else {
            return observed(try sandbox.run(request, input: script.standardInput.map { .bytes($0) } ?? .none))
        }
        let kept = idle.withLock { idle in
            idle.firstIndex { $0.absentLayers == script.absentLayers }.map { idle.remove(at: $0).worker }
        }
        let worker = try kept ?? KeptWorker(sandbox)
        defer { if worker.isUsable { idle.withLock { $0.append((script.absentLayers, worker)) } } }
        return observed(try worker.run(request))
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
