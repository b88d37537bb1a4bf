public import PythonValues

/// Opens a session: one interpreter that runs statement after statement in one `__main__`.
public struct SessionRequest: Sendable, Equatable {
    /// `sys.argv[1:]`, as raw bytes of the command line.
    public var arguments: [[UInt8]]
    /// Whether SIGINT raises KeyboardInterrupt in what is running, as it does in python3. Where not, nothing handles it.
    public var isInterruptible: Bool

    public init(arguments: [[UInt8]] = [], isInterruptible: Bool) {
        self.arguments = arguments
        self.isInterruptible = isInterruptible
    }
}

/// One text to run in a session.
public struct Statement: Sendable, Equatable {
    /// How the text of a statement is meant.
    public enum Form: UInt8, Sendable, CaseIterable {
        /// Run as a script is: any number of statements, whose values are not shown.
        case script = 1
        /// Typed at a prompt: one statement, whose value is shown, and which may turn out to need more lines.
        case interactive = 2
        /// One expression.
        case expression = 3
    }

    /// Which of its session's this is. Tracebacks name it by it.
    public var number: UInt32
    /// The bytes of the text, without what ends its last line where `form` is `interactive`.
    public var source: [UInt8]
    /// How the text is meant.
    public var form: Form
    /// An interrupt that was meant for an earlier statement may have come too late for it, and is to be forgotten.
    public var followsInterrupt: Bool
    /// Global variables that are set before it, by their names.
    public var inputs: [NamedValue]
    /// Whether its value is to be sent: that of the last expression of a `script`, which need not have one.
    public var returnsValue: Bool

    /// Each as the property of its name.
    public init(
        number: UInt32, source: [UInt8], form: Form, followsInterrupt: Bool = false, inputs: [NamedValue] = [],
        returnsValue: Bool = false
    ) {
        self.number = number
        self.source = source
        self.form = form
        self.followsInterrupt = followsInterrupt
        self.inputs = inputs
        self.returnsValue = returnsValue
    }

    /// `co_filename` of the statement's code, as later versions of python3 name what is typed.
    public var displayPath: String { "<python-input-\(number)>" }
}

/// One call of a function of a session's `__main__`. Its result is sent.
public struct FunctionCall: Sendable, Equatable {
    /// Among the session's statements.
    public var number: UInt32
    /// A plain Python name.
    public var function: String
    public var arguments: [PythonValue]
    public var keywords: [NamedValue]
    /// As a statement's.
    public var followsInterrupt: Bool

    public init(
        number: UInt32, function: String, arguments: [PythonValue] = [], keywords: [NamedValue] = [], followsInterrupt: Bool = false
    ) {
        self.number = number
        self.function = function
        self.arguments = arguments
        self.keywords = keywords
        self.followsInterrupt = followsInterrupt
    }
}

/// How a statement ended, as the worker claims it. The session goes on in any case.
public enum StatementOutcome: Sendable, Equatable {
    case completed
    /// The text is the beginning of a statement that needs more lines; nothing was run.
    case incomplete
    /// It called `sys.exit`, or an exception reached the top level.
    case ended(ScriptOutcome)
}
