public import Policy

/// The whitelists, audit tables, system call filters and module catalogue of Whitelists/, compiled in by the plugin
/// CompilePolicies: a run that needs no other policy reads and parses no file.
public enum ShippedPolicies {
    /// The version of Python that the catalogue is of, such as `3.11`.
    public static var pythonVersion: String { GeneratedPolicies.python.description }

    /// The names that `whitelist(named:)` knows, sorted.
    public static var whitelistNames: [String] { GeneratedPolicies.whitelists.map(\.name.description) }

    /// A shipped whitelist, resolved when this package was built.
    public static func whitelist(named name: String) -> Whitelist? {
        guard let text = GeneratedPolicies.whitelists.first(where: { $0.name.description == name })?.text else {
            return nil
        }
        var whitelist = Whitelist(name: name, neverListed: neverListed)
        var lines = ShippedLines(text)
        while let section = lines.nextSection() {
            switch section.mark {
            case .listed:
                whitelist.modules.reserveCapacity(whitelist.modules.count + section.count)
                while let name = lines.nextName() { whitelist.modules[ModuleName(checked: name)] = section.kind }
            case .available:
                while let name = lines.nextName() { whitelist.available[ModuleName(checked: name)] = section.kind }
            case .writable:
                while let name = lines.nextName() { whitelist.writableAttributes.insert(name) }
            case .granted:
                while let name = lines.nextName() {
                    if let granted = GrantedName(rawValue: name) { whitelist.grantedNames.insert(granted) }
                }
            }
        }
        return whitelist
    }

    /// The audit events that the armed hook lets pass on a version of Python such as `3.11`;
    /// `nil` where no table is shipped for it.
    public static func auditEvents(forPython version: String) -> Set<String>? {
        guard let table = GeneratedPolicies.auditEvents.first(where: { $0.python.description == version }) else {
            return nil
        }
        var events: Set<String> = []
        var lines = ShippedLines(table.text)
        while let name = lines.next() { events.insert(name) }
        return events
    }

    /// What is known of every module of the standard library.
    public static var catalogue: ModuleCatalogue {
        var kinds: [ModuleName: ModuleKind] = [:]
        var lines = ShippedLines(GeneratedPolicies.catalogue)
        while let section = lines.nextSection() {
            kinds.reserveCapacity(kinds.count + section.count)
            while let name = lines.nextName() { kinds[ModuleName(checked: name)] = section.kind }
        }
        return ModuleCatalogue(python: pythonVersion, kinds: kinds, neverListed: neverListed)
    }

    /// A filter of system calls for the architecture of this build, as `struct sock_filter` records that the kernel
    /// loads as they are; `nil` where none of that name is shipped.
    ///
    /// - Parameters:
    ///   - name: `zygote` for the process that forks, `child` for a fork that runs a script.
    ///   - threads: whether threads may be started. A zygote's filter must allow what its children's do.
    ///   - files: whether descriptors of host files come to the child.
    ///   - branches: whether a session in it may be copied.
    ///   - traps: the forbidden calls raise SIGSYS, which a handler can catch, in place of a kill. For tests:
    ///     the script can catch it as well.
    public static func systemCallFilter(
        _ name: String, threads: Bool, files: Bool, branches: Bool = false, traps: Bool = false
    ) -> [UInt8]? {
        GeneratedPolicies.systemCallFilters
            .first {
                $0.name.description == name && $0.threads == threads && $0.files == files && $0.branches == branches
                    && $0.traps == traps
            }
            .map { bytes(ofHexadecimal: $0.program) }
    }

    /// The same filter as text for people.
    public static func readableFilter(_ name: String, threads: Bool = true, files: Bool = false) -> String? {
        GeneratedPolicies.readableFilters
            .first { $0.name.description == name && $0.threads == threads && $0.files == files }?.text.description
    }

    /// The names of `systemCallFilter`.
    public static var systemCallFilterNames: [String] {
        GeneratedPolicies.readableFilters.filter { $0.threads && !$0.files }.map(\.name.description)
    }

    /// The kernel's name of a system call on the architecture of this build; `nil` where none was known when it was
    /// built.
    public static func systemCallName(_ number: UInt32) -> String? {
        var lines = ShippedLines(GeneratedPolicies.systemCalls)
        while let line = lines.next() {
            let parts = line.split(separator: " ")
            if parts.count == 2, UInt32(parts[0]) == number { return String(parts[1]) }
        }
        return nil
    }

    private static func bytes(ofHexadecimal text: StaticString) -> [UInt8] {
        func value(_ digit: UInt8) -> UInt8 { digit < UInt8(ascii: "a") ? digit - 0x30 : digit - 0x61 + 10 }
        return text.withUTF8Buffer { digits in
            stride(from: 0, to: digits.count - 1, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
        }
    }

    private static var neverListed: [ModuleName: String] {
        var reasons: [ModuleName: String] = [:]
        var lines = ShippedLines(GeneratedPolicies.neverListed)
        // Name and reason take a line each.
        while let name = lines.next(), let reason = lines.next() { reasons[ModuleName(checked: name)] = reason }
        return reasons
    }
}
