public import Policy
internal import Wire

// The values that a caller hands to a `Sandbox` or finds in a `Report`, under one import.
public typealias ScriptRequest = Policy.ScriptRequest
public typealias ScriptOutcome = Policy.ScriptOutcome
public typealias OutputStream = Policy.OutputStream
public typealias Whitelist = Policy.Whitelist
public typealias ModuleName = Policy.ModuleName
public typealias ModuleKind = Policy.ModuleKind
public typealias Denial = Policy.Denial
public typealias Layer = Policy.Layer
public typealias EnclosureLevel = Policy.EnclosureLevel
public typealias EnclosureReport = Policy.EnclosureReport
public typealias Statement = Policy.Statement

extension ScriptRequest {
    /// The longest script that can be run.
    public static var maximumSourceBytes: Int { WireLimits.sourceLength }
}
public typealias NamedValue = Policy.NamedValue
