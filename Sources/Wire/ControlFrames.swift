package import Policy

/// What one side must know of the other's build before they work together.
package struct WorkerIdentity: Sendable, Equatable {
    package var version: String
    package var protocolRevision: UInt16
    /// Major and minor version of the CPython that the worker holds, such as `3.11`. Empty from a host.
    package var python: String

    package init(
        version: String = BuildIdentity.version, protocolRevision: UInt16 = BuildIdentity.protocolRevision,
        python: String = ""
    ) {
        self.version = version
        self.protocolRevision = protocolRevision
        self.python = python
    }

    package func isSameBuild(as other: WorkerIdentity) -> Bool {
        version == other.version && protocolRevision == other.protocolRevision
    }

    static let payloadLimit = 256
    private static let textLimit = 64

    func write(into writer: inout ByteWriter) throws(WireError) {
        // First, so that any two revisions can read one another's.
        writer.unsigned16(protocolRevision)
        try writer.text(version, upTo: Self.textLimit, "version")
        try writer.text(python, upTo: Self.textLimit, "python version")
    }

    init(from reader: inout ByteReader) throws(WireError) {
        protocolRevision = try reader.unsigned16()
        version = try reader.text(upTo: Self.textLimit, "version")
        python = try reader.text(upTo: Self.textLimit, "python version")
    }
}

/// What a zygote does ahead of its first run.
package struct Preparation: Sendable, Equatable {
    /// Modules to import.
    package var preload: [ModuleName]
    /// Whether it is for many runs, so that each of them is worth more than its start.
    ///
    /// Its children then wait after their result until the host, which asks the kernel what they used, lets them go.
    package var isKept: Bool

    package init(preload: [ModuleName] = [], isKept: Bool = false) {
        self.preload = preload
        self.isKept = isKept
    }

    func write(into writer: inout ByteWriter) throws(WireError) {
        try writer.count(preload.count, upTo: WireLimits.policyModules, "preload list")
        for name in preload { try writer.moduleName(name) }
        writer.flag(isKept)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        preload = []
        for _ in 0..<(try reader.count(upTo: WireLimits.policyModules, "preload list")) {
            preload.append(try reader.moduleName())
        }
        isKept = try reader.flag("kept")
    }
}

/// Control socket, from the host.
package enum HostToZygote: WireFrame, Equatable {
    /// Bring the interpreter up under this policy; once, first.
    case start(host: WorkerIdentity, policy: ScriptPolicy, preparation: Preparation)
    /// Fork a child for this run; its channel's descriptor travels with the frame. `isAhead`: there is time until the run,
    /// which the child spends on what would slow it down.
    case run(UInt32, isAhead: Bool)
    /// A process that a session copied itself into is this run; its process descriptor travels with the frame. Its end is
    /// to be reported as a child's.
    case adopt(UInt32)

    package static func payloadLimit(ofType type: UInt8) -> Int? {
        switch type {
        case 1: WireLimits.startFrame
        case 2: 5
        case 3: 4
        default: nil
        }
    }

    package var type: UInt8 {
        switch self {
        case .start: 1
        case .run: 2
        case .adopt: 3
        }
    }

    package func writePayload(into writer: inout ByteWriter) throws(WireError) {
        switch self {
        case .start(let host, let policy, let preparation):
            try host.write(into: &writer)
            try writer.policy(policy)
            try preparation.write(into: &writer)
        case .run(let run, let isAhead):
            writer.unsigned32(run)
            writer.flag(isAhead)
        case .adopt(let run): writer.unsigned32(run)
        }
    }

    package init(type: UInt8, payload: inout ByteReader) throws(WireError) {
        switch type {
        case 1:
            let host = try WorkerIdentity(from: &payload)
            let policy = try payload.policy()
            self = .start(host: host, policy: policy, preparation: try Preparation(from: &payload))
        case 2: self = .run(try payload.unsigned32(), isAhead: try payload.flag("ahead"))
        case 3: self = .adopt(try payload.unsigned32())
        default: throw .unknownFrame(type: type)
        }
    }
}

/// How a child ended, as the kernel told the zygote.
package struct ChildEnd: Sendable, Equatable {
    /// The status of wait(2), undecoded.
    package var status: Int32
    package var userMicroseconds: UInt64
    package var systemMicroseconds: UInt64
    package var peakKibibytes: UInt64

    package init(status: Int32, userMicroseconds: UInt64, systemMicroseconds: UInt64, peakKibibytes: UInt64) {
        self.status = status
        self.userMicroseconds = userMicroseconds
        self.systemMicroseconds = systemMicroseconds
        self.peakKibibytes = peakKibibytes
    }
}

/// Control socket, to the host.
package enum ZygoteToHost: WireFrame, Equatable {
    /// First, before the host sends anything.
    case hello(WorkerIdentity)
    /// The interpreter is up; these layers stand.
    case ready(layers: Set<Layer>, enclosure: EnclosureReport)
    /// A part could not be put up. The worker ends.
    case failed(part: String, reason: String)
    /// The child of this run exists; its process descriptor travels with the frame.
    case started(run: UInt32)
    case ended(run: UInt32, end: ChildEnd)
    /// No child could be made, with the error number.
    case refused(run: UInt32, error: Int32)

    package static func payloadLimit(ofType type: UInt8) -> Int? {
        switch type {
        case 1: WorkerIdentity.payloadLimit
        case 2: 4
        case 3: 8 + 2 * WireLimits.claimLength
        case 4: 4
        case 5: 32
        case 6: 8
        default: nil
        }
    }

    package var type: UInt8 {
        switch self {
        case .hello: 1
        case .ready: 2
        case .failed: 3
        case .started: 4
        case .ended: 5
        case .refused: 6
        }
    }

    package func writePayload(into writer: inout ByteWriter) throws(WireError) {
        switch self {
        case .hello(let identity): try identity.write(into: &writer)
        case .ready(let layers, let enclosure):
            writer.layers(layers)
            writer.enclosureReport(enclosure)
        case .failed(let part, let reason):
            try writer.clippedText(part, upTo: WireLimits.claimLength, "part")
            try writer.clippedText(reason, upTo: WireLimits.claimLength, "reason")
        case .started(let run): writer.unsigned32(run)
        case .ended(let run, let end):
            writer.unsigned32(run)
            writer.signed32(end.status)
            writer.unsigned64(end.userMicroseconds)
            writer.unsigned64(end.systemMicroseconds)
            writer.unsigned64(end.peakKibibytes)
        case .refused(let run, let error):
            writer.unsigned32(run)
            writer.signed32(error)
        }
    }

    package init(type: UInt8, payload: inout ByteReader) throws(WireError) {
        switch type {
        case 1: self = .hello(try WorkerIdentity(from: &payload))
        case 2: self = .ready(layers: try payload.layers(), enclosure: try payload.enclosureReport())
        case 3:
            self = .failed(
                part: try payload.text(upTo: WireLimits.claimLength, "part"),
                reason: try payload.text(upTo: WireLimits.claimLength, "reason"))
        case 4: self = .started(run: try payload.unsigned32())
        case 5:
            self = .ended(
                run: try payload.unsigned32(),
                end: ChildEnd(
                    status: try payload.signed32(),
                    userMicroseconds: try payload.unsigned64(),
                    systemMicroseconds: try payload.unsigned64(),
                    peakKibibytes: try payload.unsigned64()))
        case 6: self = .refused(run: try payload.unsigned32(), error: try payload.signed32())
        default: throw .unknownFrame(type: type)
        }
    }
}
