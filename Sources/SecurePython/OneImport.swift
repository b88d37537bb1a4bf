// What a caller hands to a `Sandbox` or finds in a `Report` comes with `import SecurePython`, its members included.
@_exported public import Policy
@_exported public import PythonValues
internal import Wire

extension ScriptRequest {
    /// The longest script that can be run.
    public static var maximumSourceBytes: Int { WireLimits.sourceLength }
}
