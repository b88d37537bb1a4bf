internal import Glibc
internal import LinuxShims
internal import Synchronization

/// Very many runs in a row, a tenth of them hostile, in search of what a run leaves behind in the host: descriptors,
/// threads, processes, memory, files.
public struct Endurance: Sendable {
    /// What the host holds when no run is under way.
    public struct Sample: Sendable, Equatable {
        public var runs = 0
        public var descriptors = 0
        public var threads = 0
        public var processes = 0
        /// Of the heap, in use.
        public var heapBytes = 0
        /// Once what is free was given back.
        public var residentBytes = 0
        /// Of this process and of the user that scripts run as, in the folders for such files and for shared memory.
        public var files = 0

        public var text: String {
            "\(runs) runs: \(descriptors) descriptors, \(threads) threads, \(processes) processes, "
                + "\(heapBytes >> 10) KiB of heap, \(residentBytes >> 10) KiB resident, \(files) temporary files"
        }
    }

    public struct Outcome: Sendable {
        public var samples: [Sample] = []
        public var hostileRuns = 0
        public var failures = 0
        public var duration = Duration.zero
    }

    private let runner: CorpusRunner
    private let enclosure: any ScriptEnclosure
    private let hostile: [CorpusScript]
    private let runs: Int
    private let jobs: Int

    private static let rounds = 10
    /// Of the heap in use, between the end of the first round and of the last: 10,000 runs leak less than 7 bytes each.
    private static let allowedHeapGrowth = 64 << 10
    /// Of what is resident.
    private static let allowedResidentGrowth = 8 << 20
    private static let greeting = EnclosedScript(
        source: Array("import json, re\nprint(json.dumps(re.findall('[0-9]+', 'a1b22c333')))\n".utf8), fileName: "greeting.py",
        arguments: [], standardInput: nil, absentLayers: [], bounds: RunBounds(), files: [])
    private static let greetingOutput = Array("[\"1\", \"22\", \"333\"]\n".utf8)

    /// - Parameters:
    ///   - folder: the corpora, of which hostile scripts are taken in turn.
    ///   - runs: how many there are to be in all; scripts that need several count once.
    public init(folder: String, enclosure: any ScriptEnclosure, runs: Int, jobs: Int) throws(CorpusError) {
        // Whether limits are kept to the millisecond is for the corpus itself to say, on a machine that is not busy.
        runner = try CorpusRunner(
            folder: folder, filter: nil, enclosure: enclosure, absentLayers: [], runsControls: false, jobs: jobs,
            leftProcesses: .ofThisProcess, grace: .seconds(5))
        try ProcessTree.adoptOrphans()
        self.enclosure = enclosure
        self.runs = max(Self.rounds, runs)
        self.jobs = max(1, min(jobs, 64))
        hostile = try Self.hostileScripts(in: folder, count: self.runs / 10)
    }

    /// Scripts of every hostile kind in turn, those that use up a processor less often since they take the longest.
    static func hostileScripts(in folder: String, count: Int) throws(CorpusError) -> [CorpusScript] {
        let kinds = Dictionary(grouping: try CorpusScript.find(under: folder), by: \.kind).mapValues { $0.shuffled() }
        let shares: [CorpusScript.Kind] = [.fail, .crashers, .kernel, .fail, .limits]
        let scripts = (0..<count).compactMap { index in
            kinds[shares[index % shares.count]].map { $0[index / shares.count % $0.count] }
        }
        guard scripts.count == count else {
            throw CorpusError(path: folder, reason: "must have the corpora fail, kernel, limits and crashers")
        }
        return scripts
    }

    /// Runs all; `report` gets a line for each failure and for each round.
    public func run(report: @escaping @Sendable (String) -> Void) -> Outcome {
        var outcome = Outcome()
        let clock = ContinuousClock()
        let start = clock.now
        guard spl_share_heap() == 0 else {
            report("FAILED the heap of this process cannot be measured")
            outcome.failures = 1
            return outcome
        }
        let failures = Mutex(0)
        for round in 1...Self.rounds {
            let range = runs * (round - 1) / Self.rounds..<runs * round / Self.rounds
            let next = Mutex(range.lowerBound)
            onThreads(jobs) { slot in
                while true {
                    let index = next.withLock { next in
                        defer { next += 1 }
                        return next
                    }
                    guard index < range.upperBound else { return }
                    guard let failure = failure(ofRun: index, slot: slot) else { continue }
                    failures.withLock { count in
                        count += 1
                        report("FAILED \(failure)")
                    }
                }
            }
            enclosure.end()
            let sample = sample(after: range.upperBound)
            report(sample.text)
            outcome.samples.append(sample)
        }
        outcome.hostileRuns = hostile.count
        outcome.duration = clock.now - start
        for leak in Self.leaks(outcome.samples) {
            report("FAILED \(leak)")
            failures.withLock { $0 += 1 }
        }
        outcome.failures = failures.withLock { $0 }
        return outcome
    }

    /// Every tenth run is a hostile one.
    private func failure(ofRun index: Int, slot: Int) -> String? {
        if index % 10 == 9 {
            let script = hostile[index / 10]
            if case .failed(let reason) = runner.result(of: script, slot: slot) { return "\(script.shownPath): \(reason)" }
            return nil
        }
        do {
            let run = try enclosure.run(Self.greeting)
            guard run.verdict == "ok", run.standardOutput == Self.greetingOutput else {
                return "run \(index): ended as \(run.verdict)"
            }
            return nil
        } catch {
            return "run \(index): \(error)"
        }
    }

    private func sample(after runs: Int) -> Sample {
        let heap = spl_heap_in_use()
        return Sample(
            runs: runs,
            descriptors: (try? HostFiles.list("/proc/self/fd").count) ?? -1,
            threads: (try? HostFiles.list("/proc/self/task").count) ?? -1,
            processes: ProcessTree.descendants().count,
            heapBytes: Int(clamping: heap),
            residentBytes: Self.residentBytes(),
            files: HostFiles.temporaryFiles(of: enclosure.user).count)
    }

    private static func residentBytes() -> Int {
        let fields = ((try? HostFiles.read("/proc/self/statm")) ?? []).split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return -1 }
        return pages * Int(getpagesize())
    }

    /// What grew from round to round, in words.
    static func leaks(_ samples: [Sample]) -> [String] {
        guard let first = samples.first, let last = samples.last else { return ["nothing was measured"] }
        var leaks: [String] = []
        for sample in samples {
            if sample.processes != 0 { leaks.append("after \(sample.runs) runs \(sample.processes) processes are left") }
            if sample.threads != first.threads { leaks.append("after \(sample.runs) runs there are \(sample.threads) threads") }
            if sample.descriptors != first.descriptors {
                leaks.append("after \(sample.runs) runs there are \(sample.descriptors) descriptors, at first \(first.descriptors)")
            }
            if sample.files != 0 { leaks.append("after \(sample.runs) runs \(sample.files) temporary files are left") }
            if sample.residentBytes <= 0 || sample.descriptors < 0 { leaks.append("/proc cannot be read") }
        }
        if last.heapBytes > first.heapBytes + allowedHeapGrowth {
            leaks.append("the heap in use grew from \(first.heapBytes) to \(last.heapBytes) bytes")
        }
        if last.residentBytes > first.residentBytes + allowedResidentGrowth {
            leaks.append("resident memory grew from \(first.residentBytes) to \(last.residentBytes) bytes")
        }
        return leaks
    }
}
