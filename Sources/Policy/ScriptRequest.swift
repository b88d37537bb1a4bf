public import PythonValues

/// A value that a script finds under a name.
public struct NamedValue: Sendable, Hashable {
    /// A plain Python name.
    public var name: String
    /// What the script finds.
    public var value: PythonValue

    /// A value under a plain Python name.
    public init(_ name: String, _ value: PythonValue) {
        self.name = name
        self.value = value
    }
}

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

    /// How the source was given.
    public var origin: Origin
    /// The bytes of the script, decoded by CPython's own rules (BOM and coding cookie included).
    public var source: [UInt8]
    /// `sys.argv[1:]`, as raw bytes of the command line.
    public var arguments: [[UInt8]]

    /// Global variables that the script begins with, by their names.
    public var inputs: [NamedValue]
    /// Whether the value of the script's last statement is asked for, where that is an expression.
    public var returnsValue: Bool
    /// Whether the source is one expression, whose value is asked for, and no statements.
    public var isExpression: Bool

    /// Each as the property of its name.
    public init(
        origin: Origin, source: [UInt8], arguments: [[UInt8]] = [], inputs: [NamedValue] = [], returnsValue: Bool = false,
        isExpression: Bool = false
    ) {
        self.origin = origin
        self.source = source
        self.arguments = arguments
        self.inputs = inputs
        self.returnsValue = returnsValue || isExpression
        self.isExpression = isExpression
    }

    /// A script from text.
    ///
    /// - Parameters:
    ///   - name: what tracebacks call its file, beneath `/app`; without one, they show `<string>`.
    ///   - arguments: `sys.argv[1:]`.
    ///   - inputs: global variables that it begins with, by plain Python names.
    ///   - returnsValue: whether the value of its last statement is asked for.
    public init(
        _ code: String, name: String? = nil, arguments: [String] = [], inputs: [String: PythonValue] = [:],
        returnsValue: Bool = true
    ) {
        self.init(
            origin: name.map { .file(name: $0) } ?? .command, source: Array(code.utf8), arguments: arguments.map { Array($0.utf8) },
            inputs: inputs.sorted { $0.key < $1.key }.map { NamedValue($0.key, $0.value) }, returnsValue: returnsValue)
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

extension ScriptRequest: ExpressibleByStringLiteral {
    public init(stringLiteral code: String) { self.init(code) }
}
