internal import Policy

/// The zygotes of a pool, the one used last at the end.
struct ZygoteShelf {
    struct Key: Hashable {
        let tenant: String
        let grantsInput: Bool
        var isForSessions = false
    }

    private let configuration: WorkerPool.Configuration
    private let sandbox: Sandbox
    private struct Entry {
        let key: Key
        let zygote: WarmZygote
        /// How many before it did not come up, the last in a row.
        let failedStarts: Int
    }

    private var zygotes: [Entry] = []
    /// Those that take no new runs, until they are gone.
    private var leaving: [WarmZygote] = []
    private var isClosed = false

    /// A worker that did not come up so often in a row is tried no more than once in so long, and not for each run that waits.
    private static let failedStarts = 3
    private static let startPause = Duration.milliseconds(500)

    init(_ sandbox: Sandbox, _ configuration: WorkerPool.Configuration) {
        self.sandbox = sandbox
        self.configuration = configuration
    }

    mutating func zygote(_ key: Key) throws(SandboxError) -> WarmZygote {
        guard !isClosed else { throw SandboxError(.request, "The pool was shut down.") }
        var failedStarts = 0
        if let index = zygotes.firstIndex(where: { $0.key == key }) {
            let entry = zygotes[index]
            if let failure = entry.zygote.startFailure {
                failedStarts = entry.failedStarts + 1
                if failedStarts >= Self.failedStarts, .now < entry.zygote.born.advanced(by: Self.startPause) { throw failure }
            }
            let isOld = Int(clamping: entry.zygote.forks) >= configuration.runsPerZygote
                || entry.zygote.born.advanced(by: configuration.zygoteAge) <= .now
            if entry.zygote.isUsable, !isOld {
                if index < zygotes.count - 1 { zygotes.append(zygotes.remove(at: index)) }
                return entry.zygote
            }
            retire(at: index)
        }
        let zygote = try WarmZygote(
            .init(
                sandbox: sandbox, grantsInput: key.grantsInput, isForSessions: key.isForSessions, spare: configuration.readyChildren,
                processes: (key.isForSessions ? configuration.sessions : configuration.concurrency) + configuration.readyChildren,
                preload: configuration.preload))
        zygotes.append(Entry(key: key, zygote: zygote, failedStarts: failedStarts))
        while zygotes.count > configuration.tenants * 4 { retire(at: 0) }
        return zygote
    }

    private mutating func retire(at index: Int) {
        let zygote = zygotes.remove(at: index).zygote
        zygote.retire()
        leaving.removeAll { $0.isGone }
        leaving.append(zygote)
    }

    /// - Returns: whatever may have processes; the same when called again.
    mutating func close() -> [WarmZygote] {
        isClosed = true
        return zygotes.map(\.zygote) + leaving
    }

    /// When all are gone.
    mutating func forget() { (zygotes, leaving) = ([], []) }
}
