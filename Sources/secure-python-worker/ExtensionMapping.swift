import Glibc
import InterpreterLockdown
import LinuxShims
import Policy

/// The mapping of all extension modules that a script may import, beside the start of the interpreter where somebody waits
/// for that.
///
/// A kept zygote does without the second thread: once a process has had one, the C library takes locks that its children
/// pay for. So does one whose addresses must be the same each time.
struct ExtensionMapping {
    init(_ policy: ScriptPolicy, isKept: Bool) {
        guard !policy.absentLayers.contains(.language) else { return }
        let paths = ExtensionLibraries.paths(for: policy.whitelist).compactMap { strdup($0) }
        defer { for path in paths { free(path) } }
        spl_begin_opening(paths.map { UnsafePointer($0) }, paths.count, isKept || policy.repeatability.seed != nil ? 0 : 1)
    }

    /// All are mapped when it returns, and there is no other thread. One that is not installed is left to fail where a script
    /// imports it.
    func finish() { spl_finish_opening() }
}
