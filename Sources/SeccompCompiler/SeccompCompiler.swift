internal import CLibSeccomp
internal import Glibc
public import Policy

/// Turns policies into programs for the kernel's filter, by way of libseccomp. For build time and tests: it takes
/// longer than a whole run, and the library has no place in a process that runs untrusted code.
public enum SeccompCompiler {
    public enum Refusal: Sendable {
        /// SIGSYS that nothing can catch.
        case kill
        /// SIGSYS that a handler can catch and ask which call it was; for tests, since the script can catch it too.
        case trap
    }

    public struct Filter: Sendable, Equatable {
        /// `struct sock_filter` records in the byte order of the architecture, which for all that we know is little.
        public let program: [UInt8]
        /// What libseccomp writes for people.
        public let readable: String
    }

    /// - Parameters:
    ///   - features: what runs under the filter have.
    ///   - refusal: what `kill` means. Calls of another architecture are killed in any case.
    public static func compile(
        _ policy: SystemCallPolicy, for architecture: SystemCallPolicy.Architecture,
        features: Set<SystemCallPolicy.Feature>,
        refusal: Refusal = .kill
    ) throws(SeccompFailure) -> Filter {
        // What the machine that builds can do says nothing of the one that runs; 3 has KILL_PROCESS.
        try check(seccomp_api_set(3), "choosing the interface", policy)
        let draft = try Draft(policy, architecture, refusal)
        try draft.configure()
        for rule in policy.rules where rule.architectures.contains(architecture) {
            if let feature = rule.feature, !features.contains(feature) { continue }
            if rule.action == policy.defaultAction { continue }
            try draft.add(rule)
        }
        return Filter(program: try draft.program(), readable: try draft.text())
    }

    /// The number of a call; `nil` where the architecture has none of this name, as far as this libseccomp knows.
    public static func number(of call: String, on architecture: SystemCallPolicy.Architecture) -> Int32? {
        // Numbers below 0 stand for calls of other architectures.
        let number = seccomp_syscall_resolve_name_arch(architecture.token, call)
        return number >= 0 ? number : nil
    }

    /// The calls that the architecture has, as far as this libseccomp knows, by number.
    public static func calls(of architecture: SystemCallPolicy.Architecture) -> [(number: Int32, name: String)] {
        // Twice what any architecture has had so far.
        (Int32(0)..<1024).compactMap { number in
            guard let name = seccomp_syscall_resolve_num_arch(architecture.token, number) else { return nil }
            defer { free(name) }
            return (number, String(cString: name))
        }
    }

    fileprivate static func check(
        _ result: Int32, _ step: String, _ policy: SystemCallPolicy
    ) throws(SeccompFailure) {
        guard result < 0 else { return }
        throw SeccompFailure(
            file: policy.rules.first?.file ?? policy.name, line: nil, step: step, error: -result)
    }
}

/// Why a policy gave no filter.
public struct SeccompFailure: Error, Equatable, CustomStringConvertible {
    public let file: String
    /// Counted from 1; `nil` where no rule is to blame.
    public let line: Int?
    public let step: String
    /// An errno.
    public let error: Int32

    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): libseccomp refused \(step): \(String(cString: strerror(error)))"
    }
}

/// A filter that is being made.
private struct Draft: ~Copyable {
    let context: scmp_filter_ctx
    let policy: SystemCallPolicy
    let architecture: SystemCallPolicy.Architecture
    let refusal: SeccompCompiler.Refusal

    init(
        _ policy: SystemCallPolicy, _ architecture: SystemCallPolicy.Architecture, _ refusal: SeccompCompiler.Refusal
    ) throws(SeccompFailure) {
        guard let context = seccomp_init(policy.defaultAction.code(refusal)) else {
            throw SeccompFailure(file: policy.name, line: nil, step: "the default action", error: EINVAL)
        }
        self.context = context
        self.policy = policy
        self.architecture = architecture
        self.refusal = refusal
    }

    func configure() throws(SeccompFailure) {
        if architecture.token != seccomp_arch_native() {
            try check(seccomp_arch_add(context, architecture.token), "the architecture")
            try check(seccomp_arch_remove(context, seccomp_arch_native()), "the architecture")
        }
        // With one architecture in the filter, its x32 numbers are those of another one.
        try check(seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS), "the other architectures")
        // A tree by number: the kernel walks the program once for each number when the filter is loaded.
        try check(seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2), "the order")
    }

    deinit { seccomp_release(context) }

    func check(_ result: Int32, _ step: String) throws(SeccompFailure) {
        try SeccompCompiler.check(result, step, policy)
    }

    func add(_ rule: SystemCallPolicy.Rule) throws(SeccompFailure) {
        let comparisons = rule.conditions.map(\.comparisonOfLibrary)
        // The native number, which may be a stand-in: the library translates it for the architecture of the filter.
        let number = seccomp_syscall_resolve_name(rule.call)
        let result = comparisons.withUnsafeBufferPointer { all in
            seccomp_rule_add_array(
                context, rule.action.code(refusal), number, UInt32(all.count), all.baseAddress)
        }
        guard result < 0 else { return }
        throw SeccompFailure(file: rule.file, line: rule.line, step: "the rule for \(rule.call)", error: -result)
    }

    func program() throws(SeccompFailure) -> [UInt8] {
        try export("the program") { seccomp_export_bpf(context, $0) }
    }

    func text() throws(SeccompFailure) -> String {
        String(decoding: try export("the readable form") { seccomp_export_pfc(context, $0) }, as: UTF8.self)
    }

    /// The library writes to descriptors only; older ones have no function that writes to memory.
    private func export(_ what: String, _ write: (Int32) -> Int32) throws(SeccompFailure) -> [UInt8] {
        guard let file = tmpfile() else {
            throw SeccompFailure(file: policy.name, line: nil, step: "a temporary file", error: errno)
        }
        defer { fclose(file) }
        try check(write(fileno(file)), what)
        let size = lseek(fileno(file), 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: max(0, size))
        guard pread(fileno(file), &bytes, bytes.count, 0) == bytes.count, !bytes.isEmpty else {
            throw SeccompFailure(file: policy.name, line: nil, step: what, error: EIO)
        }
        return bytes
    }
}

extension SystemCallPolicy.Architecture {
    fileprivate var token: UInt32 {
        switch self {
        case .x86_64: seccomp_arch_resolve_name("x86_64")
        case .aarch64: seccomp_arch_resolve_name("aarch64")
        }
    }
}

extension SystemCallPolicy.Action {
    fileprivate func code(_ refusal: SeccompCompiler.Refusal) -> UInt32 {
        switch self {
        case .allow: SCMP_ACT_ALLOW
        // SCMP_ACT_ERRNO, a macro that Swift does not see.
        case .errno(let number): 0x0005_0000 | UInt32(number)
        case .trap: SCMP_ACT_TRAP
        case .log: SCMP_ACT_LOG
        case .kill: refusal == .trap ? SCMP_ACT_TRAP : SCMP_ACT_KILL_PROCESS
        }
    }
}

extension SystemCallPolicy.Condition {
    fileprivate var comparisonOfLibrary: scmp_arg_cmp {
        let argument = UInt32(argument)
        return switch comparison {
        case .equal(let value): scmp_arg_cmp(arg: argument, op: SCMP_CMP_EQ, datum_a: value, datum_b: 0)
        case .masked(let mask, let value):
            scmp_arg_cmp(arg: argument, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
        case .atMost(let value): scmp_arg_cmp(arg: argument, op: SCMP_CMP_LE, datum_a: value, datum_b: 0)
        }
    }
}
