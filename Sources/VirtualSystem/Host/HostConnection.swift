public import Policy
public import PythonValues

/// The worker's line to its host, as the interpreter sees it.
public protocol HostConnection: AnyObject {
    /// Hands over output of the script; may buffer, and keeps the order over both streams.
    func write(_ bytes: UnsafeRawBufferPointer, to stream: OutputStream)
    /// Sends all that was written so far.
    func flush()
    /// Blocks until the host answers; empty at the end of the input, and in the main thread where the statement of a session
    /// was interrupted.
    func readStandardInput(atMost count: Int) -> [UInt8]
    /// Asks the host for a module of the script's source root; `nil` where there is none.
    func sourceModule(named name: ModuleName) -> SourceModule?
    func record(_ denial: Denial)
    /// Has the host run one of its functions, and blocks until it has.
    func call(_ function: HostFunctionPlace, arguments: PythonValue) -> HostCallResult
    /// The same without waiting: `completion` is called on another thread, which must not take the interpreter lock there.
    /// False where there can be no such thread; then nothing was begun.
    func begin(
        _ function: HostFunctionPlace, arguments: PythonValue, completion: @escaping @Sendable (HostCallResult) -> Void
    ) -> Bool
    /// Hands over the value that was asked for, before what it is the value of has ended.
    func send(_ value: Result<PythonValue, UnfitValue>)
    /// The script holds an object of the host no longer. Called with the interpreter lock held; must not block.
    func drop(_ object: PythonValue, received count: UInt32)
}

/// Why an object is no value that can pass.
public struct UnfitValue: Error {
    public let reason: String

    public init(reason: String) { self.reason = reason }
}

/// A function among those that were granted, or a member of the class of an object of the host.
public struct HostFunctionPlace: Sendable, Hashable {
    public let module: Int
    public let function: Int
    package let receiver: HostObjectNumber?

    public init(module: Int, function: Int) {
        self.module = module
        self.function = function
        receiver = nil
    }

    package init(member: Int, of receiver: HostObjectNumber) {
        module = Int(receiver.module)
        function = member
        self.receiver = receiver
    }
}

public enum HostCallResult: Sendable {
    case returned(PythonValue)
    case raised(HostException, message: String)
}

/// A host without functions.
extension HostConnection {
    public func call(_ function: HostFunctionPlace, arguments: PythonValue) -> HostCallResult {
        .raised(.runtimeError, message: "this host has no functions")
    }

    public func begin(
        _ function: HostFunctionPlace, arguments: PythonValue, completion: @escaping @Sendable (HostCallResult) -> Void
    ) -> Bool { false }

    public func send(_ value: Result<PythonValue, UnfitValue>) {}
    public func drop(_ object: PythonValue, received count: UInt32) {}
}
