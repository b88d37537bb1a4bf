public import Policy
public import PythonValues

/// A Swift closure that scripts may call.
///
///     HostFunction("fetch_user", [.required("id", "int"), .optional("full", "bool", default: false)], returns: "dict") {
///         arguments in try await PythonValue(encoding: store.user(arguments["id"].intValue))
///     }
///
/// The arguments are copies of exact built-in types: no code of the script runs while they are read. What the closure
/// throws reaches the script only where it is a `ScriptVisibleError`.
public struct HostFunction: Sendable {
    /// What a call runs, as a task of its own. Cancelled where nobody waits for it any more.
    public typealias Body = @Sendable (HostArguments) async throws -> PythonValue

    public let name: String
    /// In order: positional ones first, those with defaults after those without.
    public let parameters: [Parameter]
    /// The docstring that scripts see.
    public let documentation: String
    /// Python's text of the result's type, for the stub.
    public let resultType: String
    /// Calls return at once with something to `await`, so that several can be under way.
    public let isAwaitable: Bool
    /// Its bounds in one run.
    public var budget: Budget
    /// Takes the function away from scripts that are running, `nil` where nothing does.
    public var grant: HostGrant?
    let body: Body

    /// A function of this name in Python, an ASCII identifier. Names and budgets are checked when a run is asked for.
    public init(
        _ name: String, _ parameters: [Parameter] = [], returns resultType: String = "", documentation: String = "",
        isAwaitable: Bool = false, budget: Budget = Budget(), grant: HostGrant? = nil, _ body: @escaping Body
    ) {
        self.name = name
        self.parameters = parameters
        self.documentation = documentation
        self.resultType = resultType
        self.isAwaitable = isAwaitable
        self.budget = budget
        self.grant = grant
        self.body = body
    }

    /// A parameter, as Python sees it.
    public struct Parameter: Sendable, Hashable {
        public let name: String
        /// Python's text of the type, for the stub; nothing checks it.
        public let type: String
        /// How an argument for it can be given.
        public let kind: HostParameter.Kind
        /// `nil` where the script has to give an argument.
        public let defaultValue: PythonValue?

        /// One that a script has to give an argument for.
        public static func required(
            _ name: String, _ type: String = "", kind: HostParameter.Kind = .positionalOrKeyword
        ) -> Parameter {
            Parameter(name: name, type: type, kind: kind, defaultValue: nil)
        }

        /// One that has this value where a script gives none.
        public static func optional(
            _ name: String, _ type: String = "", default value: PythonValue, kind: HostParameter.Kind = .positionalOrKeyword
        ) -> Parameter {
            Parameter(name: name, type: type, kind: kind, defaultValue: value)
        }
    }

    /// Bounds of one function in one run.
    public struct Budget: Sendable, Hashable {
        /// Calls in all, refused ones included; what is over them raises RuntimeError in the script. Beyond the
        /// `RunLimits.hostCalls` of all functions together the run ends.
        public var calls: Int
        /// Calls under way at a time; others wait. A closure that goes on after its call was given up keeps its place until it
        /// returns; where such closures hold all places, calls raise TimeoutError at once.
        public var concurrency: Int
        /// Of the arguments and of the result of one call, in bytes as they are sent: at most 64 MiB.
        public var valueBytes: Int
        /// How long one call may take, from when it is its turn; then its task is cancelled and the script gets a
        /// TimeoutError, whether the closure heeds that or not.
        public var time: Duration

        /// Each as the property of its name. A run with a budget that cannot be kept, such as a negative one, is refused.
        public init(calls: Int = 10_000, concurrency: Int = 8, valueBytes: Int = 16 << 20, time: Duration = .seconds(30)) {
            self.calls = calls
            self.concurrency = concurrency
            self.valueBytes = valueBytes
            self.time = time
        }

        var isPossible: Bool { calls >= 0 && concurrency > 0 && valueBytes > 0 && time > .zero }
    }
}

/// The functions that scripts import under one name: `from NAME import ...`.
public struct HostModule: Sendable {
    public let name: String
    public let documentation: String
    /// What scripts can call.
    public var functions: [HostFunction]
    /// Of the objects that the functions, methods and attributes of this module, or of another, return.
    public var classes: [HostClassDefinition]

    /// A module of this name, an ASCII identifier that no module of the standard library has.
    public init(
        _ name: String, documentation: String = "", functions: [HostFunction] = [], classes: [HostClassDefinition] = []
    ) {
        self.name = name
        self.documentation = documentation
        self.functions = functions
        self.classes = classes
    }
}

/// The arguments of one call, defaults filled in.
public struct HostArguments: Sendable {
    private let values: [String: PythonValue]

    init(values: [String: PythonValue]) { self.values = values }

    /// `None` for a name that is no parameter.
    public subscript(name: String) -> PythonValue { values[name] ?? .none }

    /// Reads an argument as a Swift type.
    ///
    /// - Throws: `HostFunctionError` of kind TypeError, which the script sees, where the value does not fit.
    public func decode<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws(HostFunctionError) -> Value {
        do {
            return try self[name].decoded(as: type)
        } catch {
            throw HostFunctionError(.typeError, "argument '\(name)' cannot be a \(self[name].typeName) such as this")
        }
    }
}

/// An error whose text is meant for scripts. What any other error says stays with the host.
public protocol ScriptVisibleError: Error {
    /// What is raised in the script.
    var scriptException: HostException { get }
    /// Its text; at most 4,096 bytes pass.
    var scriptMessage: String { get }
}

/// Raises an exception of this kind in the script that called.
public struct HostFunctionError: ScriptVisibleError, Sendable, Equatable {
    /// What is raised in the script.
    public let scriptException: HostException
    /// Its text; at most 4,096 bytes pass.
    public let scriptMessage: String

    /// An exception with this text.
    public init(_ exception: HostException = .runtimeError, _ message: String) {
        scriptException = exception
        scriptMessage = message
    }
}
