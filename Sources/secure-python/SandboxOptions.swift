import ArgumentParser
import Policy
import SecurePython

/// What scripts may do, and what keeps them: options of the commands that run any.
struct SandboxOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the script may import: the name of a shipped whitelist or, with a slash in it, a file.",
            valueName: "name|file"))
    var whitelist = "standard"

    @Option(
        help: ArgumentHelp(
            "A folder whose .py files the script may import. Its files are code as little trusted as the script; they "
                + "never take the place of the standard library.",
            valueName: "dir"))
    var sourceRoot: String?

    @Option(
        help: ArgumentHelp(
            "Leave out a layer of defence (language, audit or kernel) to try the others. Never for code that you do "
                + "not trust. May be repeated.",
            valueName: "layer"))
    var unsafeWithout: [Layer] = []

    @Option(
        help: ArgumentHelp(
            "How much of the kernel layer must stand: full, no-namespaces where a container forbids namespaces, or "
                + "language-only, which is not a wall. Where it cannot stand, nothing is run.",
            valueName: "level"))
    var enclosure = EnclosureLevel.full

    @Flag(
        help: ArgumentHelp(
            "Have a forbidden system call tell its name. The script can then catch it; never for code that you do not "
                + "trust."))
    var unsafeTrapSyscalls = false

    @OptionGroup var files: FileOptions

    @OptionGroup var limits: LimitOptions

    @Option(
        help: ArgumentHelp(
            "Start the script's clock at this instant, in the form 2026-05-01T12:30:00Z, with every run; waiting takes no "
                + "time on it.",
            valueName: "instant"),
        transform: InstantArgument.instant)
    var fixedTime: Duration?

    @Option(
        help: ArgumentHelp(
            "Have all random numbers follow from this one, hashes and the order of sets included. With --fixed-time, two "
                + "runs of a script without threads do the same.",
            valueName: "number"))
    var seed: UInt64?

    /// The sandbox that they ask for.
    func resolved() throws(SandboxError) -> Sandbox {
        var sandbox = Sandbox(whitelist: try .resolving(whitelist))
        sandbox.sourceRoot = sourceRoot
        sandbox.unsafelyWithout = Set(unsafeWithout)
        sandbox.enclosure = enclosure
        if let fixedTime { sandbox.clock = .fixed(since1970: fixedTime) }
        if let seed { sandbox.randomness = .seeded(seed) }
        sandbox.limits = limits.runLimits
        sandbox.files = files.granted
        sandbox.unsafelyTrapsSystemCalls = unsafeTrapSyscalls
        return sandbox
    }
}
