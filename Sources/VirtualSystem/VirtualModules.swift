public import Policy
public import PythonRuntime

/// The native modules that stand in for those which reach the machine.
public final class VirtualModules {
    public let functions: NativeFunctions
    private let system: SystemContext
    private let classes: InputOutputClasses

    /// The modules that `make` knows.
    public static let names = [
        "_io", "_posixsubprocess", "_signal", "_socket", "gc", "importlib", "importlib._abc", "importlib.abc",
        "importlib.machinery", "importlib.util", "posix", "select", "sys",
    ]

    public init(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        self.functions = functions
        system = SystemContext(functions: functions, services: services)
        classes = try InputOutputClasses(system: system, lock: lock)
    }

    /// The module of that name, new each time; `nil` where it is none of ours.
    public func make(_ name: ModuleName, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? {
        switch name.text {
        case "_io": try InputOutputModule.make(system, classes, lock)
        case "_posixsubprocess": try SubprocessModule.make(system, lock)
        case "_signal": try SignalModule.make(system, lock)
        case "_socket": try SocketModule.make(system, lock)
        case "gc": try GarbageModule.make(system, lock)
        case "importlib": try ImportlibModule.make(system, lock)
        case "importlib._abc": try ImportlibAbstractModule.makePrivate(system, lock)
        case "importlib.abc": try ImportlibAbstractModule.make(system, lock)
        case "importlib.machinery": try ImportlibMachineryModule.make(system, lock)
        case "importlib.util": try ImportlibUtilModule.make(system, lock)
        case "posix": try PosixModule.make(system, lock)
        case "select": try SelectModule.make(system, lock)
        case "sys": try SystemModule.make(system, lock)
        default: nil
        }
    }

    // MARK: A run

    /// Gives `sys` the arguments and streams of one script. The text codecs have to be loaded.
    public func beginRun(_ request: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) {
        system.reset()
        try setArguments(of: request, lock: lock)
        try installStreams(lock: lock)
    }

    public func setArguments(of request: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) {
        let arguments = try lock.list(ofStrings: [request.argumentZero])
        for argument in request.arguments {
            try arguments.append(lock.string(decodingFileSystemBytes: argument))
        }
        try namespaceOfSys(lock).setValue(arguments, forKey: "argv")
    }

    public func installStreams(lock: borrowing InterpreterLock) throws(PythonError) {
        try StandardStreams.install(in: namespaceOfSys(lock), classes, lock)
    }

    /// Sends out what the script left in its streams. Nothing is raised: nobody is left to catch it.
    public func endRun(lock: borrowing InterpreterLock) {
        guard let sys = try? namespaceOfSys(lock) else { return }
        for name in ["stdout", "stderr", "__stdout__", "__stderr__"] {
            if let stream = try? sys.value(forKey: name), !stream.isNone { _ = try? stream.callMethod("flush") }
        }
    }

    private func namespaceOfSys(_ lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference {
        try PythonModule.namespace(of: system.services.hiddenModule("sys", lock: lock))
    }
}
