import CPython
import CPythonShims
import Policy
import PythonRuntime
import VirtualSystem
final class VirtualModules {
    let functions: NativeFunctions
    unowned let services: any InterpreterServices
    init(functions: NativeFunctions, services: any InterpreterServices, lock: borrowing InterpreterLock) throws(PythonError) { self.functions = functions; self.services = services }
    func make(_ name: ModuleName, lock: borrowing InterpreterLock) throws(PythonError) -> PythonReference? {
        if name.text.hasPrefix("importlib") {
            let m = try NativeModule(name.text, "", functions: functions, lock: lock)
            let s = services
            try m.function("import_module", "(name, package=None)") { call throws(PythonError) in try s.importModule(call.string(0), lock: call.lock) }
            try m.object("__path__", lock.list())
            return m.finish()
        }
        return try services.hiddenModule(name.text, lock: lock)
    }
    func beginRun(_ request: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) {}
    func endRun(lock: borrowing InterpreterLock) { for n in ["stdout","stderr"] { if let s = PySys_GetObject(n) { _ = try? PythonReference(retaining: s).callMethod("flush") } } }
    func installStreams(lock: borrowing InterpreterLock) throws(PythonError) {}
    func setArguments(of: ScriptRequest, lock: borrowing InterpreterLock) throws(PythonError) {}
}
