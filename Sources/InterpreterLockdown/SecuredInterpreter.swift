public import Policy
public import VirtualSystem

/// Why the interpreter could not be secured; the run is refused with this.
public struct InterpreterFailure: Error {
    public let part: String
    public let reason: String
}

public final class SecuredInterpreter {
    public init(policy: ScriptPolicy) throws(InterpreterFailure) {}
    public func preload(_ modules: [ModuleName]) {}
    public func prepareForFork() {}
    public func resumeInChild() {}
    public func run(_ request: ScriptRequest, host: any HostConnection) -> ScriptOutcome { .exited(status: 0) }
}
