internal import PythonRuntime

/// The exceptions of `_socket` that need more than a number.
final class SocketFailures {
    private let timeoutClass: PythonReference
    private unowned let services: any InterpreterServices

    init(timeoutClass: consuming PythonReference, services: any InterpreterServices) {
        self.timeoutClass = timeoutClass
        self.services = services
    }

    func timedOut(lock: borrowing InterpreterLock) throws(PythonError) -> PythonError {
        try PythonError.instance(timeoutClass.call(lock.string("timed out")))
    }

    /// A `PermissionError` for what would need a network.
    func refused(_ operation: String) -> PythonError {
        PythonError(
            .permissionError,
            services.deny(
                operation: operation, rule: "the virtual module '_socket'", remedy: "no run is granted a network"))
    }
}
