/// One script to run, as the host hands it to a locked child.
public struct ScriptRequest: Sendable, Equatable {
    /// How the source was given; it decides the file name that tracebacks show.
    public enum Origin: Sendable, Equatable {
        /// `run FILE`: shown as `/app/NAME`.
        case file(name: String)
        /// `run -c CODE`: shown as `<string>`.
        case command
        /// `run -`: shown as `<stdin>`.
        case standardInput
    }

    public var origin: Origin
    /// The bytes of the script, decoded by CPython's own rules (BOM and coding cookie included).
    public var source: [UInt8]
    /// `sys.argv[1:]`, as raw bytes of the command line.
    public var arguments: [[UInt8]]

    public init(origin: Origin, source: [UInt8], arguments: [[UInt8]] = []) {
        self.origin = origin
        self.source = source
        self.arguments = arguments
    }

    /// `co_filename` of the script's code.
    public var displayPath: String {
        switch origin {
        case .file(let name): "/app/" + name
        case .command: "<string>"
        case .standardInput: "<stdin>"
        }
    }

    /// `sys.argv[0]`, as python3 sets it.
    public var argumentZero: String {
        switch origin {
        case .file(let name): "/app/" + name
        case .command: "-c"
        case .standardInput: "-"
        }
    }
}
