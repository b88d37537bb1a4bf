public import Policy
public import PythonRuntime

/// What the virtual modules need of the secured interpreter.
public protocol InterpreterServices: AnyObject {
    /// A real module that start-up or a private load left behind, hidden from scripts.
    func hiddenModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference
    /// Imports through the delegate, as a script's own `import` would; returns the leaf module.
    func importModule(_ name: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference
    /// How the whitelist would load a module, `nil` where it would not.
    func kind(ofModule name: ModuleName) -> ModuleKind?
    /// The spec of a module of the script's own: of its source root, or in a folder of `sys.path` of its tree.
    func ownSpec(of name: ModuleName, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference?
    /// A spec whose loader reads a file of the script's tree.
    func spec(_ name: String, ofFile path: String, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference
    /// A loader that runs the code of a library module made of source in a module of the script's own; `nil` for others.
    func standardLoader(of name: ModuleName, isPackage: Bool) throws(PythonError) -> PythonReference?
    var sourceLoaderClass: PythonReference { get }
    /// The connection of the run that goes on, `nil` before one starts.
    var host: (any HostConnection)? { get }
    /// The text of a source that was loaded in this run, by the path that tracebacks show.
    func loadedSource(atPath path: String) -> [UInt8]?
    /// Records a denial with the line of the script that met it, and returns the text for the exception.
    func deny(operation: String, rule: String, remedy: String) -> String
    var policy: ScriptPolicy { get }
}
