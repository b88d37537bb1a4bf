public import Policy
public import PythonRuntime
package import PythonValues
package import VirtualFileSystem

/// The native modules that stand in for real ones: the operating system that a script sees.
public final class VirtualModules {
    public let functions: NativeFunctions
    private let services: any InterpreterServices
    private let system: PosixSystem
    private let fileClass: FileClass
    private let streams: StandardStreams
    private let hostModules: HostModules

    public init(
        functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock
    ) throws(PythonError) {
        self.functions = functions
        self.services = services
        let output = ScriptOutput(services: services)
        system = try PosixSystem(services: services, output: output, lock: lock)
        hostModules = HostModules(services: services, functions: functions, output: output)
        fileClass = try FileClass(functions: functions, system: system, realIO: services.hiddenModule("_io", lock: lock))
        streams = StandardStreams(functions: functions, services: services, fileClass: fileClass, output: output)
    }

    /// Makes one of them; `nil` for a name that is not ours. The delegate calls this once per name.
    public func make(_ name: ModuleName, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? {
        guard let module = try module(named: name.text, lock: lock) else { return nil }
        try functions.type.claim(functionsOf: PythonModule.namespace(of: module), for: name.text)
        return module
    }

    private func module(named name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? {
        switch name {
        case "sys": try SystemModule.make(functions: functions, services: services, lock: lock)
        case "posix": try PosixModule.make(functions: functions, system: system, lock: lock)
        case "_io": try InputOutputModule.make(functions: functions, system: system, fileClass: fileClass, lock: lock)
        case "gc": try GarbageCollectorModule.make(functions: functions, services: services, lock: lock)
        case "_signal": try SignalModule.make(functions: functions, services: services, lock: lock)
        case "_socket": try SocketModule.make(functions: functions, system: system, lock: lock)
        case "select": try SelectModule.make(functions: functions, system: system, lock: lock)
        case "_posixsubprocess": try SubprocessModule.make(functions: functions, services: services, lock: lock)
        case "pwd": try UserModules.makeUsers(functions: functions, lock: lock)
        case "grp": try UserModules.makeGroups(functions: functions, lock: lock)
        case "resource": try ResourceModule.make(functions: functions, lock: lock)
        case "site": try SiteModule.make(functions: functions, lock: lock)
        case "importlib": try ImportlibModules.makePackage(functions: functions, services: services, lock: lock)
        case "importlib.util": try ImportlibModules.makeUtil(functions: functions, services: services, lock: lock)
        case "importlib.machinery": try ImportlibModules.makeMachinery(functions: functions, services: services, lock: lock)
        case "importlib.abc": try ImportlibModules.makeABC(functions: functions, services: services, lock: lock)
        case "importlib._abc": try ImportlibModules.makePrivateABC(functions: functions, services: services, lock: lock)
        case "importlib._bootstrap": try ImportSystemModules.makeBootstrap(functions: functions, services: services, lock: lock)
        case "importlib._bootstrap_external":
            try ImportSystemModules.makeExternalBootstrap(functions: functions, services: services, lock: lock)
        case "_imp": try ImportSystemModules.makeImp(functions: functions, services: services, lock: lock)
        default: nil
        }
    }

    /// Puts the script's streams in place; they speak to whatever host the current run has.
    public func installStreams(lock: borrowing InterpreterLock) throws(PythonError) {
        try streams.install(lock: lock)
    }

    /// Makes the objects of a value for a script.
    package func object(
        of value: PythonValue, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        try hostModules.object(of: value, lock: lock)
    }

    /// Makes the `index`th of the modules of host functions that were granted.
    package func makeHostModule(
        _ description: HostModuleDescription, index: Int, lock: borrowing InterpreterLock
    ) throws(PythonError) -> PythonReference {
        let module = try hostModules.make(description, index: index, lock: lock)
        try functions.type.claim(functionsOf: PythonModule.namespace(of: module), for: description.name)
        return module
    }

    /// Shows the script the tree that it was granted, before it runs.
    package func show(_ tree: VirtualFileSystem, openFiles: Int) {
        system.show(tree, openFiles: openFiles)
    }

    /// Whether the run was granted files, so that modules may stand among them.
    package var hasFiles: Bool { system.isGranted }

    /// A module of the script's tree; `folder` is an entry of `sys.path` or of a package's `__path__`.
    package func treeModule(_ name: String, in folder: String) throws(PythonError) -> TreeModule? {
        try TreeModules(tree: system.tree).module(name, in: folder)
    }

    /// All of a regular file of the script's tree.
    ///
    /// - Throws: `OSError` that names it.
    package func contents(ofFile path: String) throws(PythonError) -> [UInt8] {
        let bytes = Array(path.utf8)
        if let size = try? system.tree.status(of: bytes).size { try MemoryGuard.requireRoom(size, times: 4) }
        do throws(FileError) {
            return try system.tree.contents(of: bytes)
        } catch {
            if let source = system.loadedSource(bytes, after: error) { return source.content }
            throw PythonError.system(error.number, path: path)
        }
    }

    /// `sys.argv`, as python3 sets it for the same command line.
    public func setArguments(of request: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) {
        try setArguments([Array(request.argumentZero.utf8)] + request.arguments, lock: lock)
    }

    /// `sys.argv`.
    public func setArguments(_ values: [[UInt8]], lock: borrowing InterpreterLock) throws(PythonError) {
        let arguments = try lock.list()
        for value in values { try arguments.append(lock.string(decodingFileSystemBytes: value)) }
        try PythonModule.systemNamespace(lock: lock).setValue(arguments, forKey: "argv")
    }

    /// Sends what the script wrote so far, for functions that are about to block: `time.sleep` and its kin.
    public func flushOutput() {
        system.output.flush()
    }

    /// Flushes the script's own streams, whatever it put in their place; never fails.
    public func endRun(lock: borrowing InterpreterLock) {
        streams.flush(lock: lock)
    }
}
