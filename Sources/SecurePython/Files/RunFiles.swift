internal import Glibc
internal import Policy
internal import Wire

/// The host's part in the files of one run: what is granted, the requests that come for it, and the artefacts that it
/// leaves. Used by the run's loop alone, which it never blocks.
final class RunFiles {
    /// Turns readable when something that was begun has come to its end.
    let event: Event
    private let grants: [FileGrant]
    private let contents: [[UInt8]]
    private let servers: [HostMountNumber: FileServer]
    let artefacts: ArtefactIntake
    private let patience: Duration

    private var asked: (server: FileServer, deadline: MonotonicInstant)?
    /// The descriptor of the last answer, until it has surely been sent.
    private var lent: (server: FileServer, descriptor: OwnedDescriptor)?

    typealias FileServer = Lane<FileRequest, HostAnswer>

    /// - Throws: `SandboxError.Code.request` where something cannot be granted as it was asked.
    init(_ files: [GrantedFiles], limits: FileLimits) throws(SandboxError) {
        let setUp = try FileSetUp(files, limits: limits)
        event = setUp.event
        grants = setUp.grants
        contents = setUp.contents
        servers = setUp.servers
        artefacts = ArtefactIntake(collections: setUp.collections, limits: limits)
        patience = limits.patience
    }

    deinit { end() }

    /// The frames that tell the worker, one at a time.
    var feed: GrantFeed { GrantFeed(grants: grants, contents: contents) }

    // MARK: Requests

    /// Whether an answer is owed.
    var isAsked: Bool { asked != nil }

    /// Whether an artefact is being written, so that nothing more can be taken.
    var isTaking: Bool { artefacts.isTaking }

    /// When to give up what is under way.
    var deadline: MonotonicInstant { min(asked?.deadline ?? .never, artefacts.deadline) }

    /// The answer where there is one at once; else it comes later, by `takeAnswer`.
    func ask(_ request: FileRequest) -> HostAnswer? {
        giveBack()
        guard let server = servers[request.mount] else { return .failed(EBADF) }
        // Where the last request was given up, its file system has not come back to life.
        guard server.begin(request) else { return .failed(ETIMEDOUT) }
        asked = (server, .now.advanced(by: patience))
        return nil
    }

    func takeAnswer() -> HostAnswer? {
        guard let asked else { return nil }
        if let answer = asked.server.takeOutcome() {
            self.asked = nil
            lent = answer.descriptor.map { (asked.server, $0) }
            return answer
        }
        guard asked.deadline <= .now else { return nil }
        asked.server.giveUp()
        self.asked = nil
        return .failed(ETIMEDOUT)
    }

    /// Closing a file may block, and is left to whom it came from.
    private func giveBack() {
        if let lent { lent.server.close(lent.descriptor) }
        lent = nil
    }

    /// Waits a little until nothing half done is left in a folder of artefacts.
    func settle() {
        let deadline = MonotonicInstant.now.advanced(by: min(patience, .seconds(1)))
        while artefacts.abandon(), .now < deadline {
            var set = PollSet()
            _ = set.add(event.descriptor, reading: true)
            guard (try? set.wait(until: deadline)) != nil else { return }
            event.lower()
            artefacts.proceed()
        }
    }

    /// Closes all files, as far as their file systems let it.
    func end() {
        giveBack()
        for server in servers.values { server.end() }
        artefacts.end()
    }
}

/// The frames that tell a worker of its files, made when they can be sent, so that the host never holds them all.
struct GrantFeed {
    private let grants: [FileGrant]
    private let contents: [[UInt8]]
    private var index = 0
    /// Of the content, how much was told; `nil` before the grant itself.
    private var told: Int?

    init(grants: [FileGrant] = [], contents: [[UInt8]] = []) {
        self.grants = grants
        self.contents = contents
    }

    /// `nil` where everything was told.
    mutating func next() throws(WireError) -> [UInt8]? {
        guard index < grants.count else { return nil }
        guard let told else {
            let frame = try HostToChild.grant(grants[index]).encoded()
            if contents[index].isEmpty { index += 1 } else { self.told = 0 }
            return frame
        }
        let piece = Array(contents[index][told...].prefix(WireLimits.filePiece))
        self.told = told + piece.count
        if told + piece.count == contents[index].count {
            index += 1
            self.told = nil
        }
        return try HostToChild.grantBytes(piece).encoded()
    }
}
