internal import PolicyFiles
public import Policy
internal import ShippedPolicies

extension Whitelist {
    /// The whitelist that an argument such as `--whitelist` means: with a slash in it a file, without one the
    /// name of a shipped whitelist.
    /// - Throws: `SandboxError.Code.request` where there is none, or where the file has an error, with its line.
    public static func resolving(_ argument: String) throws(SandboxError) -> Whitelist {
        // The common case reads and parses nothing.
        if !argument.contains("/"), let shipped = ShippedPolicies.whitelist(named: argument) { return shipped }
        do {
            return try WhitelistResolver(
                catalogue: ShippedPolicies.catalogue,
                shippedNames: ShippedPolicies.whitelistNames,
                shipped: { name in ShippedPolicies.whitelist(named: name).map { .resolved($0) } }
            ).whitelist(argument)
        } catch {
            throw SandboxError(.request, "The whitelist cannot be used: \(error)")
        }
    }
}
