package import PythonValues

/// A script's call of a host function. The arguments are the bytes of a dict of those that were given, by their names.
public struct HostCall: Hashable, Sendable {
    /// Of the run's calls, counted from 1.
    public var number: UInt32
    /// The place of the module among those that were granted, and of the function in it.
    public var module: UInt32
    public var function: UInt32
    /// Where a method or attribute is called: of which object. `function` is then the place of the member in the object's class.
    package var receiver: HostObjectNumber?
    public var arguments: [UInt8]

    public init(number: UInt32, module: UInt32, function: UInt32, arguments: [UInt8]) {
        self.number = number
        self.module = module
        self.function = function
        self.arguments = arguments
    }
}

/// What became of a call.
public struct HostCallAnswer: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// The bytes of the value.
        case returned([UInt8])
        case raised(HostException, message: String)
    }

    public var number: UInt32
    public var outcome: Outcome

    public init(number: UInt32, outcome: Outcome) {
        self.number = number
        self.outcome = outcome
    }
}

/// The value of a script's last expression, as its process sends it.
public enum ClaimedValue: Hashable, Sendable {
    /// Its bytes.
    case value([UInt8])
    /// It is nothing that can pass.
    case unfit(reason: String)
}

/// The exceptions that a host function may raise in a script.
public enum HostException: UInt8, Hashable, Sendable, CaseIterable {
    case runtimeError = 1, valueError, typeError, keyError, lookupError, permissionError, timeoutError, notImplementedError

    /// As Python calls it.
    public var name: String {
        switch self {
        case .runtimeError: "RuntimeError"
        case .valueError: "ValueError"
        case .typeError: "TypeError"
        case .keyError: "KeyError"
        case .lookupError: "LookupError"
        case .permissionError: "PermissionError"
        case .timeoutError: "TimeoutError"
        case .notImplementedError: "NotImplementedError"
        }
    }
}
