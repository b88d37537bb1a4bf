/// One refused operation, as the worker tells it. Everything in it is the worker's claim.
public struct Denial: Sendable, Equatable {
    /// The layer that refused.
    public var layer: Layer
    /// What was tried, such as `import ctypes` or `audit event os.system`.
    public var operation: String
    /// The rule that refused it, such as `whitelist standard` or `never listed`.
    public var rule: String
    /// The grant or whitelist line that would allow it, or why none can.
    public var remedy: String
    /// The file and line of the innermost frame of the script, `nil` where no frame of it is live.
    public var file: String?
    /// In the file, from 1.
    public var line: Int?

    /// Each as the property of its name.
    public init(layer: Layer, operation: String, rule: String, remedy: String, file: String? = nil, line: Int? = nil) {
        self.layer = layer
        self.operation = operation
        self.rule = rule
        self.remedy = remedy
        self.file = file
        self.line = line
    }
}
