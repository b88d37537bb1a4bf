/// All that a worker needs to know before it may run a script. Resolved by the host; the worker
/// reads no policy file.
public struct ScriptPolicy: Sendable, Equatable {
    public var whitelist: Whitelist
    /// Audit events that the armed hook lets pass; every other name is refused.
    public var allowedAuditEvents: Set<String>
    /// Whether `input` and `sys.stdin` reach the stdin that the host granted.
    public var grantsStandardInput: Bool
    /// Whether scripts may import modules that the host serves from a source root.
    public var servesSourceRoot: Bool
    /// Layers that the caller switched off by `--unsafe-without`.
    public var absentLayers: Set<Layer>
    public var enclosure: EnclosureOrder
    public var budget: WorkerBudget
    public var repeatability: Repeatability
    /// Bounds of the script's tree; `nil` where no file is granted, so that there is no `open` either.
    public var files: FileQuota?
    /// Whether processes serve sessions: what each of them needs is then made ready once.
    public var servesSessions: Bool

    public init(
        whitelist: Whitelist,
        allowedAuditEvents: Set<String>,
        grantsStandardInput: Bool = false,
        servesSourceRoot: Bool = false,
        absentLayers: Set<Layer> = [],
        enclosure: EnclosureOrder = .none,
        budget: WorkerBudget = .unlimited,
        repeatability: Repeatability = .none,
        files: FileQuota? = nil,
        servesSessions: Bool = false
    ) {
        self.whitelist = whitelist
        self.allowedAuditEvents = allowedAuditEvents
        self.grantsStandardInput = grantsStandardInput
        self.servesSourceRoot = servesSourceRoot
        self.absentLayers = absentLayers
        self.enclosure = enclosure
        self.budget = budget
        self.repeatability = repeatability
        self.files = files
        self.servesSessions = servesSessions
    }
}
